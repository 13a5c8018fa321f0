/// The one versioned result of a run: every form (terminal, JSON, JUnit, Markdown) is made from this alone.
///
/// Holds no wall-clock fact, so it is byte-identical for a scenario and a seed. `docs/summary.schema.json` describes it.
public struct RunResult: Codable, Sendable, Equatable {
  public static let currentSchemaVersion = 2

  public var schemaVersion = RunResult.currentSchemaVersion
  public var scenario: ScenarioIdentity
  /// False when the run was stopped before its end; `stopped` then says by what.
  public var complete = true
  public var stopped: StopReason?
  public var verdict: Verdict = .pass
  /// 0…1; of every interval in this result but those of budgets.
  public var confidenceLevel: Double
  /// 0…1; of the intervals that decide budgets. Higher when replications may be added: the error is shared over the looks.
  public var budgetLevel: Double
  public var budgets: [BudgetResult] = []
  /// In the scenario's order.
  public var variants: [VariantResult] = []
  /// One sentence that says what the comparison teaches; nil with a single variant.
  public var takeaway: String?
  /// The command that repeats this result.
  public var reproduce: String
  /// Keys that the variants set differently, with the value of each variant in their order.
  public var changes: [ScenarioChange] = []
  /// Named parts of the run, from the scenario.
  public var phases: [TimeMark] = []
  /// What the scenario lets happen at stated times.
  public var events: [TimeMark] = []
  /// What the model does not cover, in sentences.
  public var notModelled: [String] = []
  /// How replications may be added until the budgets are decided; nil when none may.
  public var sequential: SequentialResult?

  public init(scenario: ScenarioIdentity, confidenceLevel: Double, reproduce: String) {
    self.scenario = scenario
    self.confidenceLevel = confidenceLevel
    budgetLevel = confidenceLevel
    self.reproduce = reproduce
  }
}

/// The plan by which replications are added while an interval straddles its threshold.
public struct SequentialResult: Codable, Sendable, Equatable {
  /// Completed replications at each look that was needed.
  public var looks: [Int]
  /// Most replications allowed.
  public var limit: Int
  /// Level of the intervals at the last look: the error is shared out over all planned looks.
  public var levelAtLastLook: Double

  public init(looks: [Int], limit: Int, levelAtLastLook: Double) {
    self.looks = looks
    self.limit = limit
    self.levelAtLastLook = rounded(levelAtLastLook)
  }
}

/// Which scenario ran, and with which draws.
public struct ScenarioIdentity: Codable, Sendable, Equatable {
  public var name: String
  public var summary: String
  /// Eight hexadecimal digits over the resolved scenario.
  public var hash: String
  public var seed: UInt64
  /// Replications asked for; each variant says how many it completed.
  public var replications: Int
  /// N of `slice: 1/N`; 1 is the whole platform.
  public var slice: Int

  public init(name: String, summary: String = "", hash: String, seed: UInt64, replications: Int, slice: Int) {
    self.name = name
    self.summary = summary
    self.hash = hash
    self.seed = seed
    self.replications = replications
    self.slice = slice
  }
}

/// What ended a run before its time.
public enum StopReason: String, Codable, Sendable {
  case interrupted
  case wallLimit
}

/// The answer of the whole run; `broken` means that a law of the model did not hold, so nothing else may be believed.
public enum Verdict: String, Codable, Sendable {
  case pass, fail, inconclusive, broken
}
