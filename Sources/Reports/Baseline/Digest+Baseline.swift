extension Digest {
  /// The recorded metrics whose names contain `metric`, by variant.
  public init(_ baseline: Baseline, metric: String) {
    let scenario = baseline.scenario
    let estimator = Estimator()
    self.init(
      verdict: "BASELINE", tone: .plain, heading: scenario.name,
      subheading: "scenario \(scenario.hash), seed \(scenario.seed), "
        + counted(baseline.variants.first?.fingerprints.count ?? 0, "replication"),
      sections: baseline.variants.map { variant in
        var section = Section(variant.name)
        section.columns = [
          .init("metric", right: false), .init("mean"), .init("95 % interval"),
          .init("by replication", right: false, rank: 1),
        ]
        for recorded in variant.values where recorded.metric.contains(metric) {
          let values = recorded.values.compactMap { $0 }
          if values.isEmpty { continue }
          let estimate = estimator.over(values, replications: recorded.values.count)
          section.add([
            recorded.metric, Readable.value(estimate.value, recorded.unit), Readable.interval(estimate, recorded.unit),
            recorded.values.prefix(5).map { $0.map { Readable.value($0, recorded.unit) } ?? "–" }.joined(
              separator: ", "),
          ])
        }
        if section.rows.isEmpty { section.notes = ["no metric contains '\(metric)'"] }
        return section
      })
  }
}
