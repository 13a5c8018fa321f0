/// S3-FIFO: new objects enter a small queue, a tenth of the cache. The small queue's oldest moves to the main queue
/// when it was hit twice, and leaves to a queue of ghosts otherwise; who comes back while its ghost is there enters the
/// main queue. The main queue's oldest is spared once per hit, up to three.
///
/// Yang et al., SOSP 2023. Hit O(1), eviction amortised O(1); a record of 20 or 24 bytes per object and per ghost, of
/// which 0.9 times the capacity is kept. Objects as large as the small queue are not stored, so a cache under 20
/// objects stores none; one of exactly its size evicts before it is refused. Compatible mode is libCacheSim 0.3.5:
/// until the first eviction, what finds the small queue full enters the main queue. The default is the paper's, and
/// libCacheSim's before 2025.
public struct S3FIFO<Table: ObjectTable & ~Copyable>: EvictionPolicy, ~Copyable {
  public typealias Key = Table.Key

  /// A mark: the queue in the two low bits, the hits above them.
  private enum Place {
    static var small: UInt32 { 0 }
    static var main: UInt32 { 1 }
    static var ghosts: UInt32 { 2 }
    static var mask: UInt32 { 3 }
    static var oneHit: UInt32 { 4 }
    static var mostHits: UInt32 { 3 }
  }

  private let capacityBytes: Int64
  private let smallBytes: Int64
  private let mainBytes: Int64
  private let ghostBytes: Int64
  private let isCompatible: Bool
  private var table: Table
  private var small = RecordQueue()
  private var main = RecordQueue()
  private var ghosts = RecordQueue()
  private var hasEvicted = false
  public private(set) var evictions: Int64 = 0

  public init(_ limits: CacheLimits) {
    capacityBytes = limits.capacityBytes
    smallBytes = Int64(Double(limits.capacityBytes) * 0.1)
    mainBytes = capacityBytes - smallBytes
    ghostBytes = Int64(Double(limits.capacityBytes) * 0.9)
    isCompatible = limits.isCompatible
    table = Table(limits)
  }

  public var storedBytes: Int64 { small.bytes + main.bytes }
  public var storedObjects: Int { small.count + main.count }
  public var nextToLeave: Key? {
    let record = mainIsNext ? main.oldest : small.oldest
    return record == Link.none ? nil : table.records[Int(record)].key
  }

  @inline(__always) public mutating func find(_ request: CacheRequest<Key>) -> Bool {
    let record = table.find(request.key)
    if record == Link.none { return false }
    let mark = table.records[Int(record)].mark
    if mark & Place.mask == Place.ghosts { return false }
    if mark < Place.mostHits * Place.oneHit { table.records[Int(record)].mark = mark &+ Place.oneHit }
    if !isCompatible && table.records[Int(record)].sizeBytes != request.sizeBytes {
      resize(record, to: request.sizeBytes)
    }
    return true
  }

  @inline(__always) public mutating func insert(_ request: CacheRequest<Key>) -> Bool {
    let ghost = table.find(request.key)
    if ghost != Link.none { drop(ghost) }
    let sizeBytes = Int64(request.sizeBytes)
    if sizeBytes > smallBytes { return false }
    while storedBytes &+ sizeBytes > capacityBytes { evict() }
    if ghost == Link.none && sizeBytes == smallBytes { return false }
    let record = table.add(request.key, sizeBytes: request.sizeBytes)
    let isSmallClosed = isCompatible && !hasEvicted && small.bytes >= smallBytes
    if ghost != Link.none || isSmallClosed {
      table.records[Int(record)].mark = Place.main
      main.append(record, table.records)
    } else {
      small.append(record, table.records)
    }
    return true
  }

  private var mainIsNext: Bool { main.bytes > mainBytes || small.bytes == 0 }

  /// May move objects only; then the next call finds another order.
  private mutating func evict() {
    hasEvicted = true
    if mainIsNext { evictMain() } else { evictSmall() }
  }

  private mutating func evictSmall() {
    while small.bytes > 0 {
      let record = small.oldest
      let isWanted = table.records[Int(record)].mark >= 2 * Place.oneHit
      small.remove(record, table.records)
      if isWanted {
        table.records[Int(record)].mark = Place.main
        main.append(record, table.records)
        continue
      }
      evictions &+= 1
      keepGhost(record)
      return
    }
  }

  private mutating func evictMain() {
    while main.bytes > 0 {
      let record = main.oldest
      if table.records[Int(record)].mark >= Place.oneHit {
        table.records[Int(record)].mark &-= Place.oneHit
        main.moveToNewest(record, table.records)
        continue
      }
      drop(record)
      evictions &+= 1
      table.prefetchVictim(main.oldest)
      return
    }
  }

  private mutating func keepGhost(_ record: UInt32) {
    let sizeBytes = Int64(table.records[Int(record)].sizeBytes)
    if sizeBytes > ghostBytes {
      table.remove(record)
      return
    }
    while ghosts.bytes &+ sizeBytes > ghostBytes {
      drop(ghosts.oldest)
      table.prefetchVictim(ghosts.oldest)
    }
    table.records[Int(record)].mark = Place.ghosts
    ghosts.append(record, table.records)
  }

  private mutating func drop(_ record: UInt32) {
    switch table.records[Int(record)].mark & Place.mask {
    case Place.small: small.remove(record, table.records)
    case Place.main: main.remove(record, table.records)
    default: ghosts.remove(record, table.records)
    }
    table.remove(record)
  }

  @inline(never) private mutating func resize(_ record: UInt32, to sizeBytes: UInt32) {
    if table.records[Int(record)].mark & Place.mask == Place.small {
      small.resize(record, to: sizeBytes, table.records)
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
    let isStored = table.records[Int(record)].mark & Place.mask != Place.ghosts
    drop(record)
    return isStored
  }

  public mutating func holds(_ key: Key) -> Bool {
    let record = table.find(key)
    return record != Link.none && table.records[Int(record)].mark & Place.mask != Place.ghosts
  }

  @inline(__always) public func prefetchPlace(_ key: Key) { table.prefetchPlace(key) }
  @inline(__always) public func prefetchRecord(_ key: Key) { table.prefetchRecord(key) }

  public func checkInvariants() {
    small.checkInvariants(table.records) { $0 & Place.mask == Place.small }
    main.checkInvariants(table.records) { $0 & Place.mask == Place.main }
    ghosts.checkInvariants(table.records) { $0 == Place.ghosts }
    let held = small.count + main.count + ghosts.count
    precondition(held == table.count, "\(table.count) records for \(held) objects and ghosts")
    precondition(storedBytes <= capacityBytes, "\(storedBytes) bytes in \(capacityBytes)")
    precondition(ghosts.bytes <= ghostBytes, "ghosts of \(ghosts.bytes) bytes in \(ghostBytes)")
    table.checkInvariants()
  }
}

extension S3FIFO: @unchecked Sendable {}
