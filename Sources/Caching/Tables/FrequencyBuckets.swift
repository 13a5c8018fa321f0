import Simulator

/// Records by how often they were used: a list of buckets in order of frequency, each a queue in order of arrival. A
/// record's mark is the number of its bucket.
struct FrequencyBuckets<Key: CacheKey>: ~Copyable {
  typealias Records = UnsafeMutablePointer<CachedObject<Key>>

  private struct Bucket: BitwiseCopyable {
    var queue = RecordQueue()
    var frequency: UInt64
    var lower: UInt32
    /// The next frequency in use, or the next free bucket.
    var higher: UInt32
  }

  private var buckets = UnsafeMutablePointer<Bucket>.allocate(capacity: 16)
  private var capacity = 16
  private var used = 0
  private var free = Link.none
  private var lowest = Link.none
  private(set) var bytes: Int64 = 0
  private(set) var count = 0

  init() {}

  deinit { buckets.deallocate() }

  /// The record that arrived first at the lowest frequency.
  @inline(__always) var first: UInt32 { lowest == Link.none ? Link.none : buckets[Int(lowest)].queue.oldest }

  /// Adds a record with frequency 1.
  @inline(__always) mutating func insert(_ record: UInt32, _ records: Records) {
    if lowest == Link.none || buckets[Int(lowest)].frequency != 1 {
      let bucket = take(frequency: 1, lower: Link.none, higher: lowest)
      if lowest != Link.none { buckets[Int(lowest)].lower = bucket }
      lowest = bucket
    }
    append(record, to: lowest, records)
    bytes &+= Int64(records[Int(record)].sizeBytes)
    count &+= 1
  }

  /// Moves a record to the end of the next higher frequency.
  @inline(__always) mutating func raise(_ record: UInt32, _ records: Records) {
    let bucket = records[Int(record)].mark
    let (frequency, higher) = (buckets[Int(bucket)].frequency, buckets[Int(bucket)].higher)
    var target = higher
    if higher == Link.none || buckets[Int(higher)].frequency != frequency &+ 1 {
      if buckets[Int(bucket)].queue.count == 1 {
        buckets[Int(bucket)].frequency = frequency &+ 1
        return
      }
      target = take(frequency: frequency &+ 1, lower: bucket, higher: higher)
      buckets[Int(bucket)].higher = target
      if higher != Link.none { buckets[Int(higher)].lower = target }
    }
    leave(record, bucket, records)
    append(record, to: target, records)
  }

  @inline(__always) mutating func remove(_ record: UInt32, _ records: Records) {
    bytes &-= Int64(records[Int(record)].sizeBytes)
    count &-= 1
    leave(record, records[Int(record)].mark, records)
  }

  mutating func resize(_ record: UInt32, to sizeBytes: UInt32, _ records: Records) {
    bytes &+= Int64(sizeBytes) &- Int64(records[Int(record)].sizeBytes)
    buckets[Int(records[Int(record)].mark)].queue.resize(record, to: sizeBytes, records)
  }

  @inline(__always) private func append(_ record: UInt32, to bucket: UInt32, _ records: Records) {
    records[Int(record)].mark = bucket
    buckets[Int(bucket)].queue.append(record, records)
  }

  @inline(__always) private mutating func leave(_ record: UInt32, _ bucket: UInt32, _ records: Records) {
    buckets[Int(bucket)].queue.remove(record, records)
    if buckets[Int(bucket)].queue.count > 0 { return }
    let (lower, higher) = (buckets[Int(bucket)].lower, buckets[Int(bucket)].higher)
    if lower == Link.none { lowest = higher } else { buckets[Int(lower)].higher = higher }
    if higher != Link.none { buckets[Int(higher)].lower = lower }
    buckets[Int(bucket)].higher = free
    free = bucket
  }

  private mutating func take(frequency: UInt64, lower: UInt32, higher: UInt32) -> UInt32 {
    var bucket = free
    if bucket == Link.none {
      if used == capacity { grow() }
      bucket = UInt32(truncatingIfNeeded: used)
      used &+= 1
    } else {
      free = buckets[Int(bucket)].higher
    }
    (buckets + Int(bucket)).initialize(to: Bucket(frequency: frequency, lower: lower, higher: higher))
    return bucket
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<Bucket>.allocate(capacity: 2 * capacity)
    larger.moveInitialize(from: buckets, count: used)
    buckets.deallocate()
    (buckets, capacity) = (larger, 2 * capacity)
  }

  func checkInvariants(_ records: Records) {
    var (bucket, previous, frequency) = (lowest, Link.none, 0 as UInt64)
    var (walked, walkedBytes) = (0, 0 as Int64)
    while bucket != Link.none {
      let found = buckets[Int(bucket)]
      precondition(found.lower == previous && found.frequency > frequency, "buckets out of order at \(bucket)")
      precondition(found.queue.count > 0, "bucket \(bucket) is empty")
      found.queue.checkInvariants(records) { $0 == bucket }
      walked += found.queue.count
      walkedBytes += found.queue.bytes
      (previous, frequency, bucket) = (bucket, found.frequency, found.higher)
    }
    precondition(walked == count && walkedBytes == bytes, "walked \(walked) objects of \(count)")
  }
}
