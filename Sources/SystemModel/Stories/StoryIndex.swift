import Simulator

/// The rows of stories by the instant at which they expire, in the structure that the scenario asks for.
struct StoryIndex: ~Copyable {
  let kind: ExpiryIndexKind
  private var wheel: TimingWheel
  private var buckets: ExpiryBuckets
  private var tree = OrderedExpiryIndex()
  /// Compactions so far, by their interval.
  private var compactions: Int64 = 0
  private let compactionInterval: SimDuration

  init(_ parameters: SweeperParameters) {
    kind = parameters.index
    wheel = TimingWheel(granularity: parameters.precision)
    buckets = ExpiryBuckets(granularity: parameters.precision)
    compactionInterval = parameters.compactionInterval
  }

  var count: Int {
    switch kind {
    case .timingWheel: wheel.count
    case .hourBuckets: buckets.count
    case .indexScan: tree.count
    }
  }

  var bytes: Int {
    switch kind {
    case .timingWheel: wheel.bytes
    case .hourBuckets: buckets.bytes
    case .indexScan: tree.bytes
    }
  }

  /// Tombstones that searches have stepped over so far; none without a scan.
  var steppedOver: Int64 { tree.steppedOver }

  mutating func insert(_ entry: ExpiryEntry) -> UInt64 {
    switch kind {
    case .timingWheel: wheel.insert(entry)
    case .hourBuckets: buckets.insert(entry)
    case .indexScan: tree.insert(entry)
    }
  }

  mutating func cancel(_ entry: ExpiryEntry, ticket: UInt64) -> Bool {
    switch kind {
    case .timingWheel: wheel.cancel(entry, ticket: ticket)
    case .hourBuckets: buckets.cancel(entry, ticket: ticket)
    case .indexScan: tree.cancel(entry, ticket: ticket)
    }
  }

  mutating func expire(upTo now: SimTime, into batch: UnsafeMutableBufferPointer<ExpiryEntry>) -> Int {
    switch kind {
    case .timingWheel: return wheel.expire(upTo: now, into: batch)
    case .hourBuckets: return buckets.expire(upTo: now, into: batch)
    case .indexScan:
      let due = now.nanoseconds / compactionInterval.nanoseconds
      if due > compactions { tree.compact() }
      compactions = due
      return tree.expire(upTo: now, into: batch)
    }
  }
}
