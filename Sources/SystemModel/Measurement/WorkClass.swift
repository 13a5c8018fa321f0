/// Classes of executed work that a run prints beside what the scenario asks for, so that an idle run cannot pass.
public enum WorkClass: Int, CaseIterable, Sendable {
  case sessions, pages, feedImages, storyFrames, likes, comments, posts, storyPosts
  case deliveries, edgeRequests, originRequests
  /// Likes of viewers that the slice leaves out.
  case backgroundLikes
  /// Stories that expired between the tray and their turn.
  case storiesSkipped
  /// Requests that waited for another one's fill.
  case edgeFillWaits, shieldFillWaits
  /// Requests that went on to the PoP which owns their key.
  case ownerRequests
  /// Copies asked after because their time to live was over; images served whose photo had changed.
  case revalidations, staleImages
  /// Images of deleted photos: served before the purge, taken out by it, remembered as gone, answered "not found".
  case deletedImages, purges, negativeHits, missingImages
  /// Images fetched before they were looked at.
  case imagesAhead
  case videoSegments, videoStalls
  /// Sizes made on demand.
  case resizes
  /// Likes taken back; likes that were there already.
  case unlikes, repeatedLikes
  case follows, hashtags
  /// Waits for a row that were given up; optimistic updates that found a newer version.
  case lockTimeouts, conflicts
  /// Story frames fetched before their turn, views reported, answers to stories, lists of viewers opened.
  case storyFramesAhead, storyReceipts, storyReplies, viewerListReads
  /// Stories whose time to live is over, and their rows deleted.
  case storiesExpired, storyRowsSwept

  /// The requests whose hops this class is made of.
  var operations: [Operation] {
    switch self {
    case .pages: [.feedLoad, .feedPage]
    case .feedImages: [.imageFetch]
    case .storyFrames: [.storyFrame]
    case .likes: [.like]
    case .follows: [.follow]
    case .comments: [.comment]
    case .posts: [.postUpload]
    case .storyPosts: [.storyUpload]
    case .videoSegments: [.videoSegment]
    case .storyReplies: [.storyReply]
    case .viewerListReads: [.viewerList]
    default: []
    }
  }
}
