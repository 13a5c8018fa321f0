/// W-TinyLFU: new objects enter an LRU window of 1 % of the cache. Who leaves the window enters the main cache when
/// there is room or when it was seen more often than each object that would make way; a sketch counts all requests, and
/// forgets by halving. The main cache is a segmented LRU, 20 % on probation and 80 % protected.
///
/// Einziger, Friedman & Manes, ACM TOS 2017, with a window that does not adapt. Cost O(1) per access; a record of 20 or
/// 24 bytes and 8 bytes of sketch per object. libCacheSim differs: it stores nothing in caches under 100, counts no
/// request that hits the window, halves after 32 times the main cache's size, and lets the window fill the whole cache
/// first. Seen in a cache of 10 by A A A A A A A A A A: one miss here, ten there.
public struct WTinyLFU<Table: ObjectTable & ~Copyable>: EvictionPolicy, ~Copyable {
  public typealias Key = Table.Key

  /// Marks.
  private enum Place {
    static var window: UInt32 { 0 }
    static var probation: UInt32 { 1 }
    static var protected: UInt32 { 2 }
  }

  private let capacityBytes: Int64
  private let windowBytes: Int64
  private let mainBytes: Int64
  private let protectedBytes: Int64
  private let sizesAreFrozen: Bool
  private var table: Table
  private var sketch: FrequencySketch
  private var window = RecordQueue()
  private var probation = RecordQueue()
  private var protected = RecordQueue()
  public private(set) var evictions: Int64 = 0

  public init(_ limits: CacheLimits) {
    capacityBytes = limits.capacityBytes
    windowBytes = min(capacityBytes, max(1, capacityBytes / 100))
    mainBytes = capacityBytes - windowBytes
    protectedBytes = mainBytes * 4 / 5
    sizesAreFrozen = limits.isCompatible
    table = Table(limits)
    sketch = FrequencySketch(objects: limits.expectedObjects)
  }

  public var storedBytes: Int64 { window.bytes + probation.bytes + protected.bytes }
  public var storedObjects: Int { table.count }
  public var nextToLeave: Key? {
    let record = mainVictim == Link.none ? window.oldest : mainVictim
    return record == Link.none ? nil : table.records[Int(record)].key
  }

  @inline(__always) public mutating func find(_ request: CacheRequest<Key>) -> Bool {
    sketch.add(UInt64(truncatingIfNeeded: request.key))
    let record = table.find(request.key)
    if record == Link.none { return false }
    switch table.records[Int(record)].mark {
    case Place.window: window.moveToNewest(record, table.records)
    case Place.protected: protected.moveToNewest(record, table.records)
    default: protect(record)
    }
    if !sizesAreFrozen && table.records[Int(record)].sizeBytes != request.sizeBytes {
      resize(record, to: request.sizeBytes)
    }
    return true
  }

  private mutating func protect(_ record: UInt32) {
    probation.remove(record, table.records)
    table.records[Int(record)].mark = Place.protected
    protected.append(record, table.records)
    limitProtected()
  }

  private mutating func limitProtected() {
    while protected.bytes > protectedBytes {
      let oldest = protected.oldest
      protected.remove(oldest, table.records)
      table.records[Int(oldest)].mark = Place.probation
      probation.append(oldest, table.records)
    }
  }

  @inline(__always) public mutating func insert(_ request: CacheRequest<Key>) -> Bool {
    if Int64(request.sizeBytes) > max(windowBytes, mainBytes) { return false }
    let record = table.add(request.key, sizeBytes: request.sizeBytes)
    sketch.makeRoom(for: table.count)
    if Int64(request.sizeBytes) > windowBytes { return enterMain(record) }
    window.append(record, table.records)
    limitWindow()
    return true
  }

  private mutating func limitWindow() {
    while window.bytes > windowBytes {
      let candidate = window.oldest
      window.remove(candidate, table.records)
      if !enterMain(candidate) { evictions &+= 1 }
    }
  }

  private var mainVictim: UInt32 { probation.oldest == Link.none ? protected.oldest : probation.oldest }

  private func uses(_ record: UInt32) -> UInt64 {
    sketch.count(UInt64(truncatingIfNeeded: table.records[Int(record)].key))
  }

  /// A candidate in no queue enters the main cache, or is freed.
  private mutating func enterMain(_ candidate: UInt32) -> Bool {
    let sizeBytes = Int64(table.records[Int(candidate)].sizeBytes)
    let candidateUses = uses(candidate)
    while probation.bytes &+ protected.bytes &+ sizeBytes > mainBytes {
      let victim = mainVictim
      if victim == Link.none || candidateUses <= uses(victim) {
        table.remove(candidate)
        return false
      }
      drop(victim)
      evictions &+= 1
    }
    table.records[Int(candidate)].mark = Place.probation
    probation.append(candidate, table.records)
    return true
  }

  private mutating func drop(_ record: UInt32) {
    switch table.records[Int(record)].mark {
    case Place.window: window.remove(record, table.records)
    case Place.probation: probation.remove(record, table.records)
    default: protected.remove(record, table.records)
    }
    table.remove(record)
  }

  @inline(never) private mutating func resize(_ record: UInt32, to sizeBytes: UInt32) {
    switch table.records[Int(record)].mark {
    case Place.window: window.resize(record, to: sizeBytes, table.records)
    case Place.probation: probation.resize(record, to: sizeBytes, table.records)
    default: protected.resize(record, to: sizeBytes, table.records)
    }
    if Int64(sizeBytes) > max(windowBytes, mainBytes) {
      drop(record)
      evictions &+= 1
    }
    limitWindow()
    limitProtected()
    while probation.bytes &+ protected.bytes > mainBytes {
      drop(mainVictim)
      evictions &+= 1
    }
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
    window.checkInvariants(table.records) { $0 == Place.window }
    probation.checkInvariants(table.records) { $0 == Place.probation }
    protected.checkInvariants(table.records) { $0 == Place.protected }
    let held = window.count + probation.count + protected.count
    precondition(held == table.count, "\(table.count) records for \(held) objects")
    precondition(window.bytes <= windowBytes && protected.bytes <= protectedBytes, "a segment is over its share")
    precondition(storedBytes <= capacityBytes, "\(storedBytes) bytes in \(capacityBytes)")
    table.checkInvariants()
  }
}

extension WTinyLFU: @unchecked Sendable {}
