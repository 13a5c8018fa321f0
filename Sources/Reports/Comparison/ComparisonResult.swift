import Simulator

/// Two runs of a scenario, or of two scenarios, metric by metric: the versioned result of `darkroom compare`.
public struct ComparisonResult: Codable, Sendable, Equatable {
  public static let currentSchemaVersion = 1

  public var schemaVersion = ComparisonResult.currentSchemaVersion
  public var a: Side
  public var b: Side
  /// Common random numbers: replication i of both sides had the same draws.
  public var isPaired: Bool
  /// Probability of any false alarm among all metrics (Holm), or of false ones among the alarms.
  public var alpha: Double
  public var correction: MultipleTests
  /// Changes for the worse that are smaller than this share of A's mean are not regressions, 0…1.
  public var tolerance: Double
  public var variants: [VariantComparison]
  /// What the scenarios say differently; nil when one of them is not known.
  public var changes: [ScenarioChange]?

  public struct Side: Codable, Sendable, Equatable {
    /// As the user named it.
    public var name: String
    public var scenario: ScenarioIdentity

    public init(name: String, scenario: ScenarioIdentity) {
      self.name = name
      self.scenario = scenario
    }
  }

  public init(
    a: Side, b: Side, isPaired: Bool, alpha: Double, correction: MultipleTests, tolerance: Double,
    variants: [VariantComparison], changes: [ScenarioChange]?
  ) {
    self.a = a
    self.b = b
    self.isPaired = isPaired
    self.alpha = alpha
    self.correction = correction
    self.tolerance = tolerance
    self.variants = variants
    self.changes = changes
  }

  public var alarms: [MetricDifference] { variants.flatMap(\.metrics).filter { $0.verdict.isAlarm } }
  public var regressions: [MetricDifference] {
    variants.flatMap(\.metrics).filter { $0.verdict == .worse || $0.verdict == .missing }
  }
  public var isSameBehaviour: Bool { variants.allSatisfy(\.isSameBehaviour) }
  /// Variants differ, and none of their metrics could be tested: too few replications.
  public var isUndecided: Bool {
    variants.contains { variant in
      !variant.isSameBehaviour && variant.metrics.allSatisfy { $0.verdict == .untested || $0.verdict == .missing }
    }
  }
}

/// One variant of A beside one of B.
public struct VariantComparison: Codable, Sendable, Equatable {
  public var a: String
  public var b: String
  public var replications: Int
  /// All fingerprints are equal: the same events in the same order, so no metric can differ.
  public var isSameBehaviour: Bool
  public var metrics: [MetricDifference]

  public init(a: String, b: String, replications: Int, isSameBehaviour: Bool, metrics: [MetricDifference]) {
    self.a = a
    self.b = b
    self.replications = replications
    self.isSameBehaviour = isSameBehaviour
    self.metrics = metrics
  }
}

/// One metric on both sides.
public struct MetricDifference: Codable, Sendable, Equatable {
  public enum Verdict: String, Codable, Sendable {
    /// Significant, in the direction that nobody wants, and larger than the tolerance.
    case worse
    case better
    /// Significant, but neither direction is better.
    case changed
    /// Significant and worse, within the tolerance.
    case tolerated
    /// A has it in every replication, B in none.
    case missing
    /// No significant difference.
    case same
    /// Too few replications, or a count with few different values: shown, not tested.
    case untested

    public var isAlarm: Bool { self != .same && self != .untested }
  }

  public var metric: String
  public var unit: MetricUnit
  public var meanA: Double
  /// Nil when B has no value.
  public var meanB: Double?
  /// B − A at A's mean, from the mean ratio where values are positive, with an interval that holds for all metrics together when the correction is Holm's.
  public var difference: Estimate?
  /// Of A's mean; nil when that is 0.
  public var relative: Double?
  /// Adjusted for the number of metrics; nil when not tested.
  public var pValue: Double?
  /// The smallest share of A's mean that this comparison would have found nine times in ten; nil without one.
  public var detectable: Double?
  public var verdict: Verdict

  public init(
    metric: String, unit: MetricUnit, meanA: Double, meanB: Double?, difference: Estimate?, relative: Double?,
    pValue: Double?, detectable: Double?, verdict: Verdict
  ) {
    self.metric = metric
    self.unit = unit
    self.meanA = rounded(meanA)
    self.meanB = meanB.map(rounded)
    self.difference = difference
    self.relative = relative.map(rounded)
    self.pValue = pValue.map(rounded)
    self.detectable = detectable.map(rounded)
    self.verdict = verdict
  }
}

/// A key of a scenario that two sides set differently.
public struct ScenarioChange: Codable, Sendable, Equatable {
  /// Dotted path.
  public var key: String
  /// Values as the scenario writes them, side by side.
  public var values: [String]

  public init(key: String, values: [String]) {
    self.key = key
    self.values = values
  }
}
