import Reports
import Scenarios
import Simulator

extension Experiment {
  /// The experiment that a scenario describes, over `variants` (all that it executes, or those that were picked).
  public init(_ scenario: Scenario, variants: [ScenarioVariant], reproduce: String) {
    let run = scenario.parameters.run
    self.init(
      name: scenario.name, summary: scenario.description, hash: scenario.hash, seed: UInt64(run.seed),
      replications: run.replications, slice: run.slice, confidenceLevel: run.confidence,
      variants: variants.map { variant in
        Variant(
          name: variant.name, summary: variant.describe,
          simulatedTime: variant.parameters.run.warmUp + variant.parameters.run.duration,
          warmUp: variant.parameters.run.warmUp,
          budgets: variant.budgets.map(BudgetRule.init))
      },
      takeaway: scenario.takeaway.flatMap { MetricExpression(parsing: "\($0)") }, reproduce: reproduce)
  }
}

extension BudgetRule {
  /// Traps on a metric that the scenario reader should have refused.
  public init(_ budget: Budget) {
    guard let metric = MetricExpression(parsing: "\(budget.metric)") else {
      preconditionFailure("budget \(budget.id) has the unreadable metric \(budget.metric)")
    }
    let comparison: Comparison =
      switch budget.comparison {
      case .below: .less
      case .atMost: .atMost
      case .above: .more
      case .atLeast: .atLeast
      }
    let (threshold, unit) = Self.plain(budget.threshold)
    self.init(
      id: budget.id, metric: metric, comparison: comparison, threshold: threshold, unit: unit,
      severity: budget.severity == .fail ? .fail : .warn)
  }

  /// A threshold in the unit of its metric: seconds, per second, 0…1, bytes or a count.
  private static func plain(_ quantity: Quantity) -> (Double, MetricUnit) {
    switch quantity {
    case .duration(let span): (span.seconds, .seconds)
    case .rate(let perSecond): (perSecond, .perSecond)
    case .fraction(let share): (share, .fraction)
    case .bytes(let bytes): (Double(bytes), .bytes)
    case .bandwidth(let bits): (bits / 8, .bytesPerSecond)
    case .count(let count): (Double(count), .count)
    case .number(let number): (number, .count)
    case .flag, .choice, .distribution: preconditionFailure("a threshold is a number, not \(quantity)")
    }
  }
}
