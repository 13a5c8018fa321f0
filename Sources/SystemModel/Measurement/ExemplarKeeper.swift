import Simulator

/// Requests of one operation that are kept whole: the slowest, and one of each latency bucket.
struct ExemplarKeeper {
  static let slowestCount = 5

  struct Kept {
    var startedAt: SimTime
    var latency: SimDuration
    /// Packed ledger entries, in the order in which the request first met them.
    var entries: [UInt64]
  }

  /// Slowest first; the earlier noted of equals.
  private(set) var slowest: [Kept] = []
  /// Requests that are not slower than this need not be offered.
  private(set) var slowestFloor = SimDuration(nanoseconds: -1)
  /// By bucket; empty until the first.
  private(set) var samples: [Kept?] = []

  mutating func keepSlow(_ kept: Kept) {
    let place = slowest.firstIndex { $0.latency < kept.latency } ?? slowest.count
    slowest.insert(kept, at: place)
    if slowest.count > Self.slowestCount { slowest.removeLast() }
    if slowest.count == Self.slowestCount { slowestFloor = slowest[Self.slowestCount - 1].latency }
  }

  /// Takes the place of the bucket's earlier sample.
  mutating func keepSample(_ kept: Kept, in bucket: Int) {
    if samples.isEmpty { samples = Array(repeating: nil, count: OperationRecorder.bucketCount) }
    samples[bucket] = kept
  }
}

extension ExemplarMeasurement {
  init(_ kept: ExemplarKeeper.Kept, region: String) {
    self.init(
      region: region, startedAt: kept.startedAt, latency: kept.latency,
      entries: kept.entries.map { packed in
        let entry = LedgerEntry(packed: packed)
        return LedgerShare(
          component: Component(rawValue: entry.component)!.name, kind: entry.kind, nanoseconds: entry.nanoseconds)
      })
  }
}
