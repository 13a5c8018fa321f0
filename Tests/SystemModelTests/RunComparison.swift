import Simulator

/// A number of a run with the name that reports give it.
struct NamedValue {
  var name: String
  var value: Double
}

extension RunMeasurements {
  /// Everything that a capacity can move: latencies, utilisations, waiting, hit ratios, stored bytes, rates, scalars.
  /// Capacities themselves and counts of instances are left out.
  var namedValues: [NamedValue] {
    var values: [NamedValue] = []
    func add(_ name: String, _ value: Double) { values.append(NamedValue(name: name, value: value)) }
    for operation in operations {
      add("mean(\(operation.name))", operation.latency.mean?.seconds ?? 0)
      add("p99(\(operation.name))", operation.latency.percentile(99)?.seconds ?? 0)
    }
    for rate in rates { add("rate(\(rate.name))", rate.executedPerSecond) }
    for station in stations {
      add("utilisation(\(station.name))", station.utilisation)
      add("waiting(\(station.name))", station.meanWaiting.seconds)
    }
    for cache in caches {
      add("hitRatio(\(cache.name))", Double(cache.hits) / Double(max(1, cache.requests)))
      add("storedBytes(\(cache.name))", Double(cache.storedBytes))
    }
    for scalar in scalars { add(scalar.name, scalar.value) }
    return values
  }

  /// Every number of the run in one text, histograms bucket by bucket: equal texts are equal runs.
  var transcript: String {
    var lines = ["\(fingerprint) \(executedEvents) \(measured.nanoseconds) \(warmUp.nanoseconds)"]
    for operation in operations {
      lines.append("\(operation.name) \(operation.failures) \(operation.inFlight) \(operation.tailCount)")
      for histogram in [operation.latency] + operation.batches { lines.append(histogram.transcript) }
      for share in operation.meanLedger + operation.tailLedger {
        lines.append("\(share.component) \(share.kind) \(share.nanoseconds)")
      }
    }
    lines += rates.map { "\($0)" } + stations.map { "\($0)" } + caches.map { "\($0)" } + hotRows.map { "\($0)" }
    lines += scalars.map { "\($0)" } + invariants.map { "\($0)" } + caveats
    return lines.joined(separator: "\n")
  }

  func station(_ name: String) -> StationMeasurement { stations.first { $0.name == name }! }
  func cache(_ name: String) -> CacheMeasurement { caches.first { $0.name == name }! }
  func operation(_ name: String) -> OperationMeasurement { operations.first { $0.name == name }! }
  func scalar(_ name: String) -> Double { scalars.first { $0.name == name }!.value }
  func executed(_ name: String) -> Int64 { rates.first { $0.name == name }!.executed }
}

extension CacheMeasurement {
  var hitRatio: Double { Double(hits) / Double(max(1, requests)) }
}

extension LatencyHistogram {
  var transcript: String {
    var text = "\(count) \(sum) \(outOfRange) \(maximum.nanoseconds)"
    forEachBucket { edge, count in text += " \(edge.nanoseconds):\(count)" }
    return text
  }
}

/// The first line in which two transcripts differ, for a failure that a reader can act on.
func firstDifference(_ a: String, _ b: String) -> String {
  let (left, right) = (a.split(separator: "\n"), b.split(separator: "\n"))
  for (one, other) in zip(left, right) where one != other { return "\(one.prefix(200)) ≠ \(other.prefix(200))" }
  return left.count == right.count ? "none" : "one of them is longer"
}
