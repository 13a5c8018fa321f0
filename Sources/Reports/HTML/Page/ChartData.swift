import Foundation

/// What the scripts of the page draw; the same numbers as in the static charts.
struct ChartData: Encodable {
  struct Curve: Encodable {
    var operation: String
    /// Index of the variant in the scenario.
    var variant: Int
    /// Percent and seconds, rising.
    var points: [[Double]]
  }

  /// A budget on a percentile.
  struct Limit: Encodable, Equatable {
    var operation: String
    var percent: Double
    var seconds: Double
  }

  struct Series: Encodable {
    var function: String
    var subject: String
    var unit: String
    var values: [Double?]
  }

  struct Chart: Encodable {
    var variant: Int
    var edges: [Double]
    var series: [Series]
  }

  struct Variant: Encodable {
    var index: Int
    var name: String
  }

  var variants: [Variant]
  /// In the model's order; those shown first are `chosen`.
  var operations: [String]
  var chosen: [String]
  var curves: [Curve]
  var limits: [Limit]
  var timelines: [Chart]
  /// Of the series of the timelines, in the order of the panels.
  var functions: [String]
  var phases: [TimeMark]
  var events: [TimeMark]

  /// Text that may stand in a script element: no character in it can end one.
  var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let text = (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
    return Self.inert(text)
  }

  /// JSON with every character that means something to HTML or ends a line of a script as an escape.
  static func inert(_ json: String) -> String {
    var result = ""
    for scalar in json.unicodeScalars {
      switch scalar {
      case "<", ">", "&", "\u{2028}", "\u{2029}": result += "\\u" + String(format: "%04x", scalar.value)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension ReportPage {
  /// Budgets that a curve of latency by percentile can show, each once.
  private var limits: [ChartData.Limit] {
    var limits: [ChartData.Limit] = []
    for budget in result.budgets where budget.unit == .seconds && budget.over == "whole run" {
      let function = budget.metric.prefix { $0 != "(" }
      guard function.first == "p", let percent = Double(function.dropFirst()) else { continue }
      let limit = ChartData.Limit(
        operation: Self.subject(of: budget.metric), percent: percent, seconds: budget.threshold)
      if !limits.contains(limit) { limits.append(limit) }
    }
    return limits
  }

  var chartData: ChartData {
    var operations: [OperationResult] = []
    for operation in measured.flatMap(\.variant.operations)
    where !operations.contains(where: { $0.name == operation.name }) {
      if !operation.curve.isEmpty { operations.append(operation) }
    }
    let curves = measured.flatMap { index, variant in
      variant.operations.filter { !$0.curve.isEmpty }.map { operation in
        ChartData.Curve(
          operation: operation.name, variant: index,
          points: operation.curve.filter { $0.percent < 100 && $0.seconds > 0 }.map { [$0.percent, $0.seconds] })
      }
    }
    let timelines = measured.compactMap { index, variant -> ChartData.Chart? in
      guard let timeline = variant.timeline, timeline.edgesSeconds.count > 1 else { return nil }
      let series = timeline.series.filter { $0.values.contains { ($0 ?? 0) != 0 } }.map {
        ChartData.Series(
          function: Self.function(of: $0.metric), subject: Self.subject(of: $0.metric), unit: $0.unit.rawValue,
          values: $0.values)
      }
      return series.isEmpty ? nil : ChartData.Chart(variant: index, edges: timeline.edgesSeconds, series: series)
    }
    var functions: [String] = []
    for panel in measured.compactMap(\.variant.timeline).flatMap(timelinePanels)
    where !functions.contains(panel.function) {
      functions.append(panel.function)
    }
    return ChartData(
      variants: measured.map { .init(index: $0.index, name: $0.variant.name) }, operations: operations.map(\.name),
      chosen: tellingFirst(operations).prefix(3).map(\.name), curves: curves, limits: limits,
      timelines: timelines, functions: functions, phases: result.phases, events: result.events)
  }
}
