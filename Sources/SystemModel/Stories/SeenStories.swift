import Simulator
import Workloads

/// Ring state: for a viewer and an author, up to when the author's stories were seen. An author's stories play oldest
/// first, so the newest one seen stands for all before it.
///
/// Exact to the millisecond. What was seen a time to live ago is of no more use: pairs lie in two tables, and the older one
/// is emptied once per time to live, or when both together hold `mostPairs`.
struct SeenStories: ~Copyable {
  private var young = FlatMap()
  private var old = FlatMap()
  private var turnsAt: SimTime
  private let timeToLive: SimDuration
  private let mostPairs: Int
  /// Pairs dropped because there was no room; viewers see such stories again.
  private(set) var forgotten: Int64 = 0

  init(timeToLive: SimDuration, mostPairs: Int) {
    self.timeToLive = timeToLive
    self.mostPairs = mostPairs
    turnsAt = .zero + timeToLive
  }

  var pairCount: Int { young.count + old.count }

  /// Bytes of pairs at the tables' usual load of about one half.
  var bytes: Int64 { Int64(pairCount) * 32 }

  /// Up to when the viewer has seen the author's stories; `.distantPast` for not at all.
  func seenThrough(_ viewer: UserID, _ author: UserID) -> SimTime {
    let key = Self.key(viewer, author)
    guard let stamp = young.find(key) ?? old.find(key) else { return .distantPast }
    return Self.end(stamp)
  }

  /// The viewer saw a story of the author that was created then; `now` never goes back by more than the tables' turn.
  mutating func see(_ viewer: UserID, _ author: UserID, createdAt: SimTime, at now: SimTime) {
    if now >= turnsAt || young.count >= (mostPairs + 1) / 2 { turn(now) }
    let key = Self.key(viewer, author)
    let stamp = Self.stamp(createdAt)
    let before = young.find(key) ?? old.find(key) ?? 0
    young.insert(key, max(stamp, before))
  }

  private mutating func turn(_ now: SimTime) {
    if now < turnsAt { forgotten += Int64(old.count) }
    swap(&young, &old)
    young.removeAll()
    turnsAt = now + timeToLive
  }

  private static func key(_ viewer: UserID, _ author: UserID) -> UInt64 {
    UInt64(viewer.value) << 32 | UInt64(author.value)
  }

  /// Milliseconds since eight days before the run; a story lives seven at most.
  private static func stamp(_ time: SimTime) -> UInt32 {
    UInt32(clamping: min(max((time + .days(8)).nanoseconds / 1_000_000, 0), Int64(UInt32.max) - 1))
  }

  /// The last instant of the stamp's millisecond.
  private static func end(_ stamp: UInt32) -> SimTime {
    SimTime(nanoseconds: (Int64(stamp) + 1) * 1_000_000 - 1) - .days(8)
  }
}
