import Simulator

/// Objects of a cache that are on their way to it. Requests for one of them wait for it, or fetch it too.
///
/// When an answer is under way, its arrival is known and it needs no event: such a fill stays until it is over, and is
/// cleared away later.
struct FillTable: ~Copyable {
  enum State {
    case none
    /// Somebody asked for it; the answer is not known yet.
    case asked(UInt32)
    /// It arrives then.
    case arriving(SimTime)
  }

  private struct Fill {
    var key: UInt64
    var arrivesAt = SimTime.distantFuture
    var firstWaiter = UInt32.max
  }

  private var slots = FlatMap(reserving: 1_024)
  private var fills = SlotPool<Fill>(reserving: 1_024)
  /// Fills whose arrival is known, in the order in which it became known.
  private var arriving = SlotQueue()

  var count: Int { fills.liveCount }

  /// Brings the key's place near.
  @inline(__always) func prefetch(_ key: UInt64) { slots.prefetch(key) }

  mutating func state(of key: UInt64, at now: SimTime) -> State {
    guard let slot = slots.find(key) else { return .none }
    let arrivesAt = fills[slot].arrivesAt
    if arrivesAt == .distantFuture { return .asked(slot) }
    return arrivesAt > now ? .arriving(arrivesAt) : .none
  }

  /// Somebody asks for `key` at `now`; returns false when a fill of it is under way.
  mutating func begin(_ key: UInt64, at now: SimTime) -> Bool {
    clear(before: now)
    if let slot = slots.find(key) {
      if fills[slot].arrivesAt > now { return false }
      // Over, but not cleared away: it lies behind one that arrives later.
      slots.remove(key)
    }
    slots.insert(key, fills.insert(Fill(key: key)))
    return true
  }

  /// A request waits for a fill that was asked for; returns the waiter to link behind it.
  mutating func join(_ fill: UInt32, waiter: UInt32) -> UInt32 {
    let next = fills[fill].firstWaiter
    fills[fill].firstWaiter = waiter
    return next
  }

  /// It is known when the fill arrives; returns the last of those who wait for it, `.max` for none.
  mutating func complete(_ key: UInt64, arrivesAt: SimTime) -> UInt32 {
    guard let slot = slots.find(key) else { return .max }
    let waiter = fills[slot].firstWaiter
    fills[slot].firstWaiter = .max
    fills[slot].arrivesAt = arrivesAt
    arriving.append(slot)
    return waiter
  }

  private mutating func clear(before now: SimTime) {
    while let slot = arriving.first, fills[slot].arrivesAt <= now {
      arriving.removeFirst()
      let fill = fills.remove(slot)
      if slots.find(fill.key) == slot { slots.remove(fill.key) }
    }
  }
}

/// Slots, first in, first out, in a ring that grows.
private struct SlotQueue: ~Copyable {
  private var items = [UInt32](repeating: 0, count: 1_024)
  private var head = 0
  private var count = 0

  var first: UInt32? { count == 0 ? nil : items[head] }

  mutating func append(_ slot: UInt32) {
    if count == items.count { grow() }
    items[(head &+ count) & (items.count - 1)] = slot
    count += 1
  }

  mutating func removeFirst() {
    head = (head &+ 1) & (items.count - 1)
    count -= 1
  }

  private mutating func grow() {
    var larger = [UInt32](repeating: 0, count: items.count * 2)
    for index in 0..<count { larger[index] = items[(head &+ index) & (items.count - 1)] }
    (items, head) = (larger, 0)
  }
}
