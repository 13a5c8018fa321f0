extension Digest {
  /// What a person should read of a comparison: the answer, what differs in the scenarios, what differs in the numbers.
  public init(_ comparison: ComparisonResult) {
    let (word, tone) = Digest.answer(comparison)
    self.init(
      verdict: word, tone: tone, heading: "\(comparison.a.name) (A) against \(comparison.b.name) (B)",
      subheading: Digest.subheading(comparison),
      sections: [Digest.changes(comparison)] + comparison.variants.flatMap { Digest.sections($0, comparison) }
        + [Digest.basis(comparison)])
  }

  private static func answer(_ comparison: ComparisonResult) -> (String, Tone) {
    if comparison.isSameBehaviour { return ("NO BEHAVIOURAL CHANGE", .good) }
    if !comparison.regressions.isEmpty { return ("REGRESSION", .bad) }
    if comparison.isUndecided { return ("INCONCLUSIVE", .doubtful) }
    if comparison.alarms.contains(where: { $0.verdict == .better }) { return ("BETTER", .good) }
    return comparison.alarms.isEmpty ? ("NO SIGNIFICANT DIFFERENCE", .good) : ("CHANGED", .doubtful)
  }

  private static func subheading(_ comparison: ComparisonResult) -> String {
    let pairs = comparison.variants.map(\.replications).max() ?? 0
    let draws =
      comparison.isPaired
      ? "common random numbers, seed \(comparison.a.scenario.seed)"
      : "draws of their own, seeds \(comparison.a.scenario.seed) and \(comparison.b.scenario.seed)"
    return "\(counted(pairs, "pair")) of replications, \(draws)"
  }

  private static func changes(_ comparison: ComparisonResult) -> Section {
    var section = Section("Scenario")
    section.columns = [.init("key", right: false), .init("A", right: false), .init("B", right: false)]
    guard let changes = comparison.changes else {
      section.notes = ["what the scenarios say differently is not on record"]
      return section
    }
    for change in changes { section.add([change.key] + change.values) }
    if changes.isEmpty { section.notes = ["both sides set every key alike"] }
    return section
  }

  private static func sections(_ variant: VariantComparison, _ comparison: ComparisonResult) -> [Section] {
    if variant.isSameBehaviour {
      var section = Section(title(variant, "Behaviour"))
      section.notes = ["equal fingerprints: the same events in the same order, so no metric differs"]
      return [section]
    }
    let alarms = variant.metrics.filter(\.verdict.isAlarm).sorted { rank($0) < rank($1) }
    var found = table(title(variant, "Significant"), Array(alarms.prefix(24)))
    if alarms.count > 24 { found.notes = ["\(alarms.count - 24) more in the JSON form"] }
    if alarms.isEmpty { found.notes = ["nothing"] }
    let quiet = variant.metrics.filter { metric in
      metric.verdict == .same && metric.metric.hasPrefix("p99(") && metric.metric.hasSuffix(".latency)")
    }
    return [found, table(title(variant, "Not significant"), quiet)]
  }

  private static func title(_ variant: VariantComparison, _ word: String) -> String {
    variant.a == variant.b ? word : "\(word), \(variant.a) to \(variant.b)"
  }

  /// Worse first, then by how large the change is.
  private static func rank(_ metric: MetricDifference) -> (Int, Double) {
    let order: [MetricDifference.Verdict] = [.missing, .worse, .better, .changed, .tolerated, .same, .untested]
    return (order.firstIndex(of: metric.verdict)!, -abs(metric.relative ?? 0))
  }

  private static func table(_ title: String, _ metrics: [MetricDifference]) -> Section {
    var section = Section(title)
    section.columns = [
      .init("", right: false), .init("metric", right: false), .init("A"), .init("B"), .init("change"),
      .init("interval of B − A", rank: 1), .init("p adjusted", rank: 2), .init("would have seen", rank: 3),
    ]
    for metric in metrics {
      section.add(
        [
          metric.verdict.rawValue, metric.metric, Readable.value(metric.meanA, metric.unit),
          metric.meanB.map { Readable.value($0, metric.unit) } ?? "no data",
          metric.relative.map(Readable.signedPercent) ?? "–",
          metric.difference.map { Readable.interval($0, metric.unit) } ?? "",
          metric.pValue.map(Readable.probability) ?? "–",
          metric.detectable.map { Readable.percent($0) } ?? "–",
        ], tone(metric.verdict))
    }
    return section
  }

  private static func tone(_ verdict: MetricDifference.Verdict) -> Tone {
    switch verdict {
    case .worse, .missing: .bad
    case .better: .good
    case .changed, .tolerated: .doubtful
    case .same, .untested: .plain
    }
  }

  private static func basis(_ comparison: ComparisonResult) -> Section {
    var section = Section("Validity")
    let tested = comparison.variants.flatMap(\.metrics).count { $0.pValue != nil }
    let alpha = Readable.percent(comparison.alpha)
    let promise =
      comparison.correction == .holm
      ? "if nothing had changed, any alarm at all had a probability of \(alpha) (Holm)"
      : "at most \(alpha) of the alarms are false on average (Benjamini and Hochberg)"
    section.notes = [
      "\(tested) metrics tested with Student's paired t of their ratios: \(promise)",
      "change: of the mean ratio, where values are positive; 'would have seen': the smallest change that this many replications find nine times in ten",
    ]
    let untested = comparison.variants.flatMap(\.metrics).filter { $0.verdict == .untested }
    if comparison.isUndecided {
      section.notes.append("one replication cannot be compared; run or record several, such as --replications 10")
    } else if !untested.isEmpty {
      section.notes.append("\(untested.count) counts with few different values are compared without a test")
    }
    if comparison.tolerance > 0 {
      section.notes.append("changes for the worse up to \(Readable.percent(comparison.tolerance)) are tolerated")
    }
    return section
  }
}
