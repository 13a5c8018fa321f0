/// Least recently used: a hit moves the object to the newest end, the oldest leaves.
///
/// Cost O(1) per access, one search of the table; a record of 20 or 24 bytes per object.
public struct LRU<Table: ObjectTable & ~Copyable>: EvictionPolicy, ~Copyable {
  public typealias Key = Table.Key

  private let capacityBytes: Int64
  private let sizesAreFrozen: Bool
  private var table: Table
  private var queue = RecordQueue()
  public private(set) var evictions: Int64 = 0

  public init(_ limits: CacheLimits) {
    capacityBytes = limits.capacityBytes
    sizesAreFrozen = limits.isCompatible
    table = Table(limits)
  }

  public var storedBytes: Int64 { queue.bytes }
  public var storedObjects: Int { queue.count }
  public var nextToLeave: Key? { queue.oldest == Link.none ? nil : table.records[Int(queue.oldest)].key }

  @inline(__always) public mutating func find(_ request: CacheRequest<Key>) -> Bool {
    let record = table.find(request.key)
    if record == Link.none { return false }
    queue.moveToNewest(record, table.records)
    if !sizesAreFrozen && table.records[Int(record)].sizeBytes != request.sizeBytes {
      resize(record, to: request.sizeBytes)
    }
    return true
  }

  @inline(__always) public mutating func insert(_ request: CacheRequest<Key>) -> Bool {
    if Int64(request.sizeBytes) > capacityBytes { return false }
    let record = table.add(request.key, sizeBytes: request.sizeBytes)
    queue.append(record, table.records)
    // The newest object fits alone, so it is never the one that leaves.
    while queue.bytes > capacityBytes { evict() }
    return true
  }

  @inline(__always) private mutating func evict() {
    drop(queue.oldest)
    evictions &+= 1
    table.prefetchVictim(queue.oldest)
  }

  @inline(__always) private mutating func drop(_ record: UInt32) {
    queue.remove(record, table.records)
    table.remove(record)
  }

  @inline(never) private mutating func resize(_ record: UInt32, to sizeBytes: UInt32) {
    queue.resize(record, to: sizeBytes, table.records)
    if Int64(sizeBytes) > capacityBytes {
      drop(record)
      evictions &+= 1
    }
    while queue.bytes > capacityBytes { evict() }
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
    queue.checkInvariants(table.records)
    precondition(queue.count == table.count, "\(table.count) records for \(queue.count) objects")
    precondition(queue.bytes <= capacityBytes, "\(queue.bytes) bytes in \(capacityBytes)")
    table.checkInvariants()
  }
}

extension LRU: @unchecked Sendable {}
