/// Records addressed by UInt32 slots, with a free list: the pool of requests, messages and rows of a logical process.
///
/// A freed slot is the next one to be given out (LIFO), else the lowest slot never used, so slots are the same in every
/// run. Insert and remove are O(1); growth doubles and moves records, so keep slots, never addresses. 4 bytes of
/// overhead per record. Using a slot that is not live traps in debug builds; removing one traps always.
public struct SlotPool<Record: ~Copyable>: ~Copyable {
  @usableFromInline var records: UnsafeMutablePointer<Record>
  /// Next free slot for a free slot, `liveMark` for a live one.
  @usableFromInline var links: UnsafeMutablePointer<UInt32>
  @usableFromInline var capacity: Int
  /// Slots ever given out: all live and free ones lie below.
  @usableFromInline var usedCount: Int = 0
  @usableFromInline var firstFree: UInt32 = .max
  @usableFromInline var live: Int = 0

  @usableFromInline static var liveMark: UInt32 { .max - 1 }

  public init(reserving capacity: Int = 16) {
    let size = max(1, capacity)
    self.capacity = size
    records = LargeMemory.allocate(Record.self, capacity: size)
    links = LargeMemory.allocate(UInt32.self, capacity: size)
  }

  deinit {
    for slot in 0..<usedCount where links[slot] == .max - 1 { (records + slot).deinitialize(count: 1) }
    records.deallocate()
    links.deallocate()
  }

  @inlinable public var liveCount: Int { live }

  /// The slot that the next `insert` will return.
  @inlinable public var nextSlot: UInt32 { firstFree != .max ? firstFree : UInt32(usedCount) }

  /// One more than the highest slot ever given out.
  public var slotBound: UInt32 { UInt32(usedCount) }

  @inlinable public func isLive(_ slot: UInt32) -> Bool { Int(slot) < usedCount && links[Int(slot)] == Self.liveMark }

  @inlinable public mutating func insert(_ record: consuming Record) -> UInt32 {
    let slot: Int
    if firstFree != .max {
      slot = Int(firstFree)
      firstFree = links[slot]
    } else {
      if usedCount == capacity { grow() }
      slot = usedCount
      usedCount += 1
    }
    (records + slot).initialize(to: record)
    links[slot] = Self.liveMark
    live &+= 1
    return UInt32(truncatingIfNeeded: slot)
  }

  @discardableResult
  @inlinable public mutating func remove(_ slot: UInt32) -> Record {
    precondition(isLive(slot), "slot \(slot) of a pool is not live")
    let record = (records + Int(slot)).move()
    free(slot)
    return record
  }

  /// Frees a slot without moving its record out.
  @inlinable public mutating func discard(_ slot: UInt32) {
    precondition(isLive(slot), "slot \(slot) of a pool is not live")
    (records + Int(slot)).deinitialize(count: 1)
    free(slot)
  }

  @usableFromInline @inline(__always) mutating func free(_ slot: UInt32) {
    links[Int(slot)] = firstFree
    firstFree = slot
    live &-= 1
  }

  public subscript(slot: UInt32) -> Record {
    @inlinable unsafeAddress {
      assert(isLive(slot), "slot \(slot) of a pool is not live")
      return UnsafePointer(records + Int(slot))
    }
    @inlinable unsafeMutableAddress {
      assert(isLive(slot), "slot \(slot) of a pool is not live")
      return records + Int(slot)
    }
  }

  /// Brings the first `lines` lines of a record and its link near, for an event that is soon to come.
  @inlinable @inline(__always) public func prefetch(_ slot: UInt32, lines: Int) {
    let record = UnsafeRawPointer(records + Int(slot))
    for line in 0..<lines { LargeMemory.prefetch(record + 64 &* line) }
    LargeMemory.prefetch(links + Int(slot))
  }

  /// Calls `body` with every live slot, lowest first.
  @inlinable public func forEachLiveSlot(_ body: (UInt32) -> Void) {
    for slot in 0..<usedCount where links[slot] == Self.liveMark { body(UInt32(slot)) }
  }

  @usableFromInline mutating func grow() {
    precondition(capacity < Int(UInt32.max - 2), "a pool holds at most 2³² − 2 records")
    let size = min(capacity * 2, Int(UInt32.max - 2))
    let largerRecords = LargeMemory.allocate(Record.self, capacity: size)
    let largerLinks = LargeMemory.allocate(UInt32.self, capacity: size)
    largerRecords.moveInitialize(from: records, count: usedCount)
    largerLinks.moveInitialize(from: links, count: usedCount)
    records.deallocate()
    links.deallocate()
    records = largerRecords
    links = largerLinks
    capacity = size
  }
}

extension SlotPool: @unchecked Sendable where Record: Sendable & ~Copyable {}
