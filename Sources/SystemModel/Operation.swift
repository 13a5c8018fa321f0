/// Requests whose latency is reported, each measured from its intended start.
public enum Operation: UInt8, CaseIterable, Sendable {
  /// Open the app: until the first page of posts is on the phone, images not yet fetched.
  case feedLoad
  /// A later page of the same session.
  case feedPage
  /// Open the app: until every image of the first page is on the screen.
  case feedVisible
  case imageFetch
  case like
  case comment
  /// Photo: until the post row commits.
  case postUpload
  /// Photo: until the first follower could read it.
  case postVisible
  case storyUpload
  case storyTray
  case storyFrame

  public var name: String {
    switch self {
    case .feedLoad: "feed.load"
    case .feedPage: "feed.page"
    case .feedVisible: "feed.visible"
    case .imageFetch: "image.fetch"
    case .like: "like"
    case .comment: "comment"
    case .postUpload: "post.upload"
    case .postVisible: "post.visible"
    case .storyUpload: "story.upload"
    case .storyTray: "story.tray"
    case .storyFrame: "story.frame"
    }
  }
}
