/// One measurable number of a run: `p99(feed.load.latency)`, `hitRatio(edge)`, `rate(feed.load{region=tokyo})`.
public struct MetricExpression: Sendable, Hashable, CustomStringConvertible {
  public var function: MetricFunction
  /// The model's name: an operation with `.latency`, an operation or stream, a station, a cache, or a scalar's stem.
  public var metric: String
  /// The value of the label `region`; nil for all regions together.
  public var region: String?

  public init(_ function: MetricFunction, _ metric: String, region: String? = nil) {
    self.function = function
    self.metric = metric
    self.region = region
  }

  /// Reads `function(metric)` or `function(metric{region=NAME})`; nil when the form or the function's name is wrong.
  public init?(parsing text: String) {
    let trimmed = text.trimmingPrefix { $0 == " " }
    guard let open = trimmed.firstIndex(of: "("), trimmed.last == ")",
      let function = MetricFunction(String(trimmed[..<open]))
    else { return nil }
    var metric = trimmed[trimmed.index(after: open)...].dropLast()
    var region: String?
    if metric.last == "}", let brace = metric.firstIndex(of: "{") {
      let label = metric[metric.index(after: brace)...].dropLast().split(
        separator: "=", omittingEmptySubsequences: false)
      guard label.count == 2, label[0] == "region", !label[1].isEmpty else { return nil }
      region = String(label[1])
      metric = metric[..<brace]
    }
    guard !metric.isEmpty, !metric.contains(where: { "() {}".contains($0) }) else { return nil }
    self.init(function, String(metric), region: region)
  }

  public var description: String {
    let label = region.map { "{region=\($0)}" } ?? ""
    return "\(function.name)(\(metric)\(label))"
  }

  /// The operation whose latency is meant, when this is about a latency.
  public var latencyOperation: String? {
    metric.hasSuffix(".latency") ? String(metric.dropLast(".latency".count)) : nil
  }
}
