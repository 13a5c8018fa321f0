import Foundation
import Reports

/// A trend as a table and one line of bars.
public enum TrendText {
  public static func text(_ series: TrendSeries, width: Int) -> String {
    let unit = MetricUnit(rawValue: series.unit)
    func readable(_ value: Double) -> String {
      unit.map { Readable.value(value, $0) } ?? "\(Readable.value(value, .count)) \(series.unit)"
    }
    var table = TextTable([
      .init("run"), .init("recorded (UTC)", right: false, rank: 2), .init("hash", right: false, rank: 1),
      .init("seed", rank: 4), .init("value"), .init("interval", rank: 3), .init("change"), .init("", right: false),
      .init("label", right: false, rank: 5),
    ])
    for point in series.points {
      let estimate = Estimate(
        point.value, low: point.low, high: point.high, basis: IntervalBasis(rawValue: point.basis) ?? .observed)
      table.add([
        "\(point.run)", RunListText.shortTime(point.recordedAt), oneLine(point.scenarioHash, limit: 8),
        "\(point.seed)", readable(point.value), Readable.interval(estimate, unit ?? .count),
        point.change.map(Readable.signedPercent) ?? "–", point.scenarioChanged ? "scenario changed" : "",
        oneLine(point.label ?? "", limit: 30),
      ])
    }
    let (lowest, highest) = (series.points.map(\.value).min() ?? 0, series.points.map(\.value).max() ?? 0)
    let title =
      "\(oneLine(series.metric, limit: 80)): \(oneLine(series.scenario, limit: 40)), "
      + "variant \(oneLine(series.variant, limit: 40))"
    let bars = "\(sparkline(series.points))  \(readable(lowest)) to \(readable(highest))"
    return ([title] + table.lines(width: width) + ["  " + bars]).joined(separator: "\n") + "\n"
  }

  /// One bar per run between the lowest and the highest value; `│` where the scenario changed.
  static func sparkline(_ points: [TrendPoint]) -> String {
    let bars = Array("▁▂▃▄▅▆▇█")
    guard let lowest = points.map(\.value).min(), let highest = points.map(\.value).max() else { return "" }
    return points.reduce(into: "") { line, point in
      if point.scenarioChanged { line.append("│") }
      let share = highest > lowest ? (point.value - lowest) / (highest - lowest) : 0
      line.append(bars[min(bars.count - 1, Int(share * Double(bars.count)))])
    }
  }
}
