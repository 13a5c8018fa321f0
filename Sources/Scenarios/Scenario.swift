import Simulator

/// A scenario after `extends`, overlays and `--set`: everything that a run needs, with no key left open.
public struct Scenario: Sendable {
  public var name: String
  public var description: String
  /// What a reader is meant to learn from it.
  public var teaches: String
  public var parameters: ScenarioParameters
  public var events: [ScenarioEvent]
  public var budgets: [Budget]
  /// The metric that the closing line compares across variants; nil leaves the choice to the report.
  public var takeaway: MetricReference?
  /// Named parts of the run.
  public var phases: [ScenarioPhase]
  /// The file of recorded values that budgets may name; nil for the usual place beside the scenario.
  public var baselinePath: String?
  /// In order of first mention; empty when the scenario compares nothing.
  public var variants: [ScenarioVariant]
  /// The files that were read, the scenario first.
  public var sources: [String]

  /// What `run` executes: the variants, or the scenario itself under its own name.
  public var executed: [ScenarioVariant] {
    variants.isEmpty
      ? [ScenarioVariant(name: name, describe: "", parameters: parameters, events: events, budgets: budgets)] : variants
  }
}

/// A scenario with one variant's settings applied.
public struct ScenarioVariant: Sendable {
  public var name: String
  public var describe: String
  public var parameters: ScenarioParameters
  public var events: [ScenarioEvent]
  public var budgets: [Budget]
}
