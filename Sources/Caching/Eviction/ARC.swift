/// ARC: objects requested once and objects requested again in two LRU queues, each followed by the ghosts of those that
/// left it. A request for a ghost moves the target share p towards the queue that lost it.
///
/// Megiddo & Modha, FAST 2003; the paper's T1, T2, B1, B2 are `recent`, `frequent` and their ghosts. Cost O(1) per
/// access; a record of 20 or 24 bytes per object and per ghost, together at most about two capacities. As in
/// libCacheSim, p moves by max(1, ratio of ghost bytes) whatever the object's size, so in bytes it barely moves.
public struct ARC<Table: ObjectTable & ~Copyable>: EvictionPolicy, ~Copyable {
  public typealias Key = Table.Key

  /// Marks.
  private enum Place {
    static var recent: UInt32 { 0 }
    static var frequent: UInt32 { 1 }
    static var recentGhosts: UInt32 { 2 }
    static var frequentGhosts: UInt32 { 3 }
  }

  private let capacityBytes: Int64
  private let sizesAreFrozen: Bool
  private var table: Table
  private var recent = RecordQueue()
  private var frequent = RecordQueue()
  private var recentGhosts = RecordQueue()
  private var frequentGhosts = RecordQueue()
  /// p: bytes that `recent` may hold.
  private var recentTargetBytes = 0.0
  /// Whether the last object found, stored or ghost and not inserted since, was a ghost of `frequent`.
  private var lastWasFrequentGhost = false
  public private(set) var evictions: Int64 = 0

  public init(_ limits: CacheLimits) {
    capacityBytes = limits.capacityBytes
    sizesAreFrozen = limits.isCompatible
    table = Table(limits)
  }

  public var storedBytes: Int64 { recent.bytes + frequent.bytes }
  public var storedObjects: Int { recent.count + frequent.count }
  public var nextToLeave: Key? {
    let record = recentIsNext ? recent.oldest : frequent.oldest
    return record == Link.none ? nil : table.records[Int(record)].key
  }

  @inline(__always) public mutating func find(_ request: CacheRequest<Key>) -> Bool {
    let record = table.find(request.key)
    if record == Link.none { return false }
    let place = table.records[Int(record)].mark
    if place >= Place.recentGhosts { return false }
    lastWasFrequentGhost = false
    if place == Place.frequent {
      frequent.moveToNewest(record, table.records)
    } else {
      recent.remove(record, table.records)
      table.records[Int(record)].mark = Place.frequent
      frequent.append(record, table.records)
    }
    if !sizesAreFrozen && table.records[Int(record)].sizeBytes != request.sizeBytes {
      resize(record, to: request.sizeBytes)
    }
    return true
  }

  @inline(__always) public mutating func insert(_ request: CacheRequest<Key>) -> Bool {
    let ghost = table.find(request.key)
    if ghost != Link.none { welcomeBack(ghost) }
    let sizeBytes = Int64(request.sizeBytes)
    if sizeBytes > capacityBytes { return false }
    while storedBytes &+ sizeBytes > capacityBytes {
      if ghost == Link.none { evict(forNew: sizeBytes) } else { replace() }
    }
    let record = table.add(request.key, sizeBytes: request.sizeBytes)
    if ghost == Link.none {
      recent.append(record, table.records)
    } else {
      lastWasFrequentGhost = false
      table.records[Int(record)].mark = Place.frequent
      frequent.append(record, table.records)
    }
    return true
  }

  /// Moves p, then forgets the ghost.
  private mutating func welcomeBack(_ ghost: UInt32) {
    lastWasFrequentGhost = table.records[Int(ghost)].mark == Place.frequentGhosts
    if lastWasFrequentGhost {
      let ratio = Double(recentGhosts.bytes) / Double(frequentGhosts.bytes)
      recentTargetBytes = max(recentTargetBytes - (ratio > 1 ? ratio : 1), 0)
    } else {
      let ratio = Double(frequentGhosts.bytes) / Double(recentGhosts.bytes)
      recentTargetBytes = min(recentTargetBytes + (ratio > 1 ? ratio : 1), Double(capacityBytes))
    }
    drop(ghost)
  }

  private var recentIsNext: Bool {
    if frequent.bytes == 0 { return true }
    let recentBytes = Double(recent.bytes)
    return recent.bytes > 0
      && (recentBytes > recentTargetBytes || (recentBytes == recentTargetBytes && lastWasFrequentGhost))
  }

  /// REPLACE of the paper: one object becomes a ghost.
  private mutating func replace() {
    evictions &+= 1
    if recentIsNext {
      let record = recent.oldest
      recent.remove(record, table.records)
      table.records[Int(record)].mark = Place.recentGhosts
      recentGhosts.append(record, table.records)
    } else {
      let record = frequent.oldest
      frequent.remove(record, table.records)
      table.records[Int(record)].mark = Place.frequentGhosts
      frequentGhosts.append(record, table.records)
    }
  }

  /// Case IV of the paper: nobody remembers the object.
  private mutating func evict(forNew sizeBytes: Int64) {
    let recentSide = recent.bytes &+ recentGhosts.bytes
    if recentSide &+ sizeBytes > capacityBytes {
      if recentGhosts.bytes == 0 {
        drop(recent.oldest)
        evictions &+= 1
        return
      }
      drop(recentGhosts.oldest)
    } else if recentSide &+ frequent.bytes &+ frequentGhosts.bytes >= 2 &* capacityBytes && frequentGhosts.bytes > 0 {
      drop(frequentGhosts.oldest)
    }
    replace()
  }

  private mutating func drop(_ record: UInt32) {
    switch table.records[Int(record)].mark {
    case Place.recent: recent.remove(record, table.records)
    case Place.frequent: frequent.remove(record, table.records)
    case Place.recentGhosts: recentGhosts.remove(record, table.records)
    default: frequentGhosts.remove(record, table.records)
    }
    table.remove(record)
  }

  /// A hit just moved the record to `frequent`.
  @inline(never) private mutating func resize(_ record: UInt32, to sizeBytes: UInt32) {
    frequent.resize(record, to: sizeBytes, table.records)
    if Int64(sizeBytes) > capacityBytes {
      drop(record)
      evictions &+= 1
    }
    while storedBytes > capacityBytes { evict(forNew: 0) }
  }

  public mutating func remove(_ key: Key) -> Bool {
    let record = table.find(key)
    if record == Link.none { return false }
    let isStored = table.records[Int(record)].mark < Place.recentGhosts
    drop(record)
    return isStored
  }

  public mutating func holds(_ key: Key) -> Bool {
    let record = table.find(key)
    return record != Link.none && table.records[Int(record)].mark < Place.recentGhosts
  }

  @inline(__always) public func prefetchPlace(_ key: Key) { table.prefetchPlace(key) }
  @inline(__always) public func prefetchRecord(_ key: Key) { table.prefetchRecord(key) }

  public func checkInvariants() {
    recent.checkInvariants(table.records) { $0 == Place.recent }
    frequent.checkInvariants(table.records) { $0 == Place.frequent }
    recentGhosts.checkInvariants(table.records) { $0 == Place.recentGhosts }
    frequentGhosts.checkInvariants(table.records) { $0 == Place.frequentGhosts }
    let held = recent.count + frequent.count + recentGhosts.count + frequentGhosts.count
    precondition(held == table.count, "\(table.count) records for \(held) objects and ghosts")
    precondition(storedBytes <= capacityBytes, "\(storedBytes) bytes in \(capacityBytes)")
    precondition((0...Double(capacityBytes)).contains(recentTargetBytes), "p is \(recentTargetBytes)")
    table.checkInvariants()
  }
}

extension ARC: @unchecked Sendable {}
