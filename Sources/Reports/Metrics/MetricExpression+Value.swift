import Simulator

/// The name under which the row with the longest total lock wait is measured.
public let hottestRowMetric = "rows.hottest"

extension MetricExpression {
  /// This metric in one replication, in its unit; nil when the run has no such thing or no sample of it.
  public func value(in run: RunMeasurements) -> (value: Double, unit: MetricUnit)? {
    if let operation = latencyOperation, let found = run.operations.first(where: { $0.name == operation }) {
      return latency(of: found.latency).map { ($0, .seconds) }
    }
    if let row = rowValue(in: run) ?? streamValue(in: run) ?? stationValue(in: run) ?? cacheValue(in: run) {
      return row
    }
    let name = function == .value ? metric : metric + "." + function.name
    return run.scalars.first { $0.name == name && $0.value.isFinite }
      .map { ($0.value, MetricUnit(scalarUnit: $0.unit)) }
  }

  /// Seconds; nil when the histogram is empty or the function is not one of latencies.
  func latency(of histogram: LatencyHistogram) -> Double? {
    switch function {
    case .percentile(let percent): histogram.percentile(percent)?.seconds
    case .mean: histogram.mean?.seconds
    case .maximum: histogram.count == 0 ? nil : histogram.maximum.seconds
    default: nil
    }
  }

  private func streamValue(in run: RunMeasurements) -> (Double, MetricUnit)? {
    let operation = run.operations.first { $0.name == metric }
    switch function {
    case .rate:
      if let operation, run.measured > .zero {
        return (Double(operation.latency.count) / run.measured.seconds, .perSecond)
      }
      if let rate = run.rates.first(where: { $0.name == metric }) { return (rate.executedPerSecond, .perSecond) }
      guard let cache = run.caches.first(where: { $0.name == metric }), run.measured > .zero else { return nil }
      return (Double(cache.requests) / run.measured.seconds, .perSecond)
    case .errorRatio:
      guard let operation else { return nil }
      let ended = operation.latency.count + operation.failures
      return ended == 0 ? nil : (Double(operation.failures) / Double(ended), .fraction)
    case .inFlight: return operation.map { (Double($0.inFlight), .count) }
    default: return nil
    }
  }

  private func stationValue(in run: RunMeasurements) -> (Double, MetricUnit)? {
    guard let station = run.stations.first(where: { $0.name == metric }) else { return nil }
    switch function {
    case .utilisation: return (station.utilisation, .fraction)
    case .busiestUtilisation: return (station.busiestUtilisation, .fraction)
    case .meanWaiting: return (station.meanWaiting.seconds, .seconds)
    case .longestLine: return (Double(station.longestLine), .count)
    case .blockedRatio:
      return station.arrivals == 0 ? nil : (Double(station.blocked) / Double(station.arrivals), .fraction)
    default: return nil
    }
  }

  private func cacheValue(in run: RunMeasurements) -> (Double, MetricUnit)? {
    guard let cache = run.caches.first(where: { $0.name == metric }), cache.requests > 0 else { return nil }
    switch function {
    case .hitRatio: return (Double(cache.hits) / Double(cache.requests), .fraction)
    case .byteHitRatio:
      return cache.requestedBytes == 0 ? nil : (Double(cache.hitBytes) / Double(cache.requestedBytes), .fraction)
    case .missRate:
      return run.measured > .zero
        ? (Double(cache.requests - cache.hits) / run.measured.seconds, .perSecond) : nil
    default: return nil
    }
  }

  private func rowValue(in run: RunMeasurements) -> (Double, MetricUnit)? {
    guard metric == hottestRowMetric || metric == hottestRowMetric + ".lockWait" else { return nil }
    guard let row = run.hotRows.first else {
      return function == .rate ? (0, .perSecond) : (0, function == .utilisation ? .fraction : .seconds)
    }
    switch function {
    case .utilisation: return (row.utilisation, .fraction)
    case .rate: return run.measured > .zero ? (Double(row.updates) / run.measured.seconds, .perSecond) : nil
    case .longestLine: return (Double(row.longestLine), .count)
    case .maximum: return (row.lockWaitMaximum.seconds, .seconds)
    case .mean: return (row.meanLockWaitSeconds, .seconds)
    default: return nil
    }
  }
}
