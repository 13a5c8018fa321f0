import Simulator

extension VariantResult {
  /// Joins the replications of one variant. All of them name the same things in the same order; an empty list gives
  /// an empty result with `replications` 0.
  public init(name: String, summary: String = "", runs: [RunMeasurements], estimator: Estimator) {
    let measured = runs.reduce(0) { $0 + $1.measured.seconds }
    let first = runs.first ?? RunMeasurements()
    self.name = name
    self.summary = summary
    replications = runs.count
    measuredSeconds = rounded(first.measured.seconds)
    warmUpSeconds = rounded(first.warmUp.seconds)
    executedEvents = runs.reduce(0) { $0 + $1.executedEvents }
    operations = first.operations.indices.map { OperationResult(runs, at: $0, measured, estimator) }
    rates = first.rates.indices.map { index in
      let all = runs.map { $0.rates[index] }
      return RateResult(
        name: all[0].name, executed: all.reduce(0) { $0 + $1.executed },
        perSecond: estimator.over(all.map(\.executedPerSecond), replications: all.count),
        targetPerSecond: all[0].targetPerSecond.map(rounded), hops: mean(all.compactMap(\.hops)).map(rounded))
    }
    stations = first.stations.indices.map { StationResult(runs, at: $0, measured, estimator) }
    caches = first.caches.indices.map { CacheResult(runs, at: $0, measured, estimator) }
    hotRows = RowResult.hottest(runs, measured)
    // A replication leaves out what it has no sample of, so numbers and laws are joined by name.
    scalars = unique(runs.flatMap(\.scalars), by: \.name).compactMap { scalar in
      let values = runs.compactMap { run in run.scalars.first { $0.name == scalar.name && $0.value.isFinite }?.value }
      if values.isEmpty { return nil }
      return ScalarResult(
        name: scalar.name, estimate: estimator.over(values, replications: runs.count), unit: scalar.unit)
    }
    invariants = unique(runs.flatMap(\.invariants), by: \.name).map { law in
      let shown = runs.lazy.flatMap(\.invariants).first { $0.name == law.name && !$0.holds } ?? law
      return InvariantResult(name: shown.name, expected: shown.expected, found: shown.found, holds: shown.holds)
    }
    var seen: [String] = []
    for caveat in runs.flatMap(\.caveats) where !seen.contains(caveat) { seen.append(caveat) }
    caveats = seen
    fingerprints = runs.map(\.fingerprint)
    for index in operations.indices { operations[index].explain(runs.map { $0.operations[index] }, views: first.views) }
    firstBottleneck = saturationOrder.first
    timeline = Timeline(first)
    values = MetricValues.all(runs)
  }
}

/// The first of each name, in order.
private func unique<T>(_ all: [T], by name: (T) -> String) -> [T] {
  var seen: Set<String> = []
  return all.filter { seen.insert(name($0)).inserted }
}

private func mean(_ values: [Double]) -> Double? {
  values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
}

extension OperationResult {
  fileprivate init(_ runs: [RunMeasurements], at index: Int, _ measured: Double, _ estimator: Estimator) {
    let all = runs.map { $0.operations[index] }
    name = all[0].name
    completed = all.reduce(0) { $0 + $1.latency.count }
    rate = estimator.estimate(MetricExpression(.rate, name), runs)?.0 ?? .observed(0)
    failures = all.reduce(0) { $0 + $1.failures }
    errorRatio = rounded(ratio(Double(failures), Double(completed + failures)))
    inFlight = all.reduce(0) { $0 + $1.inFlight }
    outOfRange = all.reduce(0) { $0 + $1.latency.outOfRange }
    latency = LatencyResult(name, runs, inRange: completed - outOfRange, estimator)
    tailCount = all.reduce(0) { $0 + $1.tailCount }
    tailShares = TimeShare.joined(all.map(\.tailLedger), requests: tailCount)
    meanShares = TimeShare.joined(all.map(\.meanLedger), requests: completed)
  }
}

extension LatencyResult {
  fileprivate init?(_ operation: String, _ runs: [RunMeasurements], inRange: Int64, _ estimator: Estimator) {
    func estimate(_ function: MetricFunction) -> Estimate? {
      estimator.estimate(MetricExpression(function, operation + ".latency"), runs)?.0
    }
    func percentile(_ percent: Double) -> PercentileResult? {
      let beyond = Int64(Double(inRange) * (100 - percent) / 100)
      return estimate(.percentile(percent)).map { PercentileResult(estimate: $0, samplesBeyond: beyond) }
    }
    guard let mean = estimate(.mean), let maximum = estimate(.maximum), let p50 = percentile(50),
      let p95 = percentile(95), let p99 = percentile(99), let p999 = percentile(99.9)
    else { return nil }
    self.init(mean: mean, p50: p50, p95: p95, p99: p99, p999: p999, maximum: maximum.value)
  }
}

extension TimeShare {
  /// Sums ledgers by (component, kind) and orders by share, ties by name.
  static func joined(_ ledgers: [[LedgerShare]], requests: Int64) -> [TimeShare] {
    var sums: [(component: String, kind: TimeKind, nanoseconds: Int64)] = []
    for entry in ledgers.joined() {
      if let known = sums.firstIndex(where: { $0.component == entry.component && $0.kind == entry.kind }) {
        sums[known].nanoseconds += entry.nanoseconds
      } else {
        sums.append((entry.component, entry.kind, entry.nanoseconds))
      }
    }
    let total = sums.reduce(0.0) { $0 + Double($1.nanoseconds) }
    sums.sort { ($1.nanoseconds, $0.component, $0.kind.rawValue) < ($0.nanoseconds, $1.component, $1.kind.rawValue) }
    return sums.filter { $0.nanoseconds > 0 }.map {
      TimeShare(
        component: $0.component, kind: "\($0.kind)", share: rounded(Double($0.nanoseconds) / total),
        seconds: rounded(ratio(Double($0.nanoseconds) * 1e-9, Double(requests))))
    }
  }
}

extension StationResult {
  fileprivate init(_ runs: [RunMeasurements], at index: Int, _ measured: Double, _ estimator: Estimator) {
    let all = runs.map { $0.stations[index] }
    name = all[0].name
    instances = all[0].instances
    serversPerInstance = all[0].serversPerInstance
    let arrivals = all.reduce(0) { $0 + $1.arrivals }
    arrivalsPerSecond = rounded(ratio(Double(arrivals), measured))
    blocked = all.reduce(0) { $0 + $1.blocked }
    utilisation = estimator.over(all.map(\.utilisation), replications: all.count)
    busiestUtilisation = estimator.over(all.map(\.busiestUtilisation), replications: all.count)
    meanWaitingSeconds = rounded(
      ratio(all.reduce(0) { $0 + $1.meanWaiting.seconds * Double($1.arrivals) }, Double(arrivals)))
    meanServiceSeconds = rounded(
      ratio(all.reduce(0) { $0 + $1.meanService.seconds * Double($1.arrivals) }, Double(arrivals)))
    longestLine = all.map(\.longestLine).max()!
  }
}

extension CacheResult {
  fileprivate init(_ runs: [RunMeasurements], at index: Int, _ measured: Double, _ estimator: Estimator) {
    let all = runs.map { $0.caches[index] }
    let requests = all.reduce(0) { $0 + $1.requests }
    let missBytes = all.reduce(0) { $0 + $1.requestedBytes - $1.hitBytes }
    name = all[0].name
    requestsPerSecond = rounded(ratio(Double(requests), measured))
    missesPerSecond = rounded(ratio(Double(requests - all.reduce(0) { $0 + $1.hits }), measured))
    missBytesPerSecond = rounded(ratio(Double(missBytes), measured))
    objectHitRatio = estimator.estimate(MetricExpression(.hitRatio, name), runs)?.0
    byteHitRatio = estimator.estimate(MetricExpression(.byteHitRatio, name), runs)?.0
    capacityBytes = all[0].capacityBytes
    storedBytes = all[0].storedBytes
    storedObjects = all[0].storedObjects
    evictions = all.reduce(0) { $0 + $1.evictions }
    isValid = all.allSatisfy(\.isValid)
    missRatioCurve = all[0].missRatioCurve.map {
      MissRatioPoint(capacityBytes: $0.capacityBytes, missRatio: $0.missRatio)
    }
  }
}

func ratio(_ part: Double, _ whole: Double) -> Double { whole == 0 ? 0 : part / whole }
