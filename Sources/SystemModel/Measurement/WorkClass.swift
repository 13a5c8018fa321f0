/// Classes of executed work that a run prints beside what the scenario asks for, so that an idle run cannot pass.
public enum WorkClass: Int, CaseIterable, Sendable {
  case sessions, pages, feedImages, storyFrames, likes, comments, posts, storyPosts
  case deliveries, edgeRequests, originRequests
  /// Likes of viewers that the slice leaves out.
  case backgroundLikes
  /// Stories that expired between the tray and their turn.
  case storiesSkipped

  /// The requests whose hops this class is made of.
  var operations: [Operation] {
    switch self {
    case .pages: [.feedLoad, .feedPage]
    case .feedImages: [.imageFetch]
    case .storyFrames: [.storyFrame]
    case .likes: [.like]
    case .comments: [.comment]
    case .posts: [.postUpload]
    case .storyPosts: [.storyUpload]
    case .sessions, .deliveries, .edgeRequests, .originRequests, .backgroundLikes, .storiesSkipped: []
    }
  }
}
