import Simulator

/// Records by number, reused when freed; doubles when full.
struct RecordPool<Key: CacheKey>: ~Copyable {
  private(set) var records: UnsafeMutablePointer<CachedObject<Key>>
  private var capacity: Int
  private var used = 0
  private var free = Link.none

  /// Room for `expectedObjects` before the first growth.
  init(expectedObjects: Int) {
    // A miss may be stored before the oldest object leaves.
    capacity = max(8, expectedObjects + 1)
    records = LargeMemory.allocate(CachedObject<Key>.self, capacity: capacity)
  }

  deinit { records.deallocate() }

  @inline(__always) mutating func take(_ key: Key, sizeBytes: UInt32) -> UInt32 {
    var record = free
    if record == Link.none {
      if used == capacity { grow() }
      record = UInt32(truncatingIfNeeded: used)
      used &+= 1
    } else {
      free = records[Int(record)].newer
    }
    (records + Int(record)).initialize(to: CachedObject(key: key, sizeBytes: sizeBytes))
    return record
  }

  @inline(__always) mutating func give(_ record: UInt32) {
    records[Int(record)].newer = free
    free = record
  }

  @inline(never) private mutating func grow() {
    precondition(capacity < Int(Link.none), "a cache holds fewer than 2³² objects")
    let larger = LargeMemory.allocate(CachedObject<Key>.self, capacity: min(capacity * 2, Int(Link.none)))
    larger.moveInitialize(from: records, count: used)
    records.deallocate()
    records = larger
    capacity = min(capacity * 2, Int(Link.none))
  }
}
