import Simulator

/// How late what expired was deleted, and what the deletions cost those who write; cleared by the warm-up event.
struct ExpiryMeasures {
  /// From a row's expiry to its delete; from an object's to the boundary at which its store's rule acts.
  private(set) var rowLateness = LatenessHistogram()
  private(set) var objectLateness = LatenessHistogram()
  /// Bytes of objects beyond their expiry, times how long.
  private(set) var objectByteHours = 0.0
  /// Wait of commits of posts, stories and comments for a worker of their primary shard.
  private(set) var commitWait = LatencyHistogram()

  private(set) var searches: Int64 = 0
  private(set) var steppedOver: Int64 = 0

  /// A pass looked for rows that are due, and stepped over tombstones.
  mutating func searched(steppedOver tombstones: Int64) {
    searches += 1
    steppedOver += tombstones
  }

  mutating func rowDeleted(late: SimDuration) { rowLateness.record(late) }

  mutating func objectsExpired(late: SimDuration, bytes: Double) {
    objectLateness.record(late)
    objectByteHours += bytes * late.seconds / 3_600
  }

  mutating func committed(after wait: SimDuration) { commitWait.record(wait) }

  mutating func clear() {
    rowLateness.clear()
    objectLateness.clear()
    objectByteHours = 0
    commitWait.clear()
    (searches, steppedOver) = (0, 0)
  }

  mutating func add(_ other: ExpiryMeasures) {
    rowLateness.add(other.rowLateness)
    objectLateness.add(other.objectLateness)
    objectByteHours += other.objectByteHours
    commitWait.add(other.commitWait)
    searches += other.searches
    steppedOver += other.steppedOver
  }
}

/// Spans of up to 1,000 h, to 0.1 % from 64 ms on and 64 µs below that: a histogram of latencies in thousandths.
struct LatenessHistogram {
  private var thousandths = LatencyHistogram()

  mutating func record(_ span: SimDuration) {
    thousandths.record(SimDuration(nanoseconds: (span.nanoseconds + 500) / 1_000))
  }

  mutating func clear() { thousandths.clear() }

  mutating func add(_ other: LatenessHistogram) { thousandths.add(other.thousandths) }

  var count: Int64 { thousandths.count }
  var maximum: SimDuration { thousandths.maximum * 1_000 }

  func percentile(_ percent: Double) -> SimDuration? { thousandths.percentile(percent).map { $0 * 1_000 } }
}
