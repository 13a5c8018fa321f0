import Simulator

/// What the recorders of all regions tell about one operation beyond its histogram.
extension OperationRecorder {
  /// Ledger sums of all regions by latency bucket.
  static func ledgerTable(_ regions: [OperationRecorder]) -> LedgerTable {
    let used = (0..<cells).filter { cell in regions.contains { $0.columnOfCell[cell] != noColumn } }
    var table = LedgerTable(
      cells: used.map { cell in
        LedgerTable.Cell(
          component: Component(rawValue: UInt8(cell / kinds))!.name, kind: TimeKind(rawValue: UInt8(cell % kinds))!)
      })
    for bucket in 0..<bucketCount {
      let requests = regions.reduce(0) { $0 + $1.counts[bucket] }
      if requests == 0 { continue }
      let sums = used.map { cell in regions.reduce(0) { $0 + $1.sum(bucket, cell) } }
      table.buckets.append(
        LedgerTable.Bucket(
          floor: floor(ofBucket: bucket), requests: requests, sums: sums,
          straggling: regions.reduce(0) { $0 + $1.straggling[bucket] }))
    }
    return table
  }

  private func sum(_ bucket: Int, _ cell: Int) -> Int64 {
    let column = columnOfCell[cell]
    return column == Self.noColumn ? 0 : ledgers[bucket * columns + Int(column)]
  }

  /// The least latency of a bucket.
  static func floor(ofBucket bucket: Int) -> SimDuration {
    let place = bucket + 3 * bucketsPerOctave
    let (octave, step) = place.quotientAndRemainder(dividingBy: bucketsPerOctave)
    return SimDuration(nanoseconds: bucket == 0 ? 0 : Int64(bucketsPerOctave + step) << Int64(octave - 3))
  }

  /// The slowest requests of all regions, slowest first.
  static func slowest(_ regions: [OperationRecorder], _ names: [String]) -> [ExemplarMeasurement] {
    let all = zip(regions, names).flatMap { recorder, name in
      recorder.exemplars.slowest.map { ExemplarMeasurement($0, region: name) }
    }
    let ordered = all.enumerated().sorted {
      ($1.element.latency, $0.offset) < ($0.element.latency, $1.offset)
    }
    return ordered.prefix(ExemplarKeeper.slowestCount).map(\.element)
  }

  /// What would remain of the latencies of all regions, by question; empty when nothing was asked.
  static func withoutCause(_ regions: [OperationRecorder]) -> [LatencyHistogram] {
    guard var sums = regions.first?.whatIf?.remaining else { return [] }
    for region in regions.dropFirst() {
      for (question, histogram) in (region.whatIf?.remaining ?? []).enumerated() { sums[question].add(histogram) }
    }
    return sums
  }

  /// One request of each bucket, from the regions in turn.
  static func samples(_ regions: [OperationRecorder], _ names: [String]) -> [ExemplarMeasurement] {
    (0..<bucketCount).compactMap { bucket in
      for turn in regions.indices {
        let region = (bucket + turn) % regions.count
        let samples = regions[region].exemplars.samples
        if !samples.isEmpty, let kept = samples[bucket] { return ExemplarMeasurement(kept, region: names[region]) }
      }
      return nil
    }
  }
}
