/// LRU-2: the object whose last but one request is longest ago leaves. Objects requested once since they were stored
/// leave before all others, in order of their arrival.
///
/// O'Neil, O'Neil & Weikum, SIGMOD 1993. An object's history does not survive its eviction, as in libCacheSim 0.3.5,
/// and there is no correlated reference period. Cost O(log n) per access (a 4-ary heap); 32 bytes per object beside the
/// record.
public struct LRUK<Table: ObjectTable & ~Copyable>: EvictionPolicy, ~Copyable {
  public typealias Key = Table.Key

  private let capacityBytes: Int64
  private let sizesAreFrozen: Bool
  private var table: Table
  /// Objects requested once, in order of arrival; their mark is 0.
  private var once = RecordQueue()
  /// Objects requested more often, by their last but one request; their mark is 1.
  private var heap: RecordHeap<UInt64>
  private var lastRequests: RecordColumn<UInt64>
  private var now: UInt64 = 0
  public private(set) var storedBytes: Int64 = 0
  public private(set) var evictions: Int64 = 0

  public init(_ limits: CacheLimits) {
    capacityBytes = limits.capacityBytes
    sizesAreFrozen = limits.isCompatible
    table = Table(limits)
    heap = RecordHeap(expectedObjects: limits.expectedObjects)
    lastRequests = RecordColumn(expectedObjects: limits.expectedObjects)
  }

  public var storedObjects: Int { once.count + heap.count }
  public var nextToLeave: Key? { table.count == 0 ? nil : table.records[Int(first)].key }

  @inline(__always) public mutating func find(_ request: CacheRequest<Key>) -> Bool {
    now &+= 1
    let record = table.find(request.key)
    if record == Link.none { return false }
    let lastButOne = lastRequests[record]
    lastRequests[record] = now
    if table.records[Int(record)].mark == 0 {
      once.remove(record, table.records)
      table.records[Int(record)].mark = 1
      heap.insert(record, lastButOne)
    } else {
      heap.change(record, to: lastButOne)
    }
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
    once.append(record, table.records)
    lastRequests.start(record, with: now)
    return true
  }

  private var first: UInt32 { once.oldest == Link.none ? heap.first : once.oldest }

  @inline(__always) private mutating func evict() {
    drop(first)
    evictions &+= 1
  }

  @inline(__always) private mutating func drop(_ record: UInt32) {
    if table.records[Int(record)].mark == 0 { once.remove(record, table.records) } else { heap.remove(record) }
    storedBytes &-= Int64(table.records[Int(record)].sizeBytes)
    table.remove(record)
  }

  @inline(never) private mutating func resize(_ record: UInt32, to sizeBytes: UInt32) {
    storedBytes &+= Int64(sizeBytes) &- Int64(table.records[Int(record)].sizeBytes)
    if table.records[Int(record)].mark == 0 {
      once.resize(record, to: sizeBytes, table.records)
    } else {
      table.records[Int(record)].sizeBytes = sizeBytes
    }
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
    once.checkInvariants(table.records) { $0 == 0 }
    precondition(storedObjects == table.count, "\(table.count) records for \(storedObjects) objects")
    precondition(storedBytes <= capacityBytes, "\(storedBytes) bytes in \(capacityBytes)")
    table.checkInvariants()
  }
}

extension LRUK: @unchecked Sendable {}
