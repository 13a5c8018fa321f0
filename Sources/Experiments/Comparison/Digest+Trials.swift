import Reports

extension Digest {
  /// What repeated comparisons found: alarms, and how often the expected change was seen.
  public init(_ outcome: ComparisonTrialsOutcome, _ plan: ComparisonPlan, expect: String?) {
    var counts = Section("Trials")
    counts.columns = [.init("", right: false), .init("count"), .init("share")]
    func add(_ name: String, _ count: Int) {
      counts.add([name, "\(count)", Readable.percent(Double(count) / Double(outcome.trials))])
    }
    add("comparisons", outcome.trials)
    add("with any alarm", outcome.withAlarm)
    if let expect { add("found \(expect) to be worse", outcome.alarms(of: expect).worse) }
    var alarms = Section("Alarms by metric")
    alarms.columns = [.init("metric", right: false), .init("alarms"), .init("worse")]
    for metric in outcome.byMetric.sorted(by: { ($1.all, $0.metric) < ($0.all, $1.metric) }).prefix(12) {
      alarms.add([metric.metric, "\(metric.all)", "\(metric.worse)"])
    }
    self.init(
      verdict: "DONE", tone: .plain,
      heading: plan.isNull
        ? "\(plan.a.name) against itself, on draws of its own" : "\(plan.a.name) (A) against \(plan.b.name) (B)",
      subheading: "\(outcome.replications) pairs of replications in each comparison, about "
        + "\(Int(outcome.meanTested.rounded())) metrics tested, \(plan.comparison.correction.rawValue) at \(Readable.percent(plan.comparison.alpha))",
      sections: [counts, alarms])
  }
}
