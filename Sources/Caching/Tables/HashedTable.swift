import Simulator

/// Objects by any 64-bit key: 24 bytes of record, and about 12 to 23 bytes of index.
public struct HashedTable: ObjectTable, ~Copyable {
  private var index: ObjectIndex
  private var pool: RecordPool<UInt64>
  /// Where the last search that found nothing ended, valid until a removal moves its neighbours.
  private var vacancy = -1
  private var vacancyKey: UInt64 = 0
  public private(set) var count = 0

  public init(_ limits: CacheLimits) {
    pool = RecordPool(expectedObjects: limits.expectedObjects)
    index = ObjectIndex(reserving: limits.expectedObjects + 1)
  }

  @inline(__always) public var records: UnsafeMutablePointer<CachedObject<UInt64>> { pool.records }

  @inline(__always) public mutating func find(_ key: UInt64) -> UInt32 {
    let tag = ObjectIndex.tag(of: key)
    var place = index.home(of: tag)
    while true {
      let found = index.places[place]
      if found.record == ObjectIndex.vacant { break }
      if found.tag == tag && pool.records[Int(found.record)].key == key { return found.record }
      place = index.next(after: place)
    }
    vacancy = place
    vacancyKey = key
    return Link.none
  }

  @inline(__always) public mutating func add(_ key: UInt64, sizeBytes: UInt32) -> UInt32 {
    let tag = ObjectIndex.tag(of: key)
    var place = vacancy
    if place < 0 || vacancyKey != key {
      place = index.home(of: tag)
      while index.places[place].record != ObjectIndex.vacant { place = index.next(after: place) }
    }
    let record = pool.take(key, sizeBytes: sizeBytes)
    count &+= 1
    vacancy = -1
    index.take(place, tag: tag, record: record, count: count)
    return record
  }

  @inline(__always) public mutating func remove(_ record: UInt32) {
    index.remove(record, tag: ObjectIndex.tag(of: pool.records[Int(record)].key))
    pool.give(record)
    count &-= 1
    vacancy = -1
  }

  @inline(__always) public func prefetchPlace(_ key: UInt64) { index.prefetch(ObjectIndex.tag(of: key)) }

  @inline(__always) public func prefetchRecord(_ key: UInt64) {
    let record = index.places[index.home(of: ObjectIndex.tag(of: key))].record
    if record != ObjectIndex.vacant { LargeMemory.prefetch(pool.records + Int(record)) }
  }

  @inline(__always) public func prefetchRemoval(_ record: UInt32) {
    index.prefetch(ObjectIndex.tag(of: pool.records[Int(record)].key))
  }

  public func checkInvariants() {
    var indexed = 0
    for start in 0...index.mask where index.places[start].record != ObjectIndex.vacant {
      indexed += 1
      let tag = ObjectIndex.tag(of: pool.records[Int(index.places[start].record)].key)
      precondition(index.places[start].tag == tag, "the index has a stale tag at \(start)")
      var place = index.home(of: tag)
      while place != start {
        precondition(index.places[place].record != ObjectIndex.vacant, "the index lost the record at \(start)")
        place = index.next(after: place)
      }
    }
    precondition(indexed == count, "the index holds \(indexed) records of \(count)")
  }
}

extension HashedTable: @unchecked Sendable {}
