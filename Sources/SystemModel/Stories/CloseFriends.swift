import Simulator
import Workloads

/// Which stories are for close friends only, and whose close friend a follower is: both are functions of the seed.
///
/// Nothing is stored: each follower is a close friend with probability list size over followers, independently, so both
/// the author's side and the viewer's side can ask. Not modelled: close friends who are picked among mutual ties.
struct CloseFriends: Sendable {
  let storyShare: Double
  private let listSize: Double
  private let storyDraws: Draws
  private let friendDraws: Draws

  init(_ parameters: CloseFriendsParameters, draws: Draws) {
    storyShare = parameters.storyShare
    listSize = parameters.listSize
    storyDraws = draws.purpose("story.closeFriends")
    friendDraws = draws.purpose("closeFriend")
  }

  /// All stories are for everybody.
  static let none = CloseFriends(CloseFriendsParameters(), draws: Draws(seed: 0, replication: 0))

  var isActive: Bool { storyShare > 0 }

  func isForFriends(_ story: PostID) -> Bool { storyDraws.unit(story.value) < storyShare }

  /// Whether a follower is on the author's list.
  func isCloseFriend(_ viewer: UserID, of author: UserID, _ graph: SocialGraph) -> Bool {
    let followers = Double(max(1, graph.followerCount(of: author)))
    return friendDraws.unit(UInt64(author.value) << 32 | UInt64(viewer.value)) * followers < listSize
  }

  /// Whether a follower of the author may see the story.
  func mayShow(_ story: PostID, to viewer: UserID, _ graph: SocialGraph) -> Bool {
    !isForFriends(story) || isCloseFriend(viewer, of: story.author, graph)
  }
}
