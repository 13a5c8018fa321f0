import Reports
import Simulator

/// A requirement on one metric: `p99(feed.load.latency) < 200 ms`.
public struct BudgetRule: Sendable, Equatable {
  public enum Comparison: String, Sendable {
    case less = "<"
    case atMost = "<="
    case more = ">"
    case atLeast = ">="

    func holds(_ value: Double, _ threshold: Double) -> Bool {
      switch self {
      case .less: value < threshold
      case .atMost: value <= threshold
      case .more: value > threshold
      case .atLeast: value >= threshold
      }
    }

    var wantsLess: Bool { self == .less || self == .atMost }
  }

  public var id: String
  public var metric: MetricExpression
  public var comparison: Comparison
  /// In the metric's unit: seconds, per second, 0…1, counts.
  public var threshold: Double
  public var unit: MetricUnit
  public var severity: BudgetResult.Severity

  public init(
    id: String, metric: MetricExpression, comparison: Comparison, threshold: Double, unit: MetricUnit,
    severity: BudgetResult.Severity = .fail
  ) {
    self.id = id
    self.metric = metric
    self.comparison = comparison
    self.threshold = threshold
    self.unit = unit
    self.severity = severity
  }

  public var requirement: String { "\(metric) \(comparison.rawValue) \(Readable.value(threshold, unit))" }
}
