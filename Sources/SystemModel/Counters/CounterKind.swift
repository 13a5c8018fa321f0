import Simulator
import Workloads

/// What is counted.
public enum CounterKind: UInt8, CaseIterable, Sendable {
  case likes, comments, followers, storyViews, hashtags

  public var name: String { String(describing: self) }
}

/// How changes of a counter reach the place where it is kept; one file each in `Ways`.
public enum CounterMode: String, CaseIterable, Sendable {
  case buffered, direct, optimistic, sharded, appended, merged, regional, approximate

  /// Whether somebody may wait for a row that others change too.
  var locksRows: Bool { self != .approximate }
}

/// As `CounterMode`, for what need not be counted at all.
public enum CounterChoice: String, CaseIterable, Sendable {
  case off, buffered, direct, optimistic, sharded, appended, merged, regional, approximate

  var mode: CounterMode? { CounterMode(rawValue: rawValue) }
}

/// One counter: what is counted, and of which post, user or hashtag.
struct CounterID: Equatable, Sendable {
  var kind: CounterKind
  var subject: UInt64

  static func likes(of post: PostID) -> CounterID { CounterID(kind: .likes, subject: post.value) }
  static func comments(of post: PostID) -> CounterID { CounterID(kind: .comments, subject: post.value) }
  static func followers(of user: UserID) -> CounterID { CounterID(kind: .followers, subject: UInt64(user.value)) }
  static func views(of story: PostID) -> CounterID { CounterID(kind: .storyViews, subject: story.value) }
  static func posts(under hashtag: UInt64) -> CounterID { CounterID(kind: .hashtags, subject: hashtag) }

  /// Names the counter in tables; differs between kinds with one subject.
  var key: UInt64 {
    kind == .likes ? subject : Draws.mix(subject &+ UInt64(kind.rawValue) &* 0x9E37_79B9_7F4A_7C15)
  }

  /// Names one of the counter's rows; the first is the counter's own.
  func row(_ shard: UInt32) -> UInt64 {
    shard == 0 ? key : Draws.mix(key &+ UInt64(shard) &* 0xD1B5_4A32_D192_ED03)
  }

  /// Decides the store shard: all counters of an author's posts are on one.
  var shardKey: UInt64 {
    switch kind {
    case .likes, .comments, .storyViews: UInt64(PostID(subject).author.value)
    case .followers, .hashtags: subject
    }
  }

  /// The region where the counter is kept: the author's, or one by hash.
  func home(_ geography: Geography) -> Int {
    switch kind {
    case .likes, .comments, .storyViews: geography.region(of: PostID(subject).author)
    case .followers: geography.region(of: UserID(UInt32(subject)))
    case .hashtags: Int(Draws.mix(subject) % UInt64(geography.regionCount))
    }
  }
}
