/// One measurable number of a run: `p99(feed.load.latency)`, `hitRatio(edge)`, `value(timeline.read.candidates)`.
public struct MetricExpression: Sendable, Hashable, CustomStringConvertible {
  public var function: MetricFunction
  /// The model's name: an operation with `.latency`, an operation or stream, a station, a cache, or a scalar's stem.
  public var metric: String

  public init(_ function: MetricFunction, _ metric: String) {
    self.function = function
    self.metric = metric
  }

  /// Reads `function(metric)`; nil when the form or the function's name is wrong.
  public init?(parsing text: String) {
    let trimmed = text.trimmingPrefix { $0 == " " }
    guard let open = trimmed.firstIndex(of: "("), trimmed.last == ")",
      let function = MetricFunction(String(trimmed[..<open]))
    else { return nil }
    let metric = trimmed[trimmed.index(after: open)...].dropLast()
    guard !metric.isEmpty, !metric.contains(where: { "() ".contains($0) }) else { return nil }
    self.init(function, String(metric))
  }

  public var description: String { "\(function.name)(\(metric))" }

  /// The operation whose latency is meant, when this is about a latency.
  public var latencyOperation: String? {
    metric.hasSuffix(".latency") ? String(metric.dropLast(".latency".count)) : nil
  }
}
