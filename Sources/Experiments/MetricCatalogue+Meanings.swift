import SystemModel

extension MetricCatalogue {
  static func meaning(_ operation: Operation) -> String {
    switch operation {
    case .feedLoad: "Open the app to the first page of posts on the phone, images not yet fetched."
    case .feedPage: "A later page of the same session."
    case .feedVisible: "Open the app to every image of the first page on the screen."
    case .pageVisibleWifi: "Ask for a later page to every image of it on the screen, phones on Wi-Fi."
    case .pageVisibleFiveG: "The same, phones on 5G."
    case .pageVisibleFourG: "The same, phones on 4G."
    case .pageVisibleThreeG: "The same, phones on 3G."
    case .imageFetch: "One image: phone cache, edge, shield, object store."
    case .like: "Tap to acknowledgement."
    case .follow: "Tap to acknowledgement."
    case .comment: "Send to acknowledgement."
    case .postUpload: "Photo: choose to commit of the post row."
    case .postVisible: "Photo: choose to the first follower who could read it."
    case .storyUpload: "Story: choose to commit."
    case .storyTray: "Open the app to the tray of stories."
    case .storyFrame: "One story frame on the screen."
    case .videoSegment: "One segment of a video: request to last byte on the phone."
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
    case .edgeFillWaits: "requests that waited at an edge for another one's fill"
    case .shieldFillWaits: "requests that waited at a shield for another one's fill"
    case .ownerRequests: "requests that went on to the PoP that owns their key"
    case .revalidations: "copies asked after because their time to live was over"
    case .staleImages: "images served whose photo had changed"
    case .deletedImages: "images of deleted photos served before the purge"
    case .purges: "images of deleted photos taken out of a cache"
    case .negativeHits: "requests answered by a cache that remembers that the photo is gone"
    case .missingImages: "requests answered with \"not found\""
    case .imagesAhead: "images fetched before they were looked at"
    case .videoSegments: "segments of videos asked for"
    case .videoStalls: "segments that came after the player needed them"
    case .resizes: "sizes made on demand at the object store"
    case .unlikes: "likes taken back"
    case .repeatedLikes: "likes of users who had liked the post already; they change nothing"
    case .follows: "follows"
    case .hashtags: "hashtags of posts counted"
    case .lockTimeouts: "waits for a counter row that were given up"
    case .conflicts: "optimistic updates that found a newer version of their row"
    case .storiesExpired: "stories whose time to live was over"
    case .storyRowsSwept: "rows of expired stories deleted"
    }
  }
}
