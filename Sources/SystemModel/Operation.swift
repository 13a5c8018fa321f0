import Workloads

/// Requests whose latency is reported, each measured from its intended start.
public enum Operation: UInt8, CaseIterable, Sendable {
  /// Open the app: until the first page of posts is on the phone, images not yet fetched.
  case feedLoad
  /// A later page of the same session.
  case feedPage
  /// Open the app: until every image of the first page is on the screen.
  case feedVisible
  /// A later page: until every image of it is on the screen; by the phone's network.
  case pageVisibleWifi, pageVisibleFiveG, pageVisibleFourG, pageVisibleThreeG
  case imageFetch
  case like
  case follow
  case comment
  /// Photo: until the post row commits.
  case postUpload
  /// Photo: until the first follower could read it.
  case postVisible
  case storyUpload
  case storyTray
  case storyFrame
  /// One segment of a video: from the request to its last byte on the phone.
  case videoSegment
  /// Those of the story frames that the phone had asked for ahead.
  case storyFramePreloaded
  /// A viewer's answer to a story: until it is in the author's inbox and acknowledged.
  case storyReply
  /// An author opens the list of a story's viewers.
  case viewerList

  public var name: String {
    switch self {
    case .feedLoad: "feed.load"
    case .feedPage: "feed.page"
    case .feedVisible: "feed.visible"
    case .pageVisibleWifi: "page.visible.wifi"
    case .pageVisibleFiveG: "page.visible.fiveG"
    case .pageVisibleFourG: "page.visible.fourG"
    case .pageVisibleThreeG: "page.visible.threeG"
    case .imageFetch: "image.fetch"
    case .like: "like"
    case .follow: "follow"
    case .comment: "comment"
    case .postUpload: "post.upload"
    case .postVisible: "post.visible"
    case .storyUpload: "story.upload"
    case .storyTray: "story.tray"
    case .storyFrame: "story.frame"
    case .videoSegment: "video.segment"
    case .storyFramePreloaded: "story.frame.preloaded"
    case .storyReply: "story.reply"
    case .viewerList: "story.viewers"
    }
  }

  static func pageVisible(_ network: NetworkClass) -> Operation {
    switch network {
    case .wifi: .pageVisibleWifi
    case .fiveG: .pageVisibleFiveG
    case .fourG: .pageVisibleFourG
    case .threeG: .pageVisibleThreeG
    }
  }
}
