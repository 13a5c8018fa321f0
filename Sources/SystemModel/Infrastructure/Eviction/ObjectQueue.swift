import Simulator

/// Whether a hit moves its object to the newest end of an `ObjectQueue`.
public protocol HitRule {
  static var movesHits: Bool { get }
}

/// Cached objects from oldest to newest; the oldest leaves. Access O(1), one search of the index.
///
/// One record of 24 bytes per object, linked both ways, and about 12 to 23 bytes of index: the body of the queue policies. A
/// changed size is stored on a hit, and evictions follow until the rest fits.
public struct ObjectQueue<Rule: HitRule>: EvictionPolicy, ~Copyable {
  private struct Record {
    var key: UInt64
    var tag: UInt32
    var sizeBytes: UInt32
    /// Next record towards the newest end, or the next free one.
    var newer: UInt32
    var older: UInt32
  }

  private static var none: UInt32 { .max }

  private let capacityBytes: Int64
  private var index: ObjectIndex
  private var records: UnsafeMutablePointer<Record>
  private var recordCapacity: Int
  private var usedRecords = 0
  private var freeRecord = none
  private var newest = none
  private var oldest = none
  public private(set) var storedBytes: Int64 = 0
  public private(set) var storedObjects = 0
  public private(set) var evictions: Int64 = 0

  public init(capacityBytes: Int64, expectedObjects: Int) {
    self.capacityBytes = capacityBytes
    // A miss is stored before the oldest object leaves.
    recordCapacity = max(8, expectedObjects + 1)
    index = ObjectIndex(reserving: recordCapacity)
    records = LargeMemory.allocate(Record.self, capacity: recordCapacity)
  }

  deinit { records.deallocate() }

  public mutating func access(_ key: UInt64, sizeBytes: UInt32) -> CacheOutcome {
    let tag = ObjectIndex.tag(of: key)
    var place = index.home(of: tag)
    while index.places[place].record != ObjectIndex.vacant {
      let found = index.places[place]
      if found.tag == tag && records[Int(found.record)].key == key {
        hit(found.record, sizeBytes)
        return .hit
      }
      place = index.next(after: place)
    }
    if Int64(sizeBytes) > capacityBytes { return .bypassed }
    insert(key, tag, sizeBytes, at: place)
    return .admitted
  }

  public mutating func hit(_ key: UInt64, sizeBytes: UInt32) -> Bool {
    guard let record = find(key) else { return false }
    hit(record, sizeBytes)
    return true
  }

  public mutating func remove(_ key: UInt64) -> Bool {
    guard let record = find(key) else { return false }
    let object = records[Int(record)]
    unlink(record)
    index.remove(record, tag: object.tag)
    storedObjects &-= 1
    storedBytes &-= Int64(object.sizeBytes)
    records[Int(record)].newer = freeRecord
    freeRecord = record
    return true
  }

  /// Brings the key's place in the index near.
  @inline(__always) public func prefetchPlace(_ key: UInt64) { index.prefetch(ObjectIndex.tag(of: key)) }

  /// Brings near the record that the key's place in the index names.
  @inline(__always) public func prefetchRecord(_ key: UInt64) {
    let record = index.places[index.home(of: ObjectIndex.tag(of: key))].record
    if record != ObjectIndex.vacant { LargeMemory.prefetch(records + Int(record)) }
  }

  @inline(__always) private mutating func hit(_ record: UInt32, _ sizeBytes: UInt32) {
    let object = records + Int(record)
    storedBytes &+= Int64(sizeBytes) &- Int64(object.pointee.sizeBytes)
    object.pointee.sizeBytes = sizeBytes
    if Rule.movesHits && record != newest {
      unlink(record)
      linkNewest(record)
    }
    evictDownToCapacity()
  }

  @inline(__always) private mutating func insert(_ key: UInt64, _ tag: UInt32, _ sizeBytes: UInt32, at place: Int) {
    var record = freeRecord
    if record == Self.none {
      if usedRecords == recordCapacity { growRecords() }
      record = UInt32(truncatingIfNeeded: usedRecords)
      usedRecords &+= 1
    } else {
      freeRecord = records[Int(record)].newer
    }
    (records + Int(record)).initialize(
      to: Record(key: key, tag: tag, sizeBytes: sizeBytes, newer: Self.none, older: Self.none))
    storedObjects &+= 1
    storedBytes &+= Int64(sizeBytes)
    index.take(place, tag: tag, record: record, count: storedObjects)
    linkNewest(record)
    evictDownToCapacity()
  }

  @inline(__always) private mutating func evictDownToCapacity() {
    while storedBytes > capacityBytes { evictOldest() }
  }

  private mutating func evictOldest() {
    let record = oldest
    let object = records[Int(record)]
    unlink(record)
    index.remove(record, tag: object.tag)
    storedObjects &-= 1
    storedBytes &-= Int64(object.sizeBytes)
    evictions &+= 1
    records[Int(record)].newer = freeRecord
    freeRecord = record
    prefetchVictim()
  }

  /// The object that leaves next, and its place in the index when the object itself is near.
  @inline(__always) private func prefetchVictim() {
    if oldest == Self.none { return }
    let victim = records + Int(oldest)
    index.prefetch(victim.pointee.tag)
    if victim.pointee.newer != Self.none { LargeMemory.prefetch(records + Int(victim.pointee.newer)) }
  }

  @inline(__always) private mutating func linkNewest(_ record: UInt32) {
    records[Int(record)].older = newest
    records[Int(record)].newer = Self.none
    if newest == Self.none { oldest = record } else { records[Int(newest)].newer = record }
    newest = record
  }

  @inline(__always) private mutating func unlink(_ record: UInt32) {
    let (before, after) = (records[Int(record)].older, records[Int(record)].newer)
    if before == Self.none { oldest = after } else { records[Int(before)].newer = after }
    if after == Self.none { newest = before } else { records[Int(after)].older = before }
  }

  private mutating func growRecords() {
    precondition(recordCapacity < Int(Self.none), "a cache holds fewer than 2³² objects")
    let larger = LargeMemory.allocate(Record.self, capacity: min(recordCapacity * 2, Int(Self.none)))
    larger.moveInitialize(from: records, count: usedRecords)
    records.deallocate()
    records = larger
    recordCapacity = min(recordCapacity * 2, Int(Self.none))
  }

  public func checkInvariants() {
    var (walked, walkedBytes, record, previous) = (0, Int64(0), oldest, Self.none)
    while record != Self.none {
      let object = records[Int(record)]
      precondition(object.older == previous, "links disagree at record \(record)")
      precondition(find(object.key) == record, "the index lost record \(record)")
      walked += 1
      walkedBytes += Int64(object.sizeBytes)
      previous = record
      record = object.newer
    }
    precondition(previous == newest && walked == storedObjects, "walked \(walked) objects of \(storedObjects)")
    precondition(walkedBytes == storedBytes, "walked \(walkedBytes) bytes of \(storedBytes)")
    let indexed = (0...index.mask).count { index.places[$0].record != ObjectIndex.vacant }
    precondition(indexed == storedObjects, "the index holds \(indexed) records for \(storedObjects) objects")
  }

  private func find(_ key: UInt64) -> UInt32? {
    let tag = ObjectIndex.tag(of: key)
    var place = index.home(of: tag)
    while index.places[place].record != ObjectIndex.vacant {
      let found = index.places[place]
      if found.tag == tag && records[Int(found.record)].key == key { return found.record }
      place = index.next(after: place)
    }
    return nil
  }
}

extension ObjectQueue: @unchecked Sendable {}
