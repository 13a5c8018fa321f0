/// Hierarchical timing wheel (Varghese & Lauck 1987, scheme 7): insert and cancel in constant time, whatever waits.
///
/// Eleven wheels of 64 slots; an entry lies on the wheel of the highest digit, base 64, in which its tick differs from the
/// present one, and moves down when that digit is reached: at most once per wheel. Occupied slots are bits, so empty time
/// costs nothing. Slots are doubly linked lists, 24 bytes per entry.
public struct TimingWheel: ExpiryIndex, ~Copyable {
  struct Node {
    var entry: ExpiryEntry
    var next: UInt32
    var previous: UInt32
  }

  private static var wheels: Int { 11 }
  private static var none: UInt32 { .max }

  public let granularity: SimDuration
  public private(set) var count = 0
  private var nodes = BlockPool<Node>(blockShift: 15)
  /// First node of each slot, wheel after wheel.
  private let heads: UnsafeMutablePointer<UInt32>
  private var occupied = InlineArray<11, UInt64>(repeating: 0)
  private var tick: UInt64 = 0
  /// Entries that are due, in the order of their ticks.
  private var (firstDue, lastDue) = (UInt32.max, UInt32.max)

  public init(granularity: SimDuration) {
    precondition(granularity > .zero, "a wheel's tick is longer than nothing")
    self.granularity = granularity
    heads = .allocate(capacity: Self.wheels * 64)
    heads.initialize(repeating: Self.none, count: Self.wheels * 64)
  }

  deinit { heads.deallocate() }

  public var bytes: Int { nodes.bytes + Self.wheels * 64 * 4 }

  public mutating func insert(_ entry: ExpiryEntry) -> UInt64 {
    let slot = nodes.take()
    nodes.pointer(slot).initialize(to: Node(entry: entry, next: Self.none, previous: Self.none))
    place(slot, tickOf(entry))
    count += 1
    return UInt64(slot)
  }

  public mutating func cancel(_ entry: ExpiryEntry, ticket: UInt64) -> Bool {
    let slot = UInt32(truncatingIfNeeded: ticket)
    guard nodes.isKnown(slot), nodes.pointer(slot).pointee.entry == entry else { return false }
    unlink(slot, tickOf(entry))
    release(slot)
    return true
  }

  public mutating func expire(upTo now: SimTime, into batch: UnsafeMutableBufferPointer<ExpiryEntry>) -> Int {
    advance(to: UInt64(max(now.nanoseconds, 0)) / UInt64(granularity.nanoseconds))
    var taken = 0
    while taken < batch.count, firstDue != Self.none {
      let slot = firstDue
      let node = nodes.pointer(slot).pointee
      batch[taken] = node.entry
      taken += 1
      firstDue = node.next
      if firstDue == Self.none { lastDue = Self.none } else { nodes.pointer(firstDue).pointee.previous = Self.none }
      release(slot)
    }
    return taken
  }

  private func tickOf(_ entry: ExpiryEntry) -> UInt64 {
    let (whole, rest) = UInt64(max(entry.due.nanoseconds, 0))
      .quotientAndRemainder(dividingBy: UInt64(granularity.nanoseconds))
    return whole + (rest > 0 ? 1 : 0)
  }

  /// Of the slot, whose tick lies ahead.
  @inline(__always) private func wheel(of due: UInt64) -> Int { (63 - (due ^ tick).leadingZeroBitCount) / 6 }

  /// Links a node into its slot, or at the end of those that are due.
  private mutating func place(_ slot: UInt32, _ due: UInt64) {
    let node = nodes.pointer(slot)
    if due <= tick {
      (node.pointee.next, node.pointee.previous) = (Self.none, lastDue)
      if lastDue == Self.none { firstDue = slot } else { nodes.pointer(lastDue).pointee.next = slot }
      lastDue = slot
      return
    }
    let wheel = wheel(of: due)
    let number = Int(truncatingIfNeeded: due >> UInt64(6 * wheel)) & 63
    let head = heads + (wheel * 64 + number)
    (node.pointee.next, node.pointee.previous) = (head.pointee, Self.none)
    if head.pointee != Self.none { nodes.pointer(head.pointee).pointee.previous = slot }
    head.pointee = slot
    occupied[wheel] |= 1 << UInt64(number)
  }

  private mutating func unlink(_ slot: UInt32, _ due: UInt64) {
    let node = nodes.pointer(slot).pointee
    if node.next != Self.none { nodes.pointer(node.next).pointee.previous = node.previous }
    if node.previous != Self.none { nodes.pointer(node.previous).pointee.next = node.next }
    if due <= tick {
      if firstDue == slot { firstDue = node.next }
      if lastDue == slot { lastDue = node.previous }
      return
    }
    let wheel = wheel(of: due)
    let number = Int(truncatingIfNeeded: due >> UInt64(6 * wheel)) & 63
    let head = heads + (wheel * 64 + number)
    if head.pointee == slot { head.pointee = node.next }
    if head.pointee == Self.none { occupied[wheel] &= ~(1 << UInt64(number)) }
  }

  /// A freed node matches no entry.
  private mutating func release(_ slot: UInt32) {
    nodes.pointer(slot).pointee.entry = ExpiryEntry(due: SimTime(nanoseconds: .min), key: .max)
    nodes.free(slot)
    count -= 1
  }

  /// Moves on to `target`, from occupied slot to occupied slot. The lowest occupied wheel holds what is next.
  private mutating func advance(to target: UInt64) {
    while true {
      guard let wheel = (0..<Self.wheels).first(where: { occupied[$0] != 0 }) else { break }
      let number = UInt64(occupied[wheel].trailingZeroBitCount)
      let shift = UInt64(6 * wheel)
      let upper = shift + 6 < 64 ? (tick >> (shift + 6)) << (shift + 6) : 0
      let start = upper | number << shift
      if start > target { break }
      tick = start
      occupied[wheel] &= ~(1 << number)
      let head = heads + (wheel * 64 + Int(number))
      var slot = head.pointee
      head.pointee = Self.none
      while slot != Self.none {
        let node = nodes.pointer(slot).pointee
        place(slot, tickOf(node.entry))
        slot = node.next
      }
    }
    tick = max(tick, target)
  }

  public func checkInvariants() {
    var (found, previous, lastTick) = (0, Self.none, 0 as UInt64)
    var slot = firstDue
    while slot != Self.none {
      let node = nodes.pointer(slot).pointee
      let due = tickOf(node.entry)
      precondition(due <= tick && node.previous == previous && found < count, "the line of due entries is broken")
      lastTick = max(lastTick, due)
      (previous, slot, found) = (slot, node.next, found + 1)
    }
    precondition(lastDue == previous, "the last due entry is not the last")
    for wheel in 0..<Self.wheels {
      for number in 0..<64 {
        (slot, previous) = (heads[wheel * 64 + number], Self.none)
        precondition(occupied[wheel] >> UInt64(number) & 1 == (slot == Self.none ? 0 : 1), "a slot's bit is wrong")
        while slot != Self.none {
          let node = nodes.pointer(slot).pointee
          let due = tickOf(node.entry)
          precondition(due > tick && self.wheel(of: due) == wheel, "entry \(node.entry) lies on the wrong wheel")
          precondition(Int(due >> UInt64(6 * wheel)) & 63 == number && node.previous == previous, "wrong slot")
          (previous, slot, found) = (slot, node.next, found + 1)
        }
      }
    }
    precondition(found == count && nodes.liveCount == count, "\(found) entries found, \(count) counted")
  }
}

extension TimingWheel: @unchecked Sendable {}
