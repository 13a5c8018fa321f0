import Simulator

/// Who is active and how often they post: plain numbers, for loops over thousands of users.
struct PostingClassifier: Sendable {
  /// Users below this number are celebrities: always active, of the most frequent class.
  let celebrityCount: UInt32
  private let draws: Draws
  private let activeThreshold: UInt64
  private let bounds: (UInt32, UInt32, UInt32)

  init(celebrityCount: UInt32, activeShare: Double, classes: PostingClasses, draws: Draws) {
    self.celebrityCount = celebrityCount
    self.draws = draws
    activeThreshold = UInt64(activeShare * 0x1p32)
    bounds = classes.thresholds
  }

  @inline(__always) func isActive(_ user: UInt32) -> Bool {
    user < celebrityCount || bits(user) & 0xFFFF_FFFF < activeThreshold
  }

  /// One round of mixing: read for every followee of every read.
  @inline(__always) private func bits(_ user: UInt32) -> UInt64 { draws.entity(UInt64(user)).base }

  /// 0 for a user who never posts, active or not; else the posting class.
  @inline(__always) func posterClass(_ user: UInt32) -> UInt32 {
    let bits = bits(user)
    let high = UInt32(truncatingIfNeeded: bits >> 32)
    let index: UInt32 = (high >= bounds.0 ? 1 : 0) &+ (high >= bounds.1 ? 1 : 0) &+ (high >= bounds.2 ? 1 : 0)
    let active = bits & 0xFFFF_FFFF < activeThreshold ? index : 0
    return user < celebrityCount ? UInt32(PostingClasses.count - 1) : active
  }

  /// Class of an active user, 0 for those who never post; nil when not active.
  @inline(__always) func postingClass(_ user: UInt32) -> Int? {
    isActive(user) ? Int(posterClass(user)) : nil
  }
}
