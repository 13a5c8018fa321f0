import Simulator

extension Timeline {
  /// What a run did in each of its intervals; nil when it was not measured by interval.
  init?(_ run: RunMeasurements) {
    let intervals = run.intervalEdges.count - 1
    guard intervals > 0, !run.regions.isEmpty else { return nil }
    let parts = (0..<intervals).compactMap { run.part(region: nil, intervals: $0..<$0 + 1) }
    self.init(
      edgesSeconds: run.intervalEdges.map { ($0 - SimTime.zero).seconds },
      series: Timeline.expressions(run).compactMap { expression in
        let found = parts.map { expression.value(in: $0) }
        guard let unit = found.compactMap({ $0?.unit }).first else { return nil }
        return Series(metric: "\(expression)", unit: unit, values: found.map { $0?.value })
      })
  }

  private static func expressions(_ run: RunMeasurements) -> [MetricExpression] {
    var list: [MetricExpression] = []
    for operation in run.operations where operation.latency.count > 0 {
      list.append(MetricExpression(.rate, operation.name))
      for percent in [50.0, 99] { list.append(MetricExpression(.percentile(percent), operation.name + ".latency")) }
    }
    for rate in run.rates where rate.executed > 0 { list.append(MetricExpression(.rate, rate.name)) }
    for station in run.stations where station.arrivals > 0 {
      list.append(MetricExpression(.utilisation, station.name))
      list.append(MetricExpression(.busiestUtilisation, station.name))
    }
    for cache in run.caches where cache.requests > 0 { list.append(MetricExpression(.hitRatio, cache.name)) }
    return list
  }
}

extension MetricValues {
  /// Every metric of these replications of one variant, in a fixed order; those that no replication has are left out.
  public static func all(_ runs: [RunMeasurements]) -> [MetricValues] {
    guard let first = runs.first else { return [] }
    let plain = MetricExpression.all(in: first).compactMap { expression -> MetricValues? in
      let found = runs.map { expression.value(in: $0) }
      guard let unit = found.compactMap({ $0?.unit }).first else { return nil }
      return MetricValues(metric: "\(expression)", unit: unit, values: found.map { $0?.value })
    }
    let evaluated = first.evaluated.map { metric in
      MetricValues(
        metric: metric.name, unit: MetricUnit(rawValue: metric.unit) ?? .unnamed,
        values: runs.map { run in
          run.evaluated.first { $0.name == metric.name }.flatMap { $0.value.isFinite ? $0.value : nil }
        })
    }
    return plain + evaluated
  }
}

extension MetricExpression {
  /// Everything that a run can be asked for, in the order of its parts.
  static func all(in run: RunMeasurements) -> [MetricExpression] {
    let latencies: [MetricFunction] = [
      .percentile(50), .percentile(95), .percentile(99), .percentile(99.9), .mean, .maximum,
    ]
    let stations: [MetricFunction] = [.utilisation, .busiestUtilisation, .meanWaiting, .longestLine, .blockedRatio]
    let caches: [MetricFunction] = [.hitRatio, .byteHitRatio, .missRate]
    var list: [MetricExpression] = []
    for operation in run.operations {
      list += latencies.map { MetricExpression($0, operation.name + ".latency") }
      for function in [MetricFunction.rate, .errorRatio, .inFlight] {
        list.append(MetricExpression(function, operation.name))
      }
    }
    list += run.rates.map { MetricExpression(.rate, $0.name) }
    for station in run.stations { list += stations.map { MetricExpression($0, station.name) } }
    for cache in run.caches { list += caches.map { MetricExpression($0, cache.name) } }
    for function in [MetricFunction.mean, .maximum] {
      list.append(MetricExpression(function, hottestRowMetric + ".lockWait"))
    }
    for function in [MetricFunction.rate, .utilisation, .longestLine] {
      list.append(MetricExpression(function, hottestRowMetric))
    }
    return list + run.scalars.compactMap(MetricExpression.init(scalar:))
  }

  /// `counter.staleness.p99` is `p99(counter.staleness)`; `timeline.candidates` is `value(timeline.candidates)`.
  private init?(scalar: ScalarMeasurement) {
    if let dot = scalar.name.lastIndex(of: "."),
      let function = MetricFunction(String(scalar.name[scalar.name.index(after: dot)...])), function != .value
    {
      self.init(function, String(scalar.name[..<dot]))
    } else {
      self.init(.value, scalar.name)
    }
  }
}
