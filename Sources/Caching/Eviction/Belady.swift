/// Belady's MIN: the object whose next request is furthest away leaves; the future comes with the requests.
///
/// Belady 1966. Optimal when all objects have one size, and a strong bound otherwise; it never bypasses what fits. Cost
/// O(log n) per access (a 4-ary heap); 24 bytes per object beside the record. Which of the objects that never come
/// again leaves first does not matter: all of them leave before any other.
public struct Belady<Table: ObjectTable & ~Copyable>: EvictionPolicy, ~Copyable {
  public typealias Key = Table.Key

  private let capacityBytes: Int64
  private let sizesAreFrozen: Bool
  private var table: Table
  /// By the next request, the latest first.
  private var heap: RecordHeap<UInt64>
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
    let record = table.find(request.key)
    if record == Link.none { return false }
    heap.change(record, to: ~request.nextUse)
    if !sizesAreFrozen && table.records[Int(record)].sizeBytes != request.sizeBytes {
      resize(record, to: request.sizeBytes)
    }
    return true
  }

  @inline(__always) public mutating func insert(_ request: CacheRequest<Key>) -> Bool {
    if Int64(request.sizeBytes) > capacityBytes { return false }
    while storedBytes &+ Int64(request.sizeBytes) > capacityBytes { evict() }
    let record = table.add(request.key, sizeBytes: request.sizeBytes)
    storedBytes &+= Int64(request.sizeBytes)
    heap.insert(record, ~request.nextUse)
    return true
  }

  @inline(__always) private mutating func evict() {
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

extension Belady: @unchecked Sendable {}
