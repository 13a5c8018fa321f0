/// 2Q: new objects enter a first-in queue of a quarter of the cache, where hits move nothing. Who leaves it is
/// remembered as a ghost, for half of the capacity; who comes back while its ghost is there enters the main queue,
/// which is LRU. The first-in queue gives way only while it is over its quarter, or the main queue is empty.
///
/// Johnson & Shasha, VLDB 1994 (the full version). Cost O(1) per access; a record of 20 or 24 bytes per object and per
/// ghost. Objects larger than the first-in queue are not stored, as in libCacheSim, so a cache under 4 objects stores
/// none.
public struct TwoQ<Table: ObjectTable & ~Copyable>: EvictionPolicy, ~Copyable {
  public typealias Key = Table.Key

  /// Marks.
  private enum Place {
    static var firstIn: UInt32 { 0 }
    static var main: UInt32 { 1 }
    static var ghosts: UInt32 { 2 }
  }

  private let capacityBytes: Int64
  private let firstInBytes: Int64
  private let mainBytes: Int64
  private let ghostBytes: Int64
  private let sizesAreFrozen: Bool
  private var table: Table
  private var firstIn = RecordQueue()
  private var main = RecordQueue()
  private var ghosts = RecordQueue()
  public private(set) var evictions: Int64 = 0

  public init(_ limits: CacheLimits) {
    capacityBytes = limits.capacityBytes
    firstInBytes = Int64(Double(limits.capacityBytes) * 0.25)
    mainBytes = capacityBytes - firstInBytes
    ghostBytes = Int64(Double(limits.capacityBytes) * 0.5)
    sizesAreFrozen = limits.isCompatible
    table = Table(limits)
  }

  public var storedBytes: Int64 { firstIn.bytes + main.bytes }
  public var storedObjects: Int { firstIn.count + main.count }
  public var nextToLeave: Key? {
    let record = mainIsNext ? main.oldest : firstIn.oldest
    return record == Link.none ? nil : table.records[Int(record)].key
  }

  @inline(__always) public mutating func find(_ request: CacheRequest<Key>) -> Bool {
    let record = table.find(request.key)
    if record == Link.none { return false }
    let place = table.records[Int(record)].mark
    if place == Place.ghosts { return false }
    if place == Place.main { main.moveToNewest(record, table.records) }
    if !sizesAreFrozen && table.records[Int(record)].sizeBytes != request.sizeBytes {
      resize(record, to: request.sizeBytes)
    }
    return true
  }

  @inline(__always) public mutating func insert(_ request: CacheRequest<Key>) -> Bool {
    let ghost = table.find(request.key)
    if ghost != Link.none { drop(ghost) }
    let sizeBytes = Int64(request.sizeBytes)
    if sizeBytes > firstInBytes { return false }
    while storedBytes &+ sizeBytes > capacityBytes { evict() }
    if ghost != Link.none {
      // The main queue makes room of its own, up to its own share.
      if sizeBytes > mainBytes { return false }
      while main.bytes &+ sizeBytes > mainBytes { evictMain() }
    }
    let record = table.add(request.key, sizeBytes: request.sizeBytes)
    if ghost == Link.none {
      firstIn.append(record, table.records)
    } else {
      table.records[Int(record)].mark = Place.main
      main.append(record, table.records)
    }
    return true
  }

  private var mainIsNext: Bool { main.bytes > 0 && firstIn.bytes <= firstInBytes }

  private mutating func evict() {
    if mainIsNext { evictMain() } else { evictFirstIn() }
  }

  private mutating func evictMain() {
    drop(main.oldest)
    evictions &+= 1
    table.prefetchVictim(main.oldest)
  }

  private mutating func evictFirstIn() {
    let record = firstIn.oldest
    firstIn.remove(record, table.records)
    evictions &+= 1
    let sizeBytes = Int64(table.records[Int(record)].sizeBytes)
    if sizeBytes > ghostBytes {
      table.remove(record)
      return
    }
    while ghosts.bytes &+ sizeBytes > ghostBytes { drop(ghosts.oldest) }
    table.records[Int(record)].mark = Place.ghosts
    ghosts.append(record, table.records)
    table.prefetchVictim(ghosts.oldest)
  }

  private mutating func drop(_ record: UInt32) {
    switch table.records[Int(record)].mark {
    case Place.firstIn: firstIn.remove(record, table.records)
    case Place.main: main.remove(record, table.records)
    default: ghosts.remove(record, table.records)
    }
    table.remove(record)
  }

  @inline(never) private mutating func resize(_ record: UInt32, to sizeBytes: UInt32) {
    if table.records[Int(record)].mark == Place.firstIn {
      firstIn.resize(record, to: sizeBytes, table.records)
    } else {
      main.resize(record, to: sizeBytes, table.records)
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
    let isStored = table.records[Int(record)].mark != Place.ghosts
    drop(record)
    return isStored
  }

  public mutating func holds(_ key: Key) -> Bool {
    let record = table.find(key)
    return record != Link.none && table.records[Int(record)].mark != Place.ghosts
  }

  @inline(__always) public func prefetchPlace(_ key: Key) { table.prefetchPlace(key) }
  @inline(__always) public func prefetchRecord(_ key: Key) { table.prefetchRecord(key) }

  public func checkInvariants() {
    firstIn.checkInvariants(table.records) { $0 == Place.firstIn }
    main.checkInvariants(table.records) { $0 == Place.main }
    ghosts.checkInvariants(table.records) { $0 == Place.ghosts }
    let held = firstIn.count + main.count + ghosts.count
    precondition(held == table.count, "\(table.count) records for \(held) objects and ghosts")
    precondition(storedBytes <= capacityBytes, "\(storedBytes) bytes in \(capacityBytes)")
    precondition(ghosts.bytes <= ghostBytes, "ghosts of \(ghosts.bytes) bytes in \(ghostBytes)")
    table.checkInvariants()
  }
}

extension TwoQ: @unchecked Sendable {}
