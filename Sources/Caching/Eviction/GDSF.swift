/// Greedy dual, size and frequency: the object with the least L + frequency · 10⁶ / size leaves, where L is the
/// priority of the last one that left and an object's own L is that of its last request; of equals, the one requested
/// longest ago.
///
/// Cherkasova 1998, every cost 1. Cost O(log n) per access (a 4-ary heap); 32 bytes per object beside the record. The
/// same in both modes as libCacheSim's C++ version of October 2024; 0.3.5 evicts after it inserts, so that the new
/// object itself may leave.
public struct GDSF<Table: ObjectTable & ~Copyable>: EvictionPolicy, ~Copyable {
  public typealias Key = Table.Key

  private let capacityBytes: Int64
  private let sizesAreFrozen: Bool
  private var table: Table
  private var heap: RecordHeap<GreedyPriority>
  /// L, and the number of the request.
  private var inflation = 0.0
  private var now: UInt64 = 0
  public private(set) var storedBytes: Int64 = 0
  public private(set) var evictions: Int64 = 0

  public init(_ limits: CacheLimits) {
    capacityBytes = limits.capacityBytes
    sizesAreFrozen = limits.isCompatible
    table = Table(limits)
    heap = RecordHeap(expectedObjects: limits.expectedObjects)
  }

  public var storedObjects: Int { heap.count }
  public var nextToLeave: Key? { heap.count == 0 ? nil : table.records[Int(heap.first)].key }

  @inline(__always) public mutating func find(_ request: CacheRequest<Key>) -> Bool {
    now &+= 1
    let record = table.find(request.key)
    if record == Link.none { return false }
    table.records[Int(record)].mark &+= 1
    heap.change(record, to: priority(record))
    if !sizesAreFrozen && table.records[Int(record)].sizeBytes != request.sizeBytes {
      resize(record, to: request.sizeBytes)
    }
    return true
  }

  @inline(__always) public mutating func insert(_ request: CacheRequest<Key>) -> Bool {
    if Int64(request.sizeBytes) > capacityBytes { return false }
    while storedBytes &+ Int64(request.sizeBytes) > capacityBytes { evict() }
    let record = table.add(request.key, sizeBytes: request.sizeBytes)
    table.records[Int(record)].mark = 1
    storedBytes &+= Int64(request.sizeBytes)
    heap.insert(record, priority(record))
    return true
  }

  @inline(__always) private func priority(_ record: UInt32) -> GreedyPriority {
    let object = table.records[Int(record)]
    return GreedyPriority(value: inflation + Double(object.mark) * 1e6 / Double(object.sizeBytes), request: now)
  }

  @inline(__always) private mutating func evict() {
    inflation = heap.firstPriority.value
    drop(heap.first)
    evictions &+= 1
  }

  @inline(__always) private mutating func drop(_ record: UInt32) {
    heap.remove(record)
    storedBytes &-= Int64(table.records[Int(record)].sizeBytes)
    table.remove(record)
  }

  @inline(never) private mutating func resize(_ record: UInt32, to sizeBytes: UInt32) {
    storedBytes &+= Int64(sizeBytes) &- Int64(table.records[Int(record)].sizeBytes)
    table.records[Int(record)].sizeBytes = sizeBytes
    heap.change(record, to: priority(record))
    if Int64(sizeBytes) > capacityBytes {
      drop(record)
      evictions &+= 1
    }
    while storedBytes > capacityBytes { evict() }
  }

  public mutating func remove(_ key: Key) -> Bool {
    let record = table.find(key)
    if record == Link.none { return false }
    drop(record)
    return true
  }

  public mutating func holds(_ key: Key) -> Bool { table.find(key) != Link.none }
  @inline(__always) public func prefetchPlace(_ key: Key) { table.prefetchPlace(key) }
  @inline(__always) public func prefetchRecord(_ key: Key) { table.prefetchRecord(key) }

  public func checkInvariants() {
    heap.checkInvariants()
    precondition(heap.count == table.count, "\(table.count) records for \(heap.count) objects")
    precondition(storedBytes <= capacityBytes, "\(storedBytes) bytes in \(capacityBytes)")
    table.checkInvariants()
  }
}

extension GDSF: @unchecked Sendable {}

/// A priority, and the request that set it.
struct GreedyPriority: Comparable, BitwiseCopyable {
  var value: Double
  var request: UInt64

  @inline(__always) static func < (one: Self, other: Self) -> Bool {
    one.value < other.value || (one.value == other.value && one.request < other.request)
  }
}
