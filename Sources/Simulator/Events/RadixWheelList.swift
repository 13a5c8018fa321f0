/// Monotone radix wheel on integer time: O(1) per event at 10² … 10⁷ pending, near and far horizons mixed.
///
/// A sorted front holds every event up to a frontier, a `RadixWheel` the rest, unsorted. When the front is empty, the
/// earliest slots become the front if they are small; a large slot is spread over the levels below first. A front that
/// grows too long gives its far part back. A copy would share the memory: see `FutureEventList`.
public struct RadixWheelList: FutureEventList {
  /// Neighbouring slots are taken together up to so many events.
  private static var takenTogether: Int { 24 }
  /// A front that has grown by so much since it was taken gives its far part back, and keeps so many.
  @usableFromInline static var frontGrowth: Int { 64 }
  private static var frontKept: Int { 32 }

  /// Events up to the frontier in descending order: the first event is the last of `frontCount`.
  @usableFromInline var front: UnsafeMutablePointer<EventNotice>
  @usableFromInline var frontCount = 0
  @usableFromInline var frontLimit = frontGrowth
  private var frontCapacity: Int
  /// Events at or before (time, sequence) belong to the front. All of them do while the wheel is empty.
  @usableFromInline var frontierTime = SimTime.distantFuture
  @usableFromInline var frontierSequence = UInt64.max
  @usableFromInline var lastPopped = SimTime(nanoseconds: .min)
  @usableFromInline var wheel: RadixWheel
  public private(set) var hasNewFront = false
  private let memory: RadixWheelMemory

  public init() {
    memory = RadixWheelMemory(frontCapacity: 512)
    front = memory.front
    frontCapacity = memory.frontCapacity
    wheel = RadixWheel(memory: memory)
  }

  public var count: Int { frontCount + wheel.count }

  /// One call, not inlined: the places that schedule are many, and the notice travels in registers.
  @inline(never) public mutating func insert(_ notice: EventNotice) {
    if notice.time.nanoseconds > frontierTime.nanoseconds
      || (notice.time.nanoseconds == frontierTime.nanoseconds && notice.sequence > frontierSequence)
    {
      wheel.append(notice)
    } else if frontCount < frontLimit {
      insertIntoFront(notice)
    } else {
      insertIntoLongFront(notice)
    }
  }

  @inlinable public mutating func popFirst(before limit: SimTime) -> EventNotice? {
    if frontCount == 0 && !refillFront(before: limit) { return nil }
    let first = front[frontCount &- 1]
    if first.time.nanoseconds >= limit.nanoseconds { return nil }
    frontCount &-= 1
    lastPopped = first.time
    return first
  }

  @inlinable @inline(__always) public mutating func upcoming(_ distance: Int) -> EventNotice? {
    frontCount > distance ? front[frontCount &- 1 &- distance] : nil
  }

  public mutating func takeFollowing() -> UnsafeBufferPointer<EventNotice> {
    hasNewFront = false
    if wheel.count == 0 { return UnsafeBufferPointer(start: nil, count: 0) }
    let position = wheel.earliest()
    return wheel.eventCount(position) <= sortedAtOnce
      ? wheel.firstChunk(position) : UnsafeBufferPointer(start: nil, count: 0)
  }

  /// The first comparison, the only one when one event is pending, exchanges by address, without a branch.
  @inline(__always) private mutating func insertIntoFront(_ notice: EventNotice) {
    let end = front + frontCount
    frontCount &+= 1
    if frontCount == 1 {
      end.initialize(to: notice)
      return
    }
    let first = (end - 1).pointee
    let shift = EventNotice.precedes(first, notice) ? 1 : 0
    (end - 1 + shift).initialize(to: first)
    (end - shift).initialize(to: notice)
    if frontCount > 2 && EventNotice.precedes((end - 2).pointee, (end - 1).pointee) { sinkInFront() }
  }

  /// Moves the last event but one down to its place.
  @inline(never) private mutating func sinkInFront() {
    var hole = front + (frontCount - 2)
    let notice = hole.pointee
    repeat {
      hole.pointee = (hole - 1).pointee
      hole -= 1
    } while hole > front && EventNotice.precedes((hole - 1).pointee, notice)
    hole.pointee = notice
  }

  /// Gives the far part of the front to the wheel, then inserts on whichever side the notice now belongs.
  ///
  /// Events before the wheel's base stay: only a caller that inserts before the limit of a failed pop can bring them.
  @inline(never) private mutating func insertIntoLongFront(_ notice: EventNotice) {
    if wheel.count == 0 { wheel.base = RadixWheel.ordinal(min(lastPopped, front[frontCount - 1].time)) }
    let base = RadixWheel.time(wheel.base)
    var kept = Self.frontKept
    while kept < frontCount && front[frontCount - 1 - kept].time < base { kept += 1 }
    let given = frontCount - kept
    if given > 0 {
      for index in stride(from: given - 1, through: 0, by: -1) { wheel.append(front[index]) }
      front.update(from: front + given, count: kept)
      frontCount = kept
      frontierTime = front[0].time
      frontierSequence = front[0].sequence
    }
    frontLimit = frontCount + Self.frontGrowth
    reserveFront(frontLimit)
    insert(notice)
  }

  /// Makes the earliest slots of the wheel the front. False when no slot starts before `limit`; then nothing has changed.
  @usableFromInline mutating func refillFront(before limit: SimTime) -> Bool {
    let limitOrdinal = RadixWheel.ordinal(limit)
    while wheel.count > 0 {
      let position = wheel.earliest()
      if position.start >= limitOrdinal { return false }
      if position.level == 0 || wheel.eventCount(position) <= sortedAtOnce {
        takeSlots(from: position, before: limitOrdinal)
        return true
      }
      wheel.redistribute(position)
      frontierTime = RadixWheel.time(position.start - 1)
      frontierSequence = .max
    }
    frontierTime = .distantFuture
    frontierSequence = .max
    frontLimit = Self.frontGrowth
    return false
  }

  /// A slot of at most so many events is sorted at once: few enough that few insertions fall among them.
  private var sortedAtOnce: Int { min(EventSort.bucketLimit, max(32, wheel.count >> 4)) }

  private mutating func takeSlots(from first: RadixWheel.Position, before limitOrdinal: UInt64) {
    reserveFront(max(wheel.eventCount(first), Self.takenTogether) + Self.frontGrowth)
    let scratch = memory.scratch
    var taken = wheel.drain(first, into: scratch)
    let isLongTie = first.level == 0 && taken > Self.frontGrowth
    var last = first
    while wheel.count > 0 && taken < Self.takenTogether {
      let next = wheel.earliest()
      if next.level != first.level || taken + wheel.eventCount(next) > Self.takenTogether { break }
      taken += wheel.drain(next, into: scratch + taken)
      last = next
    }
    if taken > Self.takenTogether && first.level > 0 {
      EventSort.sortByByte(first.level - 1, of: scratch, count: taken, descendingInto: front, counts: memory.counts)
    } else {
      EventSort.sort(scratch, count: taken, descendingInto: front)
    }
    frontCount = taken
    hasNewFront = true
    frontLimit = taken + Self.frontGrowth
    wheel.base = min(limitOrdinal, RadixWheel.ordinal(front[taken - 1].time))
    if wheel.count == 0 && !isLongTie {
      frontierTime = .distantFuture
    } else {
      frontierTime = RadixWheel.time(last.start | ((1 << (last.level << 3)) - 1))
    }
    // Ties that come after a long front of one instant go to the wheel, so that no insertion shifts that front.
    frontierSequence = isLongTie ? front[0].sequence : .max
  }

  private mutating func reserveFront(_ events: Int) {
    if events <= frontCapacity { return }
    memory.growFront(to: max(events, frontCapacity * 2), keeping: frontCount)
    front = memory.front
    frontCapacity = memory.frontCapacity
  }
}
