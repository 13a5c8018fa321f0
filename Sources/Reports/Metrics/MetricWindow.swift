import Simulator

/// The part of a run over which a metric is taken.
public enum MetricWindow: Sendable, Hashable {
  case wholeRun
  /// From the start of the run, warm-up included; `name` is the phase's, nil for a span written out.
  case span(from: SimTime, to: SimTime, name: String?)
  /// The worst of all windows of this length, moved by one interval at a time.
  case worst(SimDuration)

  /// As a scenario writes it: `whole run`, `phase peak`, `10s..40s`, `worst 60s`.
  public var text: String {
    switch self {
    case .wholeRun: "whole run"
    case .span(let from, let to, let name):
      name.map { "phase \($0)" } ?? "\((from - .zero).text)..\((to - .zero).text)".replacing(" ", with: "")
    case .worst(let length): "worst \(length.text)".replacing(" ", with: "").replacing("worst", with: "worst ")
    }
  }
}

/// A metric over a part of the run, for one region or all.
public struct WindowedMetric: Sendable, Hashable, CustomStringConvertible {
  public var expression: MetricExpression
  public var window: MetricWindow
  /// Which of several windows is the worst: the largest value, as for a latency, or the smallest, as for a hit ratio.
  public var worstIsLargest: Bool

  public init(_ expression: MetricExpression, over window: MetricWindow = .wholeRun, worstIsLargest: Bool = true) {
    self.expression = expression
    self.window = window
    self.worstIsLargest = worstIsLargest
  }

  /// Neither a label nor a window: the number is in every run.
  public var isPlain: Bool { expression.region == nil && window == .wholeRun }

  public var description: String {
    if window == .wholeRun { return "\(expression)" }
    if case .worst = window, !worstIsLargest { return "\(expression) over \(window.text) (least)" }
    return "\(expression) over \(window.text)"
  }

  /// Its value in one replication; nil when the run has no such thing or no sample of it.
  public func value(in run: RunMeasurements) -> (value: Double, unit: MetricUnit)? {
    if let known = run.evaluated.first(where: { $0.name == description }) {
      return known.value.isNaN ? nil : (known.value, MetricUnit(rawValue: known.unit) ?? .unnamed)
    }
    return part(of: run).flatMap { expression.value(in: $0) }
  }

  /// The part of the run that the value is taken from; nil when the run was not measured by region and interval.
  public func part(of run: RunMeasurements) -> RunMeasurements? {
    let region = expression.region
    switch window {
    case .wholeRun: return region == nil ? run : run.part(region: region)
    case .span(let from, let to, _):
      guard let first = run.intervalEdges.firstIndex(of: from), let end = run.intervalEdges.firstIndex(of: to),
        first < end
      else { return nil }
      return run.part(region: region, intervals: first..<end)
    case .worst(let length):
      return worstPart(of: run, length)
    }
  }

  private func worstPart(of run: RunMeasurements, _ length: SimDuration) -> RunMeasurements? {
    var worst: (value: Double, part: RunMeasurements)?
    for first in run.intervalEdges.indices {
      guard let end = run.intervalEdges.firstIndex(of: run.intervalEdges[first] + length) else { break }
      guard
        let part = run.part(
          region: expression.region, intervals: first..<end, operation: expression.latencyOperation ?? expression.metric
        ),
        let value = expression.value(in: part)?.value
      else { continue }
      if let known = worst, worstIsLargest ? value <= known.value : value >= known.value { continue }
      worst = (value, part)
    }
    return worst?.part
  }
}
