/// An LRU queue with an index of its own, in which a key may lie more than once: the latest copy is the one that is
/// found.
struct Shelf<Table: ObjectTable & ~Copyable>: ~Copyable {
  typealias Key = Table.Key

  /// Per key, the latest copy in the mark.
  private var keys: Table
  private var pool: RecordPool<Key>
  /// The copy of the same key that was the latest before.
  private var earlier: RecordColumn<UInt32>
  private(set) var queue = RecordQueue()

  init(_ limits: CacheLimits) {
    keys = Table(limits)
    pool = RecordPool(expectedObjects: limits.expectedObjects)
    earlier = RecordColumn(expectedObjects: limits.expectedObjects)
  }

  /// A copy's memory, which stays readable when the copy is gone and is the first to be used again.
  @inline(__always) subscript(copy: UInt32) -> CachedObject<Key> {
    get { pool.records[Int(copy)] }
    nonmutating set { pool.records[Int(copy)] = newValue }
  }

  @inline(__always) mutating func find(_ key: Key) -> UInt32 {
    let entry = keys.find(key)
    return entry == Link.none ? Link.none : keys.records[Int(entry)].mark
  }

  /// At the newest end.
  @inline(__always) mutating func insert(_ key: Key, sizeBytes: UInt32, mark: UInt32) {
    let copy = pool.take(key, sizeBytes: sizeBytes)
    pool.records[Int(copy)].mark = mark
    queue.append(copy, pool.records)
    let entry = keys.find(key)
    if entry == Link.none {
      earlier.start(copy, with: Link.none)
      let added = keys.add(key, sizeBytes: 0)
      keys.records[Int(added)].mark = copy
    } else {
      earlier.start(copy, with: keys.records[Int(entry)].mark)
      keys.records[Int(entry)].mark = copy
    }
  }

  @inline(__always) mutating func moveToNewest(_ copy: UInt32) { queue.moveToNewest(copy, pool.records) }

  @inline(__always) mutating func remove(_ copy: UInt32) {
    let entry = keys.find(pool.records[Int(copy)].key)
    let latest = keys.records[Int(entry)].mark
    if latest != copy {
      var later = latest
      while earlier[later] != copy { later = earlier[later] }
      earlier[later] = earlier[copy]
    } else if earlier[copy] == Link.none {
      keys.remove(entry)
    } else {
      keys.records[Int(entry)].mark = earlier[copy]
    }
    queue.remove(copy, pool.records)
    pool.give(copy)
  }

  /// The latest copy of a key, if there is one.
  @inline(__always) mutating func removeLatest(_ key: Key) {
    let copy = find(key)
    if copy != Link.none { remove(copy) }
  }

  @inline(__always) func prefetchPlace(_ key: Key) { keys.prefetchPlace(key) }
  @inline(__always) func prefetchRecord(_ key: Key) { keys.prefetchRecord(key) }

  func checkInvariants() {
    queue.checkInvariants(pool.records)
    keys.checkInvariants()
    precondition(keys.count <= queue.count, "\(keys.count) keys for \(queue.count) copies")
  }
}
