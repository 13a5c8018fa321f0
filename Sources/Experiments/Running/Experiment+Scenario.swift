import Reports
import Scenarios
import Simulator
import SystemModel

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
          budgets: variant.budgets.map { BudgetRule($0, phases: scenario.phases) })
      },
      takeaway: scenario.takeaway.flatMap { MetricExpression(parsing: "\($0)") }, reproduce: reproduce)
    maxReplications = max(run.replications, run.maxReplications)
    phases = scenario.phases.map {
      TimeMark(name: $0.name, fromSeconds: $0.from.seconds, toSeconds: $0.to.seconds)
    }
    // A burst before the run is seen when its stories expire.
    let timeToLive = scenario.parameters.platform.stories.timeToLive
    events = scenario.events.compactMap { event in
      let isPast = event.at < .zero
      let at = isPast ? event.at + timeToLive : event.at
      if at < .zero { return nil }
      let name = isPast ? event.title + " expire" : event.title
      return TimeMark(name: name, fromSeconds: at.seconds, toSeconds: at.seconds)
    }
    notModelled = PlatformLimits.sentences
    changes = ScenarioVariant.differences(among: variants).map { ScenarioChange(key: $0.key, values: $0.values) }
  }
}

extension BudgetRule {
  /// Traps on a metric that the scenario reader should have refused.
  public init(_ budget: Budget, phases: [ScenarioPhase] = []) {
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
    var (threshold, unit, factor): (Double, MetricUnit, Double?) = (0, .unnamed, nil)
    switch budget.threshold {
    case .quantity(let quantity): (threshold, unit) = Self.plain(quantity)
    case .baseline(let times): factor = times
    }
    self.init(
      id: budget.id, metric: metric, over: MetricWindow(budget.window, phases), comparison: comparison,
      threshold: threshold, unit: unit, baselineFactor: factor, severity: budget.severity == .fail ? .fail : .warn,
      place: budget.place.line > 0
        ? BudgetResult.Place(file: budget.place.file, line: budget.place.line, column: budget.place.column) : nil)
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

extension MetricWindow {
  /// Traps on a phase that the scenario reader should have refused.
  fileprivate init(_ window: BudgetWindow, _ phases: [ScenarioPhase]) {
    switch window {
    case .wholeRun: self = .wholeRun
    case .span(let from, let to): self = .span(from: .zero + from, to: .zero + to, name: nil)
    case .worst(let length): self = .worst(length)
    case .phase(let name):
      guard let phase = phases.first(where: { $0.name == name }) else { preconditionFailure("no phase \(name)") }
      self = .span(from: .zero + phase.from, to: .zero + phase.to, name: name)
    }
  }
}
