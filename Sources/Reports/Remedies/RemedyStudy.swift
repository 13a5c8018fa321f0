/// The hottest row of a run, and what each remedy for it takes off and costs: the versioned result of `darkroom hot-rows`.
public struct RemedyStudy: Codable, Sendable, Equatable {
  public static let currentSchemaVersion = 1

  public var schemaVersion = RemedyStudy.currentSchemaVersion
  public var scenario: ScenarioIdentity
  public var variant: String
  /// Of the run as it is and of each remedy, on common random numbers.
  public var replications: Int
  /// Of every interval, each by itself, 0…1.
  public var confidenceLevel: Double
  /// As it is, longest total lock wait first; empty when no row made a writer wait.
  public var rows: [RowResult]
  /// What the hottest row counts; nil without one, or when its name says nothing.
  public var counted: CountedKind?
  /// Laws that the run as it is broke.
  public var brokenLaws: [String]
  /// The metric that remedies are ranked by; nil when none was tried.
  public var rankedBy: String?
  /// Largest effect first.
  public var effects: [RemedyEffect] = []
  /// Not tried, with the reason.
  public var skipped: [SkippedRemedy] = []
  /// The command that repeats this.
  public var reproduce: String

  public init(
    scenario: ScenarioIdentity, asItIs: VariantResult, replications: Int, confidenceLevel: Double, reproduce: String
  ) {
    self.scenario = scenario
    variant = asItIs.name
    self.replications = replications
    self.confidenceLevel = confidenceLevel
    self.reproduce = reproduce
    rows = asItIs.hotRows
    counted = asItIs.hotRows.first.flatMap { CountedKind(row: $0.name) }
    brokenLaws = asItIs.invariants.filter { !$0.holds }.map(\.name)
  }

  /// Adds what a remedy did; both sides are metrics of the same replications.
  public mutating func add(
    _ remedy: RemedyEffect.Remedy, fingerprints: (before: [String], after: [String]), before: [MetricValues],
    after: [MetricValues]
  ) {
    guard let counted else { return }
    let measures = RemedyMeasure.all(of: counted)
    rankedBy = measures[0].metric
    effects.append(
      RemedyEffect(
        remedy: remedy,
        isSameBehaviour: !fingerprints.before.isEmpty && fingerprints.before == fingerprints.after,
        changes: measures.compactMap { $0.change(before, after, Estimator(level: confidenceLevel)) }))
    effects.sort {
      ($0.mainChange?.difference.value ?? 0, $0.remedy.name) < ($1.mainChange?.difference.value ?? 0, $1.remedy.name)
    }
  }
}

/// What a remedy changes in the numbers.
public struct RemedyEffect: Codable, Sendable, Equatable {
  public var remedy: Remedy
  /// All fingerprints are equal: the same events in the same order.
  public var isSameBehaviour: Bool
  /// First the metric that remedies are ranked by; metrics that a side does not have are left out.
  public var changes: [Change]

  public struct Remedy: Codable, Sendable, Equatable {
    /// As on the command line.
    public var name: String
    /// What one does, such as `buffering`.
    public var title: String
    /// `key=value`, as for `--set`.
    public var settings: [String]

    public init(name: String, title: String, settings: [String]) {
      self.name = name
      self.title = title
      self.settings = settings
    }
  }

  public struct Change: Codable, Sendable, Equatable {
    public var metric: String
    public var unit: MetricUnit
    /// Means over replications.
    public var before: Double
    public var after: Double
    /// after − before, paired by replication; without ends when there is one replication.
    public var difference: Estimate

    /// The whole interval lies on one side of zero; equal numbers in every replication are no change.
    public var isCertain: Bool {
      guard let low = difference.low, let high = difference.high else { return false }
      return low > 0 || high < 0
    }
  }

  /// The change of the metric that remedies are ranked by.
  public var mainChange: Change? { changes.first.flatMap { RemedyMeasure.of($0.metric)?.isMain == true ? $0 : nil } }

  func change(_ metric: String) -> Change? { changes.first { $0.metric == metric } }
}

public struct SkippedRemedy: Codable, Sendable, Equatable {
  public var name: String
  public var reason: String

  public init(name: String, reason: String) {
    self.name = name
    self.reason = reason
  }
}
