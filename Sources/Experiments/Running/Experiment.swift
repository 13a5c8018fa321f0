import Reports
import Simulator

/// What to run and how to judge it; everything that a result says about its scenario.
public struct Experiment: Sendable {
  public struct Variant: Sendable {
    public var name: String
    public var summary: String
    /// Simulated time of one replication, warm-up included; for progress only.
    public var simulatedTime: SimDuration
    /// Its part that is not measured.
    public var warmUp: SimDuration
    public var budgets: [BudgetRule]

    public init(
      name: String, summary: String = "", simulatedTime: SimDuration, warmUp: SimDuration = .zero,
      budgets: [BudgetRule] = []
    ) {
      self.warmUp = warmUp
      self.name = name
      self.summary = summary
      self.simulatedTime = simulatedTime
      self.budgets = budgets
    }
  }

  public var name: String
  public var summary: String
  public var hash: String
  public var seed: UInt64
  public var replications: Int
  /// Replications are added up to this number while a budget is undecided; `replications` or more.
  public var maxReplications: Int
  public var slice: Int
  /// 0…1.
  public var confidenceLevel: Double
  public var variants: [Variant]
  /// The metric that the takeaway compares; nil takes the one that the variants change most.
  public var takeaway: MetricExpression?
  /// The command that repeats this experiment.
  public var reproduce: String
  /// For timelines.
  public var phases: [TimeMark] = []
  public var events: [TimeMark] = []
  /// Keys that the variants set differently, with the value of each.
  public var changes: [ScenarioChange] = []
  /// What the model does not cover, in sentences.
  public var notModelled: [String] = []
  /// What budgets with `baseline` compare with.
  public var baseline: Baseline?

  public init(
    name: String, summary: String = "", hash: String, seed: UInt64, replications: Int, slice: Int = 1,
    confidenceLevel: Double = 0.95, variants: [Variant], takeaway: MetricExpression? = nil, reproduce: String
  ) {
    precondition(replications >= 1 && !variants.isEmpty, "an experiment has a variant and a replication")
    self.name = name
    self.summary = summary
    self.hash = hash
    self.seed = seed
    self.replications = replications
    maxReplications = replications
    self.slice = slice
    self.confidenceLevel = confidenceLevel
    self.variants = variants
    self.takeaway = takeaway
    self.reproduce = reproduce
  }
}
