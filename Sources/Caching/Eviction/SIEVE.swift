/// SIEVE: a hit sets the object's bit, and nothing ever moves. A hand walks from the oldest object to the newest and
/// clears bits; the first object without one leaves, and the hand stays at its newer neighbour.
///
/// Zhang et al., NSDI 2024. Hit O(1), eviction amortised O(1); a record of 20 or 24 bytes per object. Differs from the
/// paper: sizes in bytes, so one miss may evict several objects.
public struct SIEVE<Table: ObjectTable & ~Copyable>: EvictionPolicy, ~Copyable {
  public typealias Key = Table.Key

  private let capacityBytes: Int64
  private let sizesAreFrozen: Bool
  private var table: Table
  private var queue = RecordQueue()
  /// Where the next eviction begins; none: at the oldest object.
  private var hand = Link.none
  public private(set) var evictions: Int64 = 0

  public init(_ limits: CacheLimits) {
    capacityBytes = limits.capacityBytes
    sizesAreFrozen = limits.isCompatible
    table = Table(limits)
  }

  public var storedBytes: Int64 { queue.bytes }
  public var storedObjects: Int { queue.count }
  public var nextToLeave: Key? { queue.count == 0 ? nil : table.records[Int(start)].key }

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
    var candidate = start
    while table.records[Int(candidate)].mark != 0 {
      table.records[Int(candidate)].mark = 0
      candidate = table.records[Int(candidate)].newer
      if candidate == Link.none { candidate = queue.oldest }
    }
    hand = candidate
    drop(candidate)
    evictions &+= 1
    table.prefetchVictim(hand)
  }

  private var start: UInt32 { hand == Link.none ? queue.oldest : hand }

  @inline(__always) private mutating func drop(_ record: UInt32) {
    if record == hand { hand = table.records[Int(record)].newer }
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

extension SIEVE: @unchecked Sendable {}
