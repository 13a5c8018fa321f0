import Simulator

/// For the rows that requests of this region waited for: how much of which latency was that wait. So the share of any
/// percentile's tail can be told once the run is over.
struct RowBlame: ~Copyable {
  private static let mostRows = 256
  private var sketch = SpaceSaving(capacity: mostRows)
  /// Nanoseconds of wait by row and latency bucket of the request.
  private var waits: [Int64] = []

  mutating func add(_ row: UInt64, waited: SimDuration, of latency: SimDuration) {
    let (slot, change) = sketch.add(row, weight: waited.nanoseconds)
    let first = slot * OperationRecorder.bucketCount
    switch change {
    case .known: break
    case .new: waits.append(contentsOf: repeatElement(0, count: OperationRecorder.bucketCount))
    case .replaced: for bucket in first..<first + OperationRecorder.bucketCount { waits[bucket] = 0 }
    }
    waits[first + OperationRecorder.bucket(of: latency)] += waited.nanoseconds
  }

  mutating func clear() {
    sketch.removeAll()
    waits.removeAll(keepingCapacity: true)
  }

  /// What leaves the region.
  var record: Record { Record(keys: sketch.entries.map(\.key), waits: waits) }

  struct Record {
    var keys: [UInt64]
    var waits: [Int64]

    /// Wait for a row in requests of the bucket of `floor` and slower, in nanoseconds.
    func wait(for row: UInt64, atLeast floor: SimDuration) -> Int64 {
      guard let slot = keys.firstIndex(of: row) else { return 0 }
      let first = slot * OperationRecorder.bucketCount
      let tail = first + OperationRecorder.bucket(of: floor)..<first + OperationRecorder.bucketCount
      return waits[tail].reduce(0, +)
    }
  }
}
