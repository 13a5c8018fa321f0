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
  public var threshold: Quantity
  public var severity: Severity
  public var place: SourcePlace

  /// The word before the parenthesis.
  public var function: String { metric.function }

  /// Canonical text of the requirement.
  public var requirement: String { "\(metric) \(comparison.rawValue) \(threshold.text)" }
}

/// `function(metric)`, checked against a `MetricVocabulary`.
public struct MetricReference: Sendable, Hashable, CustomStringConvertible {
  public var function: String
  public var metric: String

  public init(function: String, metric: String) {
    self.function = function
    self.metric = metric
  }

  public var description: String { "\(function)(\(metric))" }
}
