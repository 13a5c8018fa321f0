import Foundation
import Simulator

/// Compares the values of two sides, metric by metric, and corrects for their number.
public struct MetricComparison: Sendable {
  public var alpha: Double
  public var correction: MultipleTests
  public var tolerance: Double

  /// Probability with which `MetricDifference.detectable` would have been found.
  private static let power = 0.9

  public init(alpha: Double = 0.002, correction: MultipleTests = .holm, tolerance: Double = 0) {
    self.alpha = alpha
    self.correction = correction
    self.tolerance = tolerance
  }

  /// Metrics that both sides have in every replication, in A's order, then those that B has lost altogether. Of unequal
  /// numbers of replications the first are taken.
  public func differences(_ a: [MetricValues], _ b: [MetricValues]) -> [MetricDifference] {
    let pairs = a.compactMap { metric -> Pair? in
      b.first { $0.metric == metric.metric && $0.unit == metric.unit }.flatMap { Pair(metric, $0) }
    }
    let tests = pairs.map { $0.isCount ? nil : $0.test }
    let adjusted = correction.adjusted(tests.compactMap { $0?.pValue })
    let family = Double(max(1, adjusted.count))
    var next = 0
    let compared = zip(pairs, tests).map { pair, test in
      guard let test else { return pair.untested }
      defer { next += 1 }
      return difference(pair, test, adjusted[next], familyAlpha: alpha / family)
    }
    return compared + a.compactMap { lost($0, b) }
  }

  /// A metric that A has in every replication and B in none: nothing completed there, perhaps.
  private func lost(_ metric: MetricValues, _ b: [MetricValues]) -> MetricDifference? {
    let values = metric.values.compactMap { $0 }
    let other = b.first { $0.metric == metric.metric }
    guard !b.isEmpty, !values.isEmpty, values.count == metric.values.count,
      other?.values.allSatisfy({ $0 == nil }) ?? true
    else { return nil }
    let mean = values.reduce(0, +) / Double(values.count)
    return MetricDifference(
      metric: metric.metric, unit: metric.unit, meanA: mean, meanB: nil, difference: nil, relative: nil, pValue: nil,
      detectable: nil, verdict: .missing)
  }

  private func difference(_ pair: Pair, _ test: PairedTest, _ pValue: Double, familyAlpha: Double) -> MetricDifference {
    let half = test.halfWidth(alpha: familyAlpha)
    let mean = test.meanDifference
    let (low, high) = (pair.difference(mean - half), pair.difference(mean + half))
    let difference = pair.difference(mean)
    let detectable = pair.difference(test.detectableDifference(alpha: familyAlpha, power: Self.power))
    // Few pairs have quantiles so large that the interval of a ratio has no end.
    let interval =
      low.isFinite && high.isFinite
      ? Estimate(difference, low: low, high: high, basis: .replications) : Estimate(difference, basis: .tooFewSamples)
    var found = MetricDifference(
      metric: pair.metric, unit: pair.unit, meanA: pair.meanA, meanB: pair.meanB,
      difference: interval, relative: pair.relative(difference), pValue: pValue,
      detectable: detectable.isFinite ? pair.relative(detectable).map(abs) : nil, verdict: .same)
    if pValue <= alpha { found.verdict = verdict(pair, difference) }
    return found
  }

  private func verdict(_ pair: Pair, _ difference: Double) -> MetricDifference.Verdict {
    guard let lessIsBetter = MetricExpression(parsing: pair.metric)?.lessIsBetter else { return .changed }
    if (difference < 0) == lessIsBetter { return .better }
    return abs(difference) <= tolerance * abs(pair.meanA) ? .tolerated : .worse
  }

  private struct Pair {
    let metric: String
    let unit: MetricUnit
    let a: [Double]
    let b: [Double]

    init?(_ first: MetricValues, _ second: MetricValues) {
      let count = min(first.values.count, second.values.count)
      let (a, b) = (first.values.prefix(count).compactMap { $0 }, second.values.prefix(count).compactMap { $0 })
      guard count > 0, a.count == count, b.count == count else { return nil }
      (metric, unit, self.a, self.b) = (first.metric, first.unit, a, b)
    }

    /// Positive values are compared as ratios: a change takes a share of each replication's value, and a replication with
    /// an unusually large one does not hide it.
    private var isRatio: Bool { a.allSatisfy { $0 > 0 } && b.allSatisfy { $0 > 0 } }

    var test: PairedTest? { isRatio ? PairedTest(a.map { log($0) }, b.map { log($0) }) : PairedTest(a, b) }

    /// In the metric's unit, at A's mean: what the test measured was perhaps the logarithm of a ratio.
    func difference(_ tested: Double) -> Double { isRatio ? meanA * (exp(tested) - 1) : tested }

    var meanA: Double { a.reduce(0, +) / Double(a.count) }
    var meanB: Double { b.reduce(0, +) / Double(b.count) }

    /// A count, or few different values: no t distribution describes its differences. Equal sides need no test.
    var isCount: Bool {
      if a == b { return false }
      if unit == .count { return true }
      return Set((a + b).map(\.bitPattern)).count < a.count + 1
    }

    func relative(_ difference: Double) -> Double? { meanA == 0 ? nil : difference / abs(meanA) }

    var untested: MetricDifference {
      MetricDifference(
        metric: metric, unit: unit, meanA: meanA, meanB: meanB, difference: .observed(meanB - meanA),
        relative: relative(meanB - meanA), pValue: nil, detectable: nil, verdict: .untested)
    }
  }
}

extension MetricExpression {
  /// Whether a smaller value is what one wants; nil where neither direction is better.
  public var lessIsBetter: Bool? {
    switch function {
    case .percentile, .mean, .maximum, .errorRatio, .missRate, .meanWaiting, .longestLine, .blockedRatio, .inFlight:
      true
    case .hitRatio, .byteHitRatio: false
    case .rate, .utilisation, .busiestUtilisation, .value: nil
    }
  }
}
