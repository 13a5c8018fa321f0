import Simulator

/// Objects that are numbered 0, 1, 2, …: 20 bytes of record, and 4 bytes per distinct object whether cached or not.
public struct DenseTable: ObjectTable, ~Copyable {
  private var slots: UnsafeMutablePointer<UInt32>
  private var slotCount: Int
  private var pool: RecordPool<UInt32>
  public private(set) var count = 0

  public init(_ limits: CacheLimits) {
    slotCount = max(16, limits.distinctObjects)
    slots = Self.emptySlots(slotCount)
    pool = RecordPool(expectedObjects: limits.expectedObjects)
  }

  deinit { slots.deallocate() }

  @inline(__always) public var records: UnsafeMutablePointer<CachedObject<UInt32>> { pool.records }

  @inline(__always) public func find(_ key: UInt32) -> UInt32 {
    Int(key) < slotCount ? slots[Int(key)] : Link.none
  }

  @inline(__always) public mutating func add(_ key: UInt32, sizeBytes: UInt32) -> UInt32 {
    if Int(key) >= slotCount { grow(toHold: key) }
    let record = pool.take(key, sizeBytes: sizeBytes)
    slots[Int(key)] = record
    count &+= 1
    return record
  }

  @inline(__always) public mutating func remove(_ record: UInt32) {
    slots[Int(pool.records[Int(record)].key)] = Link.none
    pool.give(record)
    count &-= 1
  }

  @inline(__always) public func prefetchPlace(_ key: UInt32) { LargeMemory.prefetch(slots + Int(key)) }

  @inline(__always) public func prefetchRecord(_ key: UInt32) {
    LargeMemory.prefetch(pool.records + Int(find(key)))
  }

  @inline(__always) public func prefetchRemoval(_ record: UInt32) { prefetchPlace(pool.records[Int(record)].key) }

  @inline(never) private mutating func grow(toHold key: UInt32) {
    let larger = max(2 * slotCount, Int(key) + 1)
    let grown = Self.emptySlots(larger)
    grown.update(from: slots, count: slotCount)
    slots.deallocate()
    (slots, slotCount) = (grown, larger)
  }

  private static func emptySlots(_ count: Int) -> UnsafeMutablePointer<UInt32> {
    let slots = LargeMemory.allocate(UInt32.self, capacity: count)
    slots.initialize(repeating: Link.none, count: count)
    return slots
  }

  public func checkInvariants() {
    var held = 0
    for key in 0..<slotCount where slots[key] != Link.none {
      held += 1
      precondition(Int(pool.records[Int(slots[key])].key) == key, "slot \(key) names another object's record")
    }
    precondition(held == count, "the slots hold \(held) records of \(count)")
  }
}

extension DenseTable: @unchecked Sendable {}
