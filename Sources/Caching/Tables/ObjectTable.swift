import Simulator

/// Where a cache's objects lie: records that policies link into queues, found by key. Ghosts are records too.
public protocol ObjectTable: ~Copyable {
  associatedtype Key: CacheKey
  init(_ limits: CacheLimits)
  /// Valid until the next `add`.
  var records: UnsafeMutablePointer<CachedObject<Key>> { get }
  /// Records in the table, ghosts included.
  var count: Int { get }
  /// The key's record, or `Link.none`.
  mutating func find(_ key: Key) -> UInt32
  /// A record for a key that has none, in no queue yet.
  mutating func add(_ key: Key, sizeBytes: UInt32) -> UInt32
  /// Takes out a record that is in no queue any more.
  mutating func remove(_ record: UInt32)
  /// Brings near what finding the key reads first.
  func prefetchPlace(_ key: Key)
  /// Brings near what finding the key reads next, when the place has come.
  func prefetchRecord(_ key: Key)
  /// Brings near what removing the record will read; the record itself is near.
  func prefetchRemoval(_ record: UInt32)
  /// Finds every record by its key again; traps on one that is lost.
  func checkInvariants()
}

extension ObjectTable where Self: ~Copyable {
  /// The object that leaves next: its place now, and its neighbour, which leaves after it.
  @inline(__always) func prefetchVictim(_ record: UInt32) {
    if record == Link.none { return }
    prefetchRemoval(record)
    let next = records[Int(record)].newer
    if next != Link.none { LargeMemory.prefetch(records + Int(next)) }
  }
}
