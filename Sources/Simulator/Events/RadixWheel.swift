/// Unsorted far events of a `RadixWheelList`: eight levels of 256 slots, one per value of a byte of the time.
///
/// An event lies on the level of the highest byte in which its time differs from `base`, in the slot of that byte's value, so
/// every event of a level precedes every event of the levels above it. Ahuja, Mehlhorn, Orlin, Tarjan, JACM 37(2), 1990.
/// Records of a slot fill chunks of a common pool, linked by number, in order of insertion.
@usableFromInline struct RadixWheel {
  /// One slot: its chunks from `head` to `tail`, and the events in them.
  @usableFromInline struct Slot {
    @usableFromInline var head: UInt32
    @usableFromInline var tail: UInt32
    @usableFromInline var count: UInt32
  }

  /// The earliest occupied slot and the first instant that it covers.
  @usableFromInline struct Position {
    let index: Int
    let level: UInt64
    let start: UInt64
  }

  @usableFromInline static var chunkSize: Int { 32 }
  @usableFromInline static var noChunk: UInt32 { .max }
  static var slotCount: Int { 8 * 256 }

  /// Not after any event of the wheel; moves only while the levels below the earliest event are empty.
  @usableFromInline var base: UInt64 = 0
  @usableFromInline var count = 0
  @usableFromInline var occupiedLevels: UInt64 = 0
  @usableFromInline let occupiedSlots: UnsafeMutablePointer<UInt64>
  @usableFromInline let slots: UnsafeMutablePointer<Slot>
  @usableFromInline var records: UnsafeMutablePointer<EventNotice>
  @usableFromInline var links: UnsafeMutablePointer<UInt32>
  @usableFromInline var freeChunk: UInt32 = noChunk
  private let memory: RadixWheelMemory

  init(memory: RadixWheelMemory) {
    self.memory = memory
    slots = memory.slots
    occupiedSlots = memory.occupiedSlots
    records = memory.records
    links = memory.links
  }

  /// Instants as unsigned numbers in the same order.
  @inlinable static func ordinal(_ time: SimTime) -> UInt64 { UInt64(bitPattern: time.nanoseconds) ^ (1 << 63) }

  @inlinable static func time(_ ordinal: UInt64) -> SimTime {
    SimTime(nanoseconds: Int64(bitPattern: ordinal ^ (1 << 63)))
  }

  /// Adds an event at or after `base`.
  @inlinable mutating func append(_ notice: EventNotice) {
    let ordinal = Self.ordinal(notice.time)
    let level = (63 &- ((ordinal ^ base) | 1).leadingZeroBitCount) &>> 3
    let index = level &<< 8 | Int(truncatingIfNeeded: ordinal &>> UInt64(level &<< 3)) & 255
    let slot = slots + index
    let offset = Int(slot.pointee.count) & (Self.chunkSize &- 1)
    if offset == 0 { addChunk(to: index) }
    (records + (Int(slot.pointee.tail) &* Self.chunkSize &+ offset)).initialize(to: notice)
    slot.pointee.count &+= 1
    count &+= 1
  }

  /// Gives a slot whose chunks are full one more.
  @usableFromInline mutating func addChunk(to index: Int) {
    if freeChunk == Self.noChunk { growPool() }
    let chunk = freeChunk
    freeChunk = links[Int(chunk)]
    links[Int(chunk)] = Self.noChunk
    if slots[index].count == 0 {
      slots[index].head = chunk
      occupiedSlots[index >> 6] |= 1 << UInt64(index & 63)
      occupiedLevels |= 1 << UInt64(index >> 8)
    } else {
      links[Int(slots[index].tail)] = chunk
    }
    slots[index].tail = chunk
  }

  /// Where the earliest event lies. The wheel must not be empty.
  func earliest() -> Position {
    let level = occupiedLevels.trailingZeroBitCount
    var word = level << 2
    while occupiedSlots[word] == 0 { word += 1 }
    let index = word << 6 | occupiedSlots[word].trailingZeroBitCount
    let shift = UInt64(level << 3)
    let prefix = ((base >> shift) & ~255) | UInt64(index & 255)
    return Position(index: index, level: UInt64(level), start: prefix << shift)
  }

  func eventCount(_ position: Position) -> Int { Int(slots[position.index].count) }

  /// The events of a slot's first chunk.
  func firstChunk(_ position: Position) -> UnsafeBufferPointer<EventNotice> {
    let slot = slots[position.index]
    return UnsafeBufferPointer(
      start: records + Int(slot.head) * Self.chunkSize, count: min(Self.chunkSize, Int(slot.count)))
  }

  /// Empties the slot at `position` into `target`, in order of insertion. Returns how many events it held.
  mutating func drain(_ position: Position, into target: UnsafeMutablePointer<EventNotice>) -> Int {
    let slot = take(position)
    var copied = 0
    var chunk = slot.head
    while copied < Int(slot.count) {
      let filled = min(Self.chunkSize, Int(slot.count) - copied)
      let source = records + Int(chunk) * Self.chunkSize
      for offset in 0..<filled { (target + copied + offset).initialize(to: source[offset]) }
      copied += filled
      chunk = release(chunk)
    }
    return copied
  }

  /// Spreads the slot at `position` over the levels below it, counted from its start.
  mutating func redistribute(_ position: Position) {
    let slot = take(position)
    base = position.start
    var remaining = Int(slot.count)
    var chunk = slot.head
    while remaining > 0 {
      let filled = min(Self.chunkSize, remaining)
      for offset in 0..<filled { append(records[Int(chunk) * Self.chunkSize + offset]) }
      remaining -= filled
      chunk = release(chunk)
    }
  }

  private mutating func take(_ position: Position) -> Slot {
    let slot = slots[position.index]
    slots[position.index].count = 0
    let word = position.index >> 6
    occupiedSlots[word] &= ~(1 << UInt64(position.index & 63))
    let first = word & ~3
    if occupiedSlots[first] | occupiedSlots[first + 1] | occupiedSlots[first + 2] | occupiedSlots[first + 3] == 0 {
      occupiedLevels &= ~(1 << position.level)
    }
    count -= Int(slot.count)
    return slot
  }

  /// Returns a chunk to the pool; its successor in the slot is the result.
  private mutating func release(_ chunk: UInt32) -> UInt32 {
    let next = links[Int(chunk)]
    links[Int(chunk)] = freeChunk
    freeChunk = chunk
    return next
  }

  private mutating func growPool() {
    freeChunk = UInt32(memory.chunkCapacity)
    memory.growPool()
    records = memory.records
    links = memory.links
  }
}
