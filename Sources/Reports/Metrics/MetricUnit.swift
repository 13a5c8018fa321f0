/// What a metric counts in; thresholds of budgets must agree with it.
public enum MetricUnit: String, Codable, Sendable, CaseIterable {
  case seconds = "s"
  case perSecond = "1/s"
  case fraction = "1"
  case count
  case bytes
  case bytesPerSecond = "bytes/s"
  /// A scalar of the model whose unit has no name here.
  case unnamed = ""

  /// The unit that a model's scalar names in text; `unnamed` when it is none of ours.
  public init(scalarUnit text: String) {
    self = MetricUnit(rawValue: text) ?? (text == "B" ? .bytes : .unnamed)
  }
}
