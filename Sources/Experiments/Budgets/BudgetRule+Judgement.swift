import Reports
import Simulator

extension BudgetRule {
  /// The interval decides: wholly on the right side passes, wholly on the wrong side fails, else it is inconclusive.
  ///
  /// A number without interval, exact for its run, decides by itself. No data fails, except in a run that was cut
  /// short, where it is inconclusive. `recorded` is needed by thresholds made from a baseline.
  public func judge(
    _ runs: [RunMeasurements], variant: String, estimator: Estimator, isComplete: Bool, recorded: RecordedMetric? = nil
  ) -> BudgetResult {
    var result = BudgetResult(
      id: id, variant: variant, requirement: requirement, metric: "\(metric)", unit: unit, threshold: threshold,
      estimate: nil, margin: nil, severity: severity, outcome: .fail, reason: "")
    result.over = window.text
    result.place = place
    guard let (estimate, found) = estimator.estimate(asked, runs) else {
      result.reason = isComplete ? "the run has no data for \(asked)" : "the run ended before it had data for \(asked)"
      result.outcome = isComplete ? .fail : .inconclusive
      return result
    }
    result.estimate = estimate
    if let baselineFactor {
      result.unit = found
      judge(&result, runs, against: recorded, times: baselineFactor, estimator)
      return result
    }
    guard found == unit || found == .unnamed || unit == .count || found == .count else {
      result.reason = "\(metric) counts in \(found.rawValue), the budget in \(unit.rawValue)"
      return result
    }
    result.margin = margin(estimate.value, threshold)
    guard let bounds = estimate.bounds else {
      result.outcome = .inconclusive
      result.reason = "too few samples for an interval of \(metric)"
      return result
    }
    decide(&result, bounds, against: threshold)
    return result
  }

  /// Paired by replication with the recorded values: the interval of the difference decides, shifted to the threshold.
  private func judge(
    _ result: inout BudgetResult, _ runs: [RunMeasurements], against recorded: RecordedMetric?, times factor: Double,
    _ estimator: Estimator
  ) {
    guard let recorded, !recorded.values.isEmpty else {
      result.reason = "no baseline has \(asked) of \(result.variant); record one with 'darkroom baseline update'"
      return
    }
    let values = runs.compactMap { asked.value(in: $0)?.value }
    guard values.count == runs.count else {
      result.outcome = .inconclusive
      result.reason = "a replication has no data for \(asked), so it cannot be paired with the baseline"
      return
    }
    let counted = recorded.isPaired ? Array(recorded.values.prefix(values.count)) : recorded.values
    let mean = counted.reduce(0, +) / Double(max(1, counted.count))
    result.baseline = rounded(mean)
    result.threshold = rounded(mean * factor)
    result.margin = margin(result.estimate?.value ?? 0, mean * factor)
    guard let difference = estimator.difference(of: values, from: recorded, times: factor) else {
      result.outcome = .inconclusive
      result.reason = "one replication has no interval of its difference from the baseline; --replications 5 has one"
      return
    }
    let level = mean * factor
    let value = difference.value + level
    let bounds = (difference.low ?? difference.value) + level...(difference.high ?? difference.value) + level
    result.estimate = Estimate(
      value, low: difference.low.map { $0 + level }, high: difference.high.map { $0 + level }, basis: difference.basis)
    decide(&result, bounds, against: level)
    if result.outcome == .inconclusive, recorded.isPaired, values.count > recorded.values.count {
      result.reason += " (the baseline has \(recorded.values.count) pairs only)"
    }
  }

  private func decide(_ result: inout BudgetResult, _ bounds: ClosedRange<Double>, against limit: Double) {
    let estimate = result.estimate!
    let (lowHolds, highHolds) = (
      comparison.holds(bounds.lowerBound, limit), comparison.holds(bounds.upperBound, limit)
    )
    let side = Readable.value(limit, result.unit)
    let subject = estimate.basis == .observed ? "the value" : "the interval"
    switch (lowHolds, highHolds) {
    case (true, true):
      result.outcome = .pass
      result.reason = "\(subject) meets \(comparison.rawValue) \(side)"
    case (false, false):
      result.outcome = .fail
      result.reason = "\(subject) misses \(comparison.rawValue) \(side)"
    default:
      result.outcome = .inconclusive
      result.reason =
        "the interval \(Readable.interval(estimate, result.unit)) straddles \(side); more replications narrow it"
    }
  }

  private func margin(_ value: Double, _ threshold: Double) -> Double? {
    if threshold == 0 { return nil }
    let excess = value / threshold - 1
    return rounded(comparison.wantsLess ? -excess : excess)
  }
}

extension Verdict {
  /// A broken law outranks all; then a breached budget, then an inconclusive one. Warnings decide nothing.
  public init(_ result: RunResult) {
    let binding = result.budgets.filter { $0.severity == .fail }
    if result.variants.contains(where: { !$0.invariantsHold }) {
      self = .broken
    } else if binding.contains(where: { $0.outcome == .fail }) {
      self = .fail
    } else if binding.contains(where: { $0.outcome == .inconclusive }) {
      self = .inconclusive
    } else {
      self = .pass
    }
  }
}
