import Reports
import Simulator

extension BudgetRule {
  /// The interval decides: wholly on the right side passes, wholly on the wrong side fails, else it is inconclusive.
  ///
  /// A number without interval, exact for its run, decides by itself. No data fails, except in a run that was cut
  /// short, where it is inconclusive.
  public func judge(_ runs: [RunMeasurements], variant: String, estimator: Estimator, isComplete: Bool)
    -> BudgetResult
  {
    guard let (estimate, found) = estimator.estimate(metric, runs) else {
      let reason = isComplete ? "the run has no data for \(metric)" : "the run ended before it had data for \(metric)"
      return result(variant, nil, isComplete ? .fail : .inconclusive, reason)
    }
    guard found == unit || found == .unnamed || unit == .count || found == .count else {
      return result(variant, estimate, .fail, "\(metric) counts in \(found.rawValue), the budget in \(unit.rawValue)")
    }
    guard let bounds = estimate.bounds else {
      return result(variant, estimate, .inconclusive, "too few samples for an interval of \(metric)")
    }
    let (lowHolds, highHolds) = (
      comparison.holds(bounds.lowerBound, threshold), comparison.holds(bounds.upperBound, threshold)
    )
    let side = Readable.value(threshold, unit)
    let subject = estimate.basis == .observed ? "the value" : "the interval"
    switch (lowHolds, highHolds) {
    case (true, true): return result(variant, estimate, .pass, "\(subject) meets \(comparison.rawValue) \(side)")
    case (false, false): return result(variant, estimate, .fail, "\(subject) misses \(comparison.rawValue) \(side)")
    default:
      return result(
        variant, estimate, .inconclusive,
        "the interval \(Readable.interval(estimate, unit)) straddles \(side); more replications narrow it")
    }
  }

  private func result(_ variant: String, _ estimate: Estimate?, _ outcome: BudgetResult.Outcome, _ reason: String)
    -> BudgetResult
  {
    let margin = estimate.flatMap { estimate -> Double? in
      if threshold == 0 { return nil }
      let excess = estimate.value / threshold - 1
      return comparison.wantsLess ? -excess : excess
    }
    return BudgetResult(
      id: id, variant: variant, requirement: requirement, metric: "\(metric)", unit: unit, threshold: threshold,
      estimate: estimate, margin: margin, severity: severity, outcome: outcome, reason: reason)
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
