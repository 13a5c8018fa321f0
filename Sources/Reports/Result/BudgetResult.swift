/// One budget judged on one variant.
public struct BudgetResult: Codable, Sendable, Equatable {
  public enum Outcome: String, Codable, Sendable { case pass, fail, inconclusive }
  public enum Severity: String, Codable, Sendable { case fail, warn }

  public var id: String
  public var variant: String
  /// `p99(feed.load.latency) < 200 ms`, as required.
  public var requirement: String
  /// `p99(feed.load.latency)`.
  public var metric: String
  public var unit: MetricUnit
  public var threshold: Double
  /// Nil when the run has no such data; the budget then fails.
  public var estimate: Estimate?
  /// How far the value lies on the right side, as a share of the threshold; negative when breached, nil without data.
  public var margin: Double?
  public var severity: Severity
  public var outcome: Outcome
  /// One sentence that says why.
  public var reason: String
  /// `whole run`, `phase peak`, `10s..40s` or `worst 5s`.
  public var over = "whole run"
  /// The recorded value that the threshold was made from; nil when the threshold is a plain number.
  public var baseline: Double?
  /// Where the scenario states it; nil when it did not come from a file.
  public var place: Place?

  public struct Place: Codable, Sendable, Equatable {
    public var file: String
    public var line: Int
    public var column: Int

    public init(file: String, line: Int, column: Int) {
      self.file = file
      self.line = line
      self.column = column
    }
  }

  public init(
    id: String, variant: String, requirement: String, metric: String, unit: MetricUnit, threshold: Double,
    estimate: Estimate?, margin: Double?, severity: Severity, outcome: Outcome, reason: String
  ) {
    self.id = id
    self.variant = variant
    self.requirement = requirement
    self.metric = metric
    self.unit = unit
    self.threshold = rounded(threshold)
    self.estimate = estimate
    self.margin = margin.map(rounded)
    self.severity = severity
    self.outcome = outcome
    self.reason = reason
  }
}
