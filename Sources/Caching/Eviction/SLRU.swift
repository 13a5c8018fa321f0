/// Segmented LRU as libCacheSim has it: four equal LRU segments. A new object enters the lowest segment that has room,
/// a hit moves it one segment up, and the oldest of a segment that overflows moves one down; who overflows from the
/// lowest one, or is lowest when room is needed, leaves.
///
/// After Karedla, Love & Wherry 1994. Cost O(1) per access; a record of 20 or 24 bytes per object. Objects larger than
/// a segment are not stored, so a cache under 4 objects stores none. `S4LRU` is the form of the photo-caching study.
public struct SLRU<Table: ObjectTable & ~Copyable>: EvictionPolicy, ~Copyable {
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
    let segmentBytes = capacityBytes / 4
    segments = LRUSegments(limits: (segmentBytes, segmentBytes, segmentBytes, segmentBytes))
  }

  public var storedBytes: Int64 { segments.bytes }
  public var storedObjects: Int { segments.count }
  public var nextToLeave: Key? {
    let record = lowest
    return record == Link.none ? nil : table.records[Int(record)].key
  }

  @inline(__always) public mutating func find(_ request: CacheRequest<Key>) -> Bool {
    let record = table.find(request.key)
    if record == Link.none { return false }
    let segment = table.records[Int(record)].mark
    if segment == 3 {
      segments[segment].moveToNewest(record, table.records)
    } else {
      segments.move(record, to: segment &+ 1, table.records)
      while segments.isOver(segment &+ 1) { cool(segment &+ 1) }
    }
    if !sizesAreFrozen && table.records[Int(record)].sizeBytes != request.sizeBytes {
      resize(record, to: request.sizeBytes)
    }
    return true
  }

  @inline(__always) public mutating func insert(_ request: CacheRequest<Key>) -> Bool {
    let sizeBytes = Int64(request.sizeBytes)
    if sizeBytes > segments.limit(0) { return false }
    while segments.bytes &+ sizeBytes > capacityBytes { evict() }
    let record = table.add(request.key, sizeBytes: request.sizeBytes)
    var segment: UInt32 = 0
    while segment < 4 && segments[segment].bytes &+ sizeBytes > segments.limit(segment) { segment &+= 1 }
    segments.append(record, to: segment & 3, table.records)
    return true
  }

  /// The oldest of the lowest segment with bytes.
  private var lowest: UInt32 {
    for segment in 0..<4 as Range<UInt32> where segments[segment].bytes > 0 { return segments[segment].oldest }
    return Link.none
  }

  private mutating func evict() {
    drop(lowest)
    evictions &+= 1
  }

  /// The oldest of a segment moves one down, and so on until each below is within its limit.
  private mutating func cool(_ segment: UInt32) {
    if segment == 0 {
      evict()
      return
    }
    segments.move(segments[segment].oldest, to: segment &- 1, table.records)
    while segments.isOver(segment &- 1) { cool(segment &- 1) }
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
    while segment > 0 && segments.isOver(segment) { cool(segment) }
    while segments.bytes > capacityBytes { evict() }
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

extension SLRU: @unchecked Sendable {}
