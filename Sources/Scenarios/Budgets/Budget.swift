import Simulator

/// A requirement on one metric, such as `p99(feed.load.latency) < 200 ms`.
public struct Budget: Sendable {
  public enum Comparison: String, Sendable, CaseIterable {
    case below = "<"
    case atMost = "<="
    case above = ">"
    case atLeast = ">="
  }

  public enum Severity: String, Sendable, CaseIterable {
    case fail, warn
  }

  public var id: String
  public var metric: MetricReference
  public var comparison: Comparison
  public var threshold: BudgetThreshold
  public var window = BudgetWindow.wholeRun
  public var severity: Severity
  public var place: SourcePlace
  /// Where `over` stands; the budget itself when it is left out.
  var windowPlace: SourcePlace

  /// The word before the parenthesis.
  public var function: String { metric.function }

  /// Canonical text of the requirement.
  public var requirement: String { "\(metric) \(comparison.rawValue) \(threshold.text)" }
}

/// `function(metric)` or `function(metric{region=NAME})`, checked against a `MetricVocabulary`.
public struct MetricReference: Sendable, Hashable, CustomStringConvertible {
  public var function: String
  public var metric: String
  public var region: String?

  public init(function: String, metric: String, region: String? = nil) {
    self.function = function
    self.metric = metric
    self.region = region
  }

  public var description: String { "\(function)(\(metric)\(region.map { "{region=\($0)}" } ?? ""))" }
}
