/// S4LRU of the photo-caching study: four LRU segments of a quarter of the cache. A new object enters the lowest, a hit
/// moves it to the newest end of the next one up, and the oldest of a segment that overflows moves to the newest end of
/// the one below; who overflows from the lowest one leaves.
///
/// Huang et al., SOSP 2013. Cost O(1) per access; a record of 20 or 24 bytes per object. The lowest segment has what is
/// left of the capacity after three quarters rounded down; objects larger than it are not stored.
public struct S4LRU<Table: ObjectTable & ~Copyable>: EvictionPolicy, ~Copyable {
  public typealias Key = Table.Key

  private let capacityBytes: Int64
  private let sizesAreFrozen: Bool
  private var table: Table
  private var segments: LRUSegments
  public private(set) var evictions: Int64 = 0

  public init(_ limits: CacheLimits) {
    capacityBytes = limits.capacityBytes
    sizesAreFrozen = limits.isCompatible
    table = Table(limits)
    let quarter = capacityBytes / 4
    segments = LRUSegments(limits: (capacityBytes - 3 * quarter, quarter, quarter, quarter))
  }

  public var storedBytes: Int64 { segments.bytes }
  public var storedObjects: Int { segments.count }
  public var nextToLeave: Key? {
    segments[0].oldest == Link.none ? nil : table.records[Int(segments[0].oldest)].key
  }

  @inline(__always) public mutating func find(_ request: CacheRequest<Key>) -> Bool {
    let record = table.find(request.key)
    if record == Link.none { return false }
    let segment = table.records[Int(record)].mark
    if segment == 3 {
      segments[segment].moveToNewest(record, table.records)
    } else {
      segments.move(record, to: segment &+ 1, table.records)
      if segments.isOver(segment &+ 1) { settle(from: segment &+ 1) }
    }
    if !sizesAreFrozen && table.records[Int(record)].sizeBytes != request.sizeBytes {
      resize(record, to: request.sizeBytes)
    }
    return true
  }

  @inline(__always) public mutating func insert(_ request: CacheRequest<Key>) -> Bool {
    let sizeBytes = Int64(request.sizeBytes)
    if sizeBytes > segments.limit(0) { return false }
    while segments[0].bytes &+ sizeBytes > segments.limit(0) { evict() }
    let record = table.add(request.key, sizeBytes: request.sizeBytes)
    segments.append(record, to: 0, table.records)
    return true
  }

  private mutating func evict() {
    drop(segments[0].oldest)
    evictions &+= 1
    table.prefetchVictim(segments[0].oldest)
  }

  /// Overflow moves down, from a segment to the lowest, and out.
  private mutating func settle(from top: UInt32) {
    var segment = top
    while segment > 0 {
      while segments.isOver(segment) { segments.move(segments[segment].oldest, to: segment &- 1, table.records) }
      segment &-= 1
    }
    while segments.isOver(0) { evict() }
  }

  private mutating func drop(_ record: UInt32) {
    segments.remove(record, table.records)
    table.remove(record)
  }

  @inline(never) private mutating func resize(_ record: UInt32, to sizeBytes: UInt32) {
    let segment = table.records[Int(record)].mark
    segments.resize(record, to: sizeBytes, table.records)
    if Int64(sizeBytes) > segments.limit(0) {
      drop(record)
      evictions &+= 1
    }
    settle(from: segment)
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
    segments.checkInvariants(table.records)
    precondition(segments.count == table.count, "\(table.count) records for \(segments.count) objects")
    precondition(segments.bytes <= capacityBytes, "\(segments.bytes) bytes in \(capacityBytes)")
    table.checkInvariants()
  }
}

extension S4LRU: @unchecked Sendable {}
