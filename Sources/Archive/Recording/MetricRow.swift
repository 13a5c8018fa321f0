import Reports

/// One number of one variant under the name that budgets use: a row of the table `metrics`.
struct MetricRow: Equatable {
  var metric: String
  var unit: String
  var estimate: Estimate

  /// Every metric once, the one with the best interval: what the result states with one, what the budgets of the whole run
  /// state, then the mean over `values`, then plain numbers of the result.
  static func rows(of variant: VariantResult, _ budgets: [BudgetResult], confidenceLevel: Double) -> [MetricRow] {
    if variant.replications == 0 { return [] }
    var known: Set<String> = []
    let all =
      variant.operations.flatMap(latencies) + variant.operations.map { row(.rate, $0.name, .perSecond, $0.rate) }
      + variant.rates.map { row(.rate, $0.name, .perSecond, $0.perSecond) } + variant.stations.flatMap(utilisations)
      + variant.caches.flatMap(hitRatios) + variant.scalars.map(scalar) + budgets.compactMap { judged($0, variant) }
      + variant.values.compactMap { mean($0, variant.replications, confidenceLevel) } + plain(variant)
    return all.filter { $0.estimate.value.isFinite && known.insert($0.metric).inserted }
  }

  private static func latencies(_ operation: OperationResult) -> [MetricRow] {
    guard let latency = operation.latency else { return [] }
    let name = operation.name + ".latency"
    return [
      row(.mean, name, .seconds, latency.mean), row(.percentile(50), name, .seconds, latency.p50.estimate),
      row(.percentile(95), name, .seconds, latency.p95.estimate),
      row(.percentile(99), name, .seconds, latency.p99.estimate),
      row(.percentile(99.9), name, .seconds, latency.p999.estimate),
      row(.maximum, name, .seconds, .observed(latency.maximum)),
    ]
  }

  private static func utilisations(_ station: StationResult) -> [MetricRow] {
    [
      row(.utilisation, station.name, .fraction, station.utilisation),
      row(.busiestUtilisation, station.name, .fraction, station.busiestUtilisation),
    ]
  }

  private static func hitRatios(_ cache: CacheResult) -> [MetricRow] {
    [(MetricFunction.hitRatio, cache.objectHitRatio), (.byteHitRatio, cache.byteHitRatio)].compactMap {
      function, estimate in estimate.map { row(function, cache.name, .fraction, $0) }
    }
  }

  /// `post.visible.p99` is `p99(post.visible)`, any other name is a plain value.
  private static func scalar(_ scalar: ScalarResult) -> MetricRow {
    let unit = MetricUnit(scalarUnit: scalar.unit)
    let text = unit == .unnamed ? scalar.unit : unit.rawValue
    let parts = scalar.name.split(separator: ".")
    if parts.count > 1, let function = MetricFunction(String(parts[parts.count - 1])) {
      let stem = parts.dropLast().joined(separator: ".")
      return MetricRow(metric: "\(MetricExpression(function, stem))", unit: text, estimate: scalar.estimate)
    }
    return MetricRow(metric: "\(MetricExpression(.value, scalar.name))", unit: text, estimate: scalar.estimate)
  }

  private static func judged(_ budget: BudgetResult, _ variant: VariantResult) -> MetricRow? {
    guard budget.variant == variant.name, budget.over == "whole run", let estimate = budget.estimate else { return nil }
    return MetricRow(metric: budget.metric, unit: budget.unit.rawValue, estimate: estimate)
  }

  private static func mean(_ series: MetricValues, _ replications: Int, _ level: Double) -> MetricRow? {
    let found = series.values.compactMap { $0 }
    if found.isEmpty { return nil }
    let estimate = Estimator(level: level).over(found, replications: replications)
    return MetricRow(metric: series.metric, unit: series.unit.rawValue, estimate: estimate)
  }

  private static func plain(_ variant: VariantResult) -> [MetricRow] {
    let replications = Double(variant.replications)
    let operations = variant.operations.flatMap { operation in
      [
        row(.errorRatio, operation.name, .fraction, .observed(operation.errorRatio)),
        row(.inFlight, operation.name, .count, .observed(Double(operation.inFlight) / replications)),
      ]
    }
    let stations = variant.stations.flatMap { station in
      [
        row(.meanWaiting, station.name, .seconds, .observed(station.meanWaitingSeconds)),
        row(.longestLine, station.name, .count, .observed(Double(station.longestLine))),
      ]
    }
    let caches = variant.caches.flatMap { cache in
      [
        row(.missRate, cache.name, .perSecond, .observed(cache.missesPerSecond)),
        row(.rate, cache.name, .perSecond, .observed(cache.requestsPerSecond)),
      ]
    }
    return operations + stations + caches + hottestRow(variant)
  }

  /// All zero where no row made a writer wait, as budgets have it.
  private static func hottestRow(_ variant: VariantResult) -> [MetricRow] {
    let (row, wait) = (variant.hotRows.first, hottestRowMetric + ".lockWait")
    return [
      MetricRow.row(.mean, wait, .seconds, .observed(row?.meanLockWaitSeconds ?? 0)),
      MetricRow.row(.maximum, wait, .seconds, .observed(row?.maximumLockWaitSeconds ?? 0)),
      MetricRow.row(.rate, hottestRowMetric, .perSecond, .observed(row?.updatesPerSecond ?? 0)),
      MetricRow.row(.utilisation, hottestRowMetric, .fraction, .observed(row?.utilisation ?? 0)),
      MetricRow.row(.longestLine, hottestRowMetric, .count, .observed(Double(row?.longestLine ?? 0))),
    ]
  }

  private static func row(
    _ function: MetricFunction, _ name: String, _ unit: MetricUnit, _ estimate: Estimate
  ) -> MetricRow {
    MetricRow(metric: "\(MetricExpression(function, name))", unit: unit.rawValue, estimate: estimate)
  }
}
