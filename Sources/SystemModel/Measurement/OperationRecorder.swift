import Simulator

/// Latency and ledgers of one operation in one region.
///
/// Ledgers are summed by latency bucket (eight to the octave), so that the tail's make-up can be told for any percentile
/// once the run is over.
struct OperationRecorder {
  private static let bucketsPerOctave = 8
  private static let bucketCount = 44 * bucketsPerOctave
  private static let kinds = TimeKind.allCases.count
  private static let cells = Component.allCases.count * kinds

  private(set) var batches: [LatencyHistogram] = []
  /// The batch that is not over; its samples count, but it makes no interval.
  private(set) var current = LatencyHistogram()
  private var ledgers: [Int64] = []
  private var counts = [Int64](repeating: 0, count: bucketCount)

  mutating func record(_ latency: SimDuration, _ ledger: borrowing Ledger) {
    current.record(latency)
    if ledgers.isEmpty { ledgers = [Int64](repeating: 0, count: Self.bucketCount * Self.cells) }
    let bucket = Self.bucket(of: latency)
    counts[bucket] += 1
    let base = bucket * Self.cells
    ledger.forEach { component, kind, span in
      ledgers[base + Int(component) * Self.kinds + Int(kind.rawValue)] += span.nanoseconds
    }
  }

  mutating func endBatch() {
    batches.append(current)
    current = LatencyHistogram()
  }

  mutating func clear() { self = OperationRecorder() }

  /// Bucket by the leading bits of the latency in nanoseconds.
  private static func bucket(of latency: SimDuration) -> Int {
    let value = max(UInt64(bitPattern: latency.nanoseconds), UInt64(bucketsPerOctave))
    let octave = 63 - value.leadingZeroBitCount
    let step = Int(value >> (octave - 3)) & (bucketsPerOctave - 1)
    return min(octave * bucketsPerOctave + step - 3 * bucketsPerOctave, bucketCount - 1)
  }

  /// Adds this region's ledger sums to `shares` (component × kind) for requests in the bucket of `floor` and slower.
  func addLedger(atLeast floor: SimDuration, into shares: inout [Int64]) -> Int64 {
    if ledgers.isEmpty { return 0 }
    var requests: Int64 = 0
    for bucket in Self.bucket(of: floor)..<Self.bucketCount where counts[bucket] > 0 {
      requests += counts[bucket]
      for cell in 0..<Self.cells { shares[cell] += ledgers[bucket * Self.cells + cell] }
    }
    return requests
  }

  static var emptyShares: [Int64] { [Int64](repeating: 0, count: cells) }

  static func named(_ shares: [Int64]) -> [LedgerShare] {
    var named: [LedgerShare] = []
    for component in Component.allCases {
      for kind in TimeKind.allCases {
        let sum = shares[Int(component.rawValue) * kinds + Int(kind.rawValue)]
        if sum > 0 { named.append(LedgerShare(component: component.name, kind: kind, nanoseconds: sum)) }
      }
    }
    return named.sorted { $0.nanoseconds > $1.nanoseconds }
  }
}
