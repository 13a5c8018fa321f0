/// CLOCK with one bit, or second chance: a hit sets the object's bit; the oldest object leaves unless its bit is set,
/// which sends it to the newest end with the bit cleared.
///
/// Corbató 1968. Hit O(1), eviction amortised O(1); a record of 20 or 24 bytes per object.
public struct CLOCK<Table: ObjectTable & ~Copyable>: EvictionPolicy, ~Copyable {
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
    table.records[Int(record)].mark = 1
    if !sizesAreFrozen && table.records[Int(record)].sizeBytes != request.sizeBytes {
      resize(record, to: request.sizeBytes)
    }
    return true
  }

  @inline(__always) public mutating func insert(_ request: CacheRequest<Key>) -> Bool {
    if Int64(request.sizeBytes) > capacityBytes { return false }
    while queue.bytes &+ Int64(request.sizeBytes) > capacityBytes { evict() }
    let record = table.add(request.key, sizeBytes: request.sizeBytes)
    queue.append(record, table.records)
    return true
  }

  @inline(__always) private mutating func evict() {
    while table.records[Int(queue.oldest)].mark != 0 {
      table.records[Int(queue.oldest)].mark = 0
      queue.moveToNewest(queue.oldest, table.records)
    }
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

extension CLOCK: @unchecked Sendable {}
