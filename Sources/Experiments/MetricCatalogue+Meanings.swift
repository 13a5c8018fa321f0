import SystemModel

extension MetricCatalogue {
  static func meaning(_ operation: Operation) -> String {
    switch operation {
    case .feedLoad: "Open the app to the first page of posts on the phone, images not yet fetched."
    case .feedPage: "A later page of the same session."
    case .feedVisible: "Open the app to every image of the first page on the screen."
    case .imageFetch: "One image: phone cache, edge, shield, object store."
    case .like: "Tap to acknowledgement."
    case .comment: "Send to acknowledgement."
    case .postUpload: "Photo: choose to commit of the post row."
    case .postVisible: "Photo: choose to the first follower who could read it."
    case .storyUpload: "Story: choose to commit."
    case .storyTray: "Open the app to the tray of stories."
    case .storyFrame: "One story frame on the screen."
    }
  }

  static func meaning(_ work: WorkClass) -> String {
    switch work {
    case .sessions: "sessions begun"
    case .pages: "feed pages read"
    case .feedImages: "images of the feed shown"
    case .storyFrames: "story frames shown"
    case .likes: "likes"
    case .comments: "comments"
    case .posts: "photos posted"
    case .storyPosts: "stories posted"
    case .deliveries: "timeline entries delivered by fan-out"
    case .edgeRequests: "requests that reached an edge"
    case .originRequests: "requests that reached the object store"
    case .backgroundLikes: "likes of viewers that a slice leaves out, on celebrities' posts"
    case .storiesSkipped: "stories that expired between the tray and their turn"
    }
  }
}
