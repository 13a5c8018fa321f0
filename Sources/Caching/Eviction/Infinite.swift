/// Never evicts and has no capacity: only an object's first request misses, the bound of every policy.
public struct Infinite<Table: ObjectTable & ~Copyable>: EvictionPolicy, ~Copyable {
  public typealias Key = Table.Key

  private let sizesAreFrozen: Bool
  private var table: Table
  private var queue = RecordQueue()
  public var evictions: Int64 { 0 }

  public init(_ limits: CacheLimits) {
    sizesAreFrozen = limits.isCompatible
    table = Table(limits)
  }

  public var storedBytes: Int64 { queue.bytes }
  public var storedObjects: Int { queue.count }
  public var nextToLeave: Key? { nil }

  @inline(__always) public mutating func find(_ request: CacheRequest<Key>) -> Bool {
    let record = table.find(request.key)
    if record == Link.none { return false }
    if !sizesAreFrozen && table.records[Int(record)].sizeBytes != request.sizeBytes {
      queue.resize(record, to: request.sizeBytes, table.records)
    }
    return true
  }

  @inline(__always) public mutating func insert(_ request: CacheRequest<Key>) -> Bool {
    let record = table.add(request.key, sizeBytes: request.sizeBytes)
    queue.append(record, table.records)
    return true
  }

  public mutating func remove(_ key: Key) -> Bool {
    let record = table.find(key)
    if record == Link.none { return false }
    queue.remove(record, table.records)
    table.remove(record)
    return true
  }

  public mutating func holds(_ key: Key) -> Bool { table.find(key) != Link.none }
  @inline(__always) public func prefetchPlace(_ key: Key) { table.prefetchPlace(key) }
  @inline(__always) public func prefetchRecord(_ key: Key) { table.prefetchRecord(key) }

  public func checkInvariants() {
    queue.checkInvariants(table.records)
    precondition(queue.count == table.count, "\(table.count) records for \(queue.count) objects")
    table.checkInvariants()
  }
}

extension Infinite: @unchecked Sendable {}
