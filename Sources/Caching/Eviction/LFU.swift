/// Least frequently used: of the objects with the fewest requests since they were stored, the one that reached that
/// number first leaves.
///
/// Counts do not survive eviction. Cost O(1) per access (a list of buckets, Shah, Mitra & Matani 2010); a record of 20
/// or 24 bytes per object, and 40 bytes per frequency in use.
public struct LFU<Table: ObjectTable & ~Copyable>: EvictionPolicy, ~Copyable {
  public typealias Key = Table.Key

  private let capacityBytes: Int64
  private let sizesAreFrozen: Bool
  private var table: Table
  private var buckets = FrequencyBuckets<Table.Key>()
  public private(set) var evictions: Int64 = 0

  public init(_ limits: CacheLimits) {
    capacityBytes = limits.capacityBytes
    sizesAreFrozen = limits.isCompatible
    table = Table(limits)
  }

  public var storedBytes: Int64 { buckets.bytes }
  public var storedObjects: Int { buckets.count }
  public var nextToLeave: Key? { buckets.count == 0 ? nil : table.records[Int(buckets.first)].key }

  @inline(__always) public mutating func find(_ request: CacheRequest<Key>) -> Bool {
    let record = table.find(request.key)
    if record == Link.none { return false }
    buckets.raise(record, table.records)
    if !sizesAreFrozen && table.records[Int(record)].sizeBytes != request.sizeBytes {
      resize(record, to: request.sizeBytes)
    }
    return true
  }

  @inline(__always) public mutating func insert(_ request: CacheRequest<Key>) -> Bool {
    if Int64(request.sizeBytes) > capacityBytes { return false }
    while buckets.bytes &+ Int64(request.sizeBytes) > capacityBytes { evict() }
    let record = table.add(request.key, sizeBytes: request.sizeBytes)
    buckets.insert(record, table.records)
    return true
  }

  @inline(__always) private mutating func evict() {
    drop(buckets.first)
    evictions &+= 1
    table.prefetchVictim(buckets.first)
  }

  @inline(__always) private mutating func drop(_ record: UInt32) {
    buckets.remove(record, table.records)
    table.remove(record)
  }

  @inline(never) private mutating func resize(_ record: UInt32, to sizeBytes: UInt32) {
    buckets.resize(record, to: sizeBytes, table.records)
    if Int64(sizeBytes) > capacityBytes {
      drop(record)
      evictions &+= 1
    }
    while buckets.bytes > capacityBytes { evict() }
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
    buckets.checkInvariants(table.records)
    precondition(buckets.count == table.count, "\(table.count) records for \(buckets.count) objects")
    precondition(buckets.bytes <= capacityBytes, "\(buckets.bytes) bytes in \(capacityBytes)")
    table.checkInvariants()
  }
}

extension LFU: @unchecked Sendable {}
