import Simulator

/// Objects of a cache that are on their way to it. Requests for one of them wait for it, or fetch it too.
///
/// When an answer is under way its arrival is known and it needs no event: such a fill stays until it is over. What is over is
/// dropped when its key comes again, or when the table fills up: open addressing, one search per request, no removals.
struct FillTable: ~Copyable {
  enum State {
    case none
    /// Somebody asked for it; the answer is not known yet.
    case asked
    /// It arrives then.
    case arriving(SimTime)
  }

  private struct Fill {
    var key: UInt64 = 0
    /// `.distantPast` marks an empty place, `.distantFuture` a fill that is not answered yet.
    var arrivesAt = SimTime.distantPast
    var firstWaiter = UInt32.max
  }

  private var fills: UnsafeMutablePointer<Fill>
  private var mask: Int
  /// Places taken, by fills that are over too.
  private var taken = 0

  init(reserving capacity: Int = 1_024) {
    var size = 16
    while size * 7 < capacity * 10 { size *= 2 }
    mask = size - 1
    fills = Self.vacant(size)
  }

  deinit { fills.deallocate() }

  private static func vacant(_ size: Int) -> UnsafeMutablePointer<Fill> {
    let places = LargeMemory.allocate(Fill.self, capacity: size)
    places.initialize(repeating: Fill(), count: size)
    return places
  }

  /// Fills that are not over at `now`.
  func count(at now: SimTime) -> Int { (0...mask).count { fills[$0].arrivesAt > now } }

  /// Brings the key's place near.
  @inline(__always) func prefetch(_ key: UInt64) {
    LargeMemory.prefetch(fills + (Int(truncatingIfNeeded: Draws.mix(key)) & mask))
  }

  func state(of key: UInt64, at now: SimTime) -> State {
    let arrivesAt = fills[place(of: key)].arrivesAt
    if arrivesAt == .distantFuture { return .asked }
    return arrivesAt > now ? .arriving(arrivesAt) : .none
  }

  /// Somebody asks for `key` at `now`; returns false when a fill of it is under way.
  mutating func begin(_ key: UInt64, at now: SimTime) -> Bool {
    var own = place(of: key)
    if fills[own].arrivesAt > now { return false }
    if fills[own].arrivesAt == .distantPast {
      if (taken &+ 1) &* 10 > (mask &+ 1) &* 7 {
        rebuild(at: now)
        own = place(of: key)
      }
      taken &+= 1
    }
    fills[own] = Fill(key: key, arrivesAt: .distantFuture)
    return true
  }

  /// A request waits for a fill that was asked for; returns the waiter to link behind it.
  mutating func join(_ key: UInt64, waiter: UInt32) -> UInt32 {
    let own = place(of: key)
    let next = fills[own].firstWaiter
    fills[own].firstWaiter = waiter
    return next
  }

  /// It is known when the fill arrives; returns the last of those who wait for it, `.max` for none.
  mutating func complete(_ key: UInt64, arrivesAt: SimTime) -> UInt32 {
    let own = place(of: key)
    precondition(fills[own].arrivesAt == .distantFuture, "an answer came for a fill that nobody began")
    let waiter = fills[own].firstWaiter
    fills[own].firstWaiter = .max
    fills[own].arrivesAt = arrivesAt
    return waiter
  }

  /// Where the key's fill is, or the empty place where it belongs.
  @inline(__always) private func place(of key: UInt64) -> Int {
    var place = Int(truncatingIfNeeded: Draws.mix(key)) & mask
    while fills[place].key != key && fills[place].arrivesAt != .distantPast { place = (place &+ 1) & mask }
    return place
  }

  /// Drops what is over; twice the room when little is.
  private mutating func rebuild(at now: SimTime) {
    let (old, size) = (fills, mask + 1)
    taken = count(at: now)
    if taken * 20 > size * 7 { mask = size * 2 - 1 }
    fills = Self.vacant(mask + 1)
    for index in 0..<size where old[index].arrivesAt > now { fills[place(of: old[index].key)] = old[index] }
    old.deallocate()
  }
}

extension FillTable: @unchecked Sendable {}
