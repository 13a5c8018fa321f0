import Reports
import Simulator

/// The one line that says what a comparison of variants teaches.
struct Takeaway {
  /// Nil with fewer than two measured variants, or when nothing comparable was measured.
  let sentence: String?

  init(_ experiment: Experiment, _ runs: [[RunMeasurements]], _ estimator: Estimator) {
    let names = experiment.variants.map(\.name)
    let chosen = experiment.takeaway ?? Takeaway.mostChanged(experiment, runs)
    guard let chosen, let comparison = Comparison(chosen, names, runs) else {
      sentence = nil
      return
    }
    sentence = comparison.sentence(estimator)
  }

  /// Among the metrics of the budgets and all p99s, the one with the largest ratio between variants; budgets first.
  private static func mostChanged(_ experiment: Experiment, _ runs: [[RunMeasurements]]) -> MetricExpression? {
    let operations = runs.first?.first?.operations.map { MetricExpression(.percentile(99), $0.name + ".latency") } ?? []
    for candidates in [experiment.variants.flatMap(\.budgets).map(\.metric), operations] {
      let ranked = candidates.compactMap { metric in
        Comparison(metric, experiment.variants.map(\.name), runs).map { (metric, $0.ratio) }
      }
      if let best = ranked.max(by: { $0.1 < $1.1 }), best.1 > 1.05 || !ranked.isEmpty && candidates == operations {
        return best.0
      }
    }
    return nil
  }
}

/// The variants with the highest and the lowest value of one metric.
private struct Comparison {
  let metric: MetricExpression
  let unit: MetricUnit
  let high: (name: String, values: [Double])
  let low: (name: String, values: [Double])

  init?(_ metric: MetricExpression, _ names: [String], _ runs: [[RunMeasurements]]) {
    let measured = zip(names, runs).compactMap { name, runs -> (name: String, values: [Double], unit: MetricUnit)? in
      let found = runs.compactMap { metric.value(in: $0) }
      return found.count == runs.count && !found.isEmpty ? (name, found.map(\.value), found[0].unit) : nil
    }
    guard measured.count >= 2 else { return nil }
    let high = measured.max { Comparison.mean($0.values) < Comparison.mean($1.values) }!
    let low = measured.min { Comparison.mean($0.values) < Comparison.mean($1.values) }!
    self.metric = metric
    unit = high.unit
    self.high = (high.name, high.values)
    self.low = (low.name, low.values)
  }

  /// Highest over lowest mean; infinite when the lowest is zero, 1 when both are.
  var ratio: Double {
    let (high, low) = (Comparison.mean(high.values), Comparison.mean(low.values))
    return low > 0 ? high / low : high > 0 ? .infinity : 1
  }

  func sentence(_ estimator: Estimator) -> String {
    let (highText, lowText) = (text(high.values), text(low.values))
    if high.name == low.name || ratio <= 1 { return "\(metric) is the same in all variants: \(highText)." }
    let difference = estimator.pairedDifference(low.values, high.values)
    if let difference, let bounds = difference.bounds, bounds.contains(0) {
      return "\(metric) differs by less than this run can tell: \(high.name) \(highText), \(low.name) \(lowText)."
    }
    let certainty =
      difference.map { "; paired difference \(Readable.interval($0, unit)) over \(high.values.count) replications" }
      ?? "; one replication each, so no interval of the difference"
    return "\(metric) is \(size) with \(high.name) (\(highText)) than with \(low.name) (\(lowText))\(certainty)."
  }

  private var size: String {
    if ratio.isInfinite { return "higher" }
    if ratio >= 2 { return "\(Readable.factor(ratio)) times higher" }
    return "\(Readable.percent(ratio - 1)) higher"
  }

  private func text(_ values: [Double]) -> String { Readable.value(Comparison.mean(values), unit) }

  private static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
}
