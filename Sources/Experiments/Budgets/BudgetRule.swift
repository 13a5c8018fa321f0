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
  public var window: MetricWindow
  public var comparison: Comparison
  /// In the metric's unit: seconds, per second, 0…1, counts. With `baselineFactor` it is not used.
  public var threshold: Double
  public var unit: MetricUnit
  /// The threshold is this times the recorded value of the metric; nil for a plain threshold.
  public var baselineFactor: Double?
  public var severity: BudgetResult.Severity
  public var place: BudgetResult.Place?

  public init(
    id: String, metric: MetricExpression, over window: MetricWindow = .wholeRun, comparison: Comparison,
    threshold: Double, unit: MetricUnit, baselineFactor: Double? = nil, severity: BudgetResult.Severity = .fail,
    place: BudgetResult.Place? = nil
  ) {
    self.id = id
    self.metric = metric
    self.window = window
    self.comparison = comparison
    self.threshold = threshold
    self.unit = unit
    self.baselineFactor = baselineFactor
    self.severity = severity
    self.place = place
  }

  /// What is asked of each replication. The worst window of a budget is the one that it most likely breaches in.
  public var asked: WindowedMetric { WindowedMetric(metric, over: window, worstIsLargest: comparison.wantsLess) }

  public var requirement: String {
    let limit = baselineFactor.map { $0 == 1 ? "baseline" : "baseline * \($0)" } ?? Readable.value(threshold, unit)
    return "\(metric) \(comparison.rawValue) \(limit)"
  }
}
