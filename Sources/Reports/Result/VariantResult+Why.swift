import Simulator

extension OperationResult {
  /// The percentiles of the curve: steps of ten, then of each further nine.
  private static let curvePercents: [Double] = [
    1, 5, 10, 20, 30, 40, 50, 60, 70, 75, 80, 85, 90, 92.5, 95, 97, 98, 99, 99.3, 99.5, 99.7, 99.8, 99.9, 99.95, 99.99,
    99.999,
  ]

  /// The percentiles that are explained.
  private static let explained: [(percent: Double, role: String)] = [(50, "p50"), (99, "p99"), (99.9, "p99.9")]

  /// Ledgers that are averaged at least, where there are as many.
  private static let enoughRequests: Int64 = 30

  /// Fills what explains the latency, from the replications of one operation.
  mutating func explain(_ runs: [OperationMeasurement], views: [ViewDefinition]) {
    guard var pooled = runs.first?.latency else { return }
    for run in runs.dropFirst() { pooled.add(run.latency) }
    if pooled.count == 0 { return }
    // A percentile needs a sample beyond it.
    let percents = Self.curvePercents.filter { Double(pooled.count) * (100 - $0) >= 100 }
    curve = percents.compactMap { percent in
      pooled.percentile(percent).map { CurvePoint(percent: percent, seconds: $0.seconds) }
    }
    let table = LedgerTable(joining: runs.map(\.ledgers))
    let views = views.filter { $0.operations?.contains(name) ?? true }
    attribution = Self.explained.compactMap { percent, _ in
      pooled.percentile(percent).flatMap { Attribution(percent, $0, table, views, atLeast: Self.enoughRequests) }
    }
    exemplars = runs[0].slowest.map { Exemplar("worst", $0) }
    for (percent, role) in Self.explained {
      guard let latency = runs[0].latency.percentile(percent),
        let sample = runs[0].samples.min(by: { ($0.latency - latency).magnitude < ($1.latency - latency).magnitude })
      else { continue }
      exemplars.append(Exemplar(role, sample))
    }
  }
}

extension Exemplar {
  fileprivate init(_ role: String, _ request: ExemplarMeasurement) {
    self.init(
      role: role, region: request.region, startedAtNanoseconds: (request.startedAt - SimTime.zero).nanoseconds,
      latencyNanoseconds: request.latency.nanoseconds,
      parts: request.entries.map { Part(component: $0.component, kind: "\($0.kind)", nanoseconds: $0.nanoseconds) })
  }
}

extension SimDuration {
  fileprivate var magnitude: Int64 { abs(nanoseconds) }
}

extension LedgerTable {
  /// The tables of several replications as one; cells and buckets keep their order of first appearance and of latency.
  init(joining tables: [LedgerTable]) {
    var cells: [Cell] = []
    for cell in tables.flatMap(\.cells) where !cells.contains(cell) { cells.append(cell) }
    var buckets: [Bucket] = []
    for table in tables {
      let places = table.cells.map { cell in cells.firstIndex(of: cell)! }
      for bucket in table.buckets {
        var sums = [Int64](repeating: 0, count: cells.count)
        for (place, sum) in zip(places, bucket.sums) { sums[place] = sum }
        if let known = buckets.firstIndex(where: { $0.floor == bucket.floor }) {
          buckets[known].requests += bucket.requests
          buckets[known].straggling += bucket.straggling
          for cell in cells.indices { buckets[known].sums[cell] += sums[cell] }
        } else {
          buckets.append(
            Bucket(
              floor: bucket.floor, requests: bucket.requests, sums: sums, straggling: bucket.straggling))
        }
      }
    }
    self.init(cells: cells, buckets: buckets.sorted { $0.floor < $1.floor })
  }

  /// The bucket of `latency` and as many neighbours as it takes to reach `count` requests; nil when there are none.
  func around(_ latency: SimDuration, atLeast count: Int64) -> Bucket? {
    guard let centre = buckets.lastIndex(where: { $0.floor <= latency }) else { return buckets.first }
    var (low, high, total) = (centre, centre, buckets[centre])
    while total.requests < count, low > 0 || high < buckets.count - 1 {
      // The nearer neighbour comes first, by the ratio of latencies.
      let takesHigh = low == 0 || high < buckets.count - 1 && isNearer(high + 1, than: low - 1, to: latency)
      if takesHigh { high += 1 } else { low -= 1 }
      let next = buckets[takesHigh ? high : low]
      total.requests += next.requests
      total.straggling += next.straggling
      for cell in cells.indices { total.sums[cell] += next.sums[cell] }
    }
    return total
  }

  private func isNearer(_ high: Int, than low: Int, to latency: SimDuration) -> Bool {
    let above = buckets[high].floor.seconds / max(latency.seconds, 1e-9)
    return above <= latency.seconds / max(buckets[low].floor.seconds, 1e-9)
  }
}

extension Attribution {
  fileprivate init?(
    _ percent: Double, _ latency: SimDuration, _ table: LedgerTable, _ views: [ViewDefinition], atLeast count: Int64
  ) {
    guard let requests = table.around(latency, atLeast: count), requests.requests > 0 else { return nil }
    let ledger = zip(table.cells, requests.sums).map {
      LedgerShare(component: $0.component, kind: $0.kind, nanoseconds: $1)
    }
    let total = ledger.reduce(0) { $0 + $1.nanoseconds }
    let perRequest = 1e-9 / Double(requests.requests)
    var derived: [DerivedView] = []
    func derive(_ name: String, _ sum: Int64) {
      if sum == 0 { return }
      derived.append(
        DerivedView(name: name, seconds: Double(sum) * perRequest, share: Double(sum) / Double(total)))
    }
    for view in views {
      derive(view.name, ledger.filter { view.components.contains($0.component) }.reduce(0) { $0 + $1.nanoseconds })
    }
    derive("stragglers of forks", requests.straggling)
    self.init(
      percent: percent, seconds: latency.seconds, requests: requests.requests,
      meanSeconds: Double(total) * perRequest, shares: TimeShare.joined([ledger], requests: requests.requests),
      views: derived)
  }
}
