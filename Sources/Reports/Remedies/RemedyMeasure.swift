/// One number by which a remedy is judged, and the words for its change.
struct RemedyMeasure: Sendable {
  var metric: String
  var unit: MetricUnit
  /// Over the column of a table.
  var title: String
  /// After `0.81 s`: `of staleness (p95)`. The remedy costs it or saves it.
  var words: String
  /// Changes smaller than this, in the metric's unit, are nobody's cost.
  var leastChange: Double
  /// Remedies are ranked by it.
  var isMain = false

  /// The latency of the requests that wait for the row; the staleness of the count where no request does.
  static func all(of kind: CountedKind) -> [RemedyMeasure] {
    if let operation = kind.operation { return requests(kind.noun, operation) + staleness(95) + counters }
    return staleness(99) + counters
  }

  static func of(_ metric: String) -> RemedyMeasure? {
    CountedKind.allCases.flatMap { all(of: $0) }.first { $0.metric == metric }
  }

  private static func requests(_ noun: String, _ operation: String) -> [RemedyMeasure] {
    [
      RemedyMeasure(
        metric: "p99(\(operation).latency)", unit: .seconds, title: "p99", words: "p99 of \(noun)", leastChange: 0,
        isMain: true),
      RemedyMeasure(
        metric: "mean(\(operation).latency)", unit: .seconds, title: "mean", words: "of mean latency",
        leastChange: 0.001),
      RemedyMeasure(
        metric: "errorRatio(\(operation))", unit: .fraction, title: "errors", words: "of \(noun) that fail",
        leastChange: 0.0001),
    ]
  }

  private static func staleness(_ percent: Int) -> [RemedyMeasure] {
    [
      RemedyMeasure(
        metric: "p\(percent)(counter.staleness)", unit: .seconds, title: "staleness",
        words: percent == 99 ? "p99 of staleness" : "of staleness (p\(percent))", leastChange: 0.001,
        isMain: percent == 99)
    ]
  }

  private static let counters = [
    RemedyMeasure(
      metric: "mean(\(hottestRowMetric).lockWait)", unit: .seconds, title: "lock wait",
      words: "of mean wait at the hottest row", leastChange: 0.000_1),
    RemedyMeasure(
      metric: "value(counter.writesPerChange)", unit: .count, title: "writes each", words: "writes per change",
      leastChange: 0.01),
    RemedyMeasure(
      metric: "value(counter.rowsPerRead)", unit: .count, title: "rows per read", words: "rows per read",
      leastChange: 0.5),
    RemedyMeasure(
      metric: "max(counter.atRisk)", unit: .count, title: "at risk", words: "changes that a crash could lose",
      leastChange: 0.5),
    RemedyMeasure(
      metric: "value(counter.lost)", unit: .count, title: "lost", words: "changes lost", leastChange: 0.5),
    RemedyMeasure(
      metric: "value(counter.refused)", unit: .count, title: "refused", words: "changes given up", leastChange: 0.5),
  ]

  /// Nil when a replication of either side lacks the metric.
  func change(_ before: [MetricValues], _ after: [MetricValues], _ estimator: Estimator) -> RemedyEffect.Change? {
    func values(_ side: [MetricValues]) -> [Double]? {
      guard let found = side.first(where: { $0.metric == metric })?.values else { return nil }
      let values = found.compactMap { $0 }
      return values.isEmpty || values.count < found.count ? nil : values
    }
    guard let a = values(before), let b = values(after), a.count == b.count else { return nil }
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    return RemedyEffect.Change(
      metric: metric, unit: unit, before: rounded(mean(a)), after: rounded(mean(b)),
      difference: estimator.pairedDifference(a, b) ?? .observed(mean(b) - mean(a)))
  }
}
