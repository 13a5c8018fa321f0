import Foundation

/// Miss ratio over cache size as a picture: a line per policy of the replays, or of the curves.
struct CacheChart {
  enum Ratio { case objects, bytes }

  let result: CacheStudy
  let ratio: Ratio

  static let width = 480.0
  static let height = 330.0

  var title: String { ratio == .objects ? "Object miss ratio by cache size" : "Byte miss ratio by cache size" }

  /// What the lines are called, in the order of their colours.
  var names: [String] { series.map(\.name) }

  private struct Series {
    var name: String
    var points: [(x: Double, y: Double)]
  }

  private var series: [Series] {
    let replays = result.byPolicy.map { policy in
      Series(name: policy.title, points: policy.replays.map { point($0.capacity, $0.missRatio, $0.byteMissRatio) })
    }
    let curves = result.curves.map { curve in
      let isPlain = curve.method == "exact" && result.replays.isEmpty
      return Series(
        name: isPlain ? curve.title : "\(curve.title), \(Self.words(curve.method))",
        points: curve.points.map { point($0.capacity, $0.missRatio, $0.byteMissRatio) })
    }
    return replays + curves
  }

  private func point(_ capacity: Int64, _ objects: Double, _ bytes: Double) -> (x: Double, y: Double) {
    (Double(max(1, capacity)), ratio == .objects ? objects : bytes)
  }

  private static func words(_ method: String) -> String { method == "exact" ? "curve" : method }

  func plot() -> LinePlot? {
    let series = series
    let sizes = series.flatMap { $0.points.map(\.x) }
    guard let least = sizes.min(), let most = sizes.max() else { return nil }
    let x = ChartScale(
      kind: .logarithmic, low: least, high: max(most, least * 2), start: 62, end: Self.width - 24)
    let y = scale(series.flatMap { $0.points.map(\.y) })
    let lines = series.enumerated().map { index, line in
      LinePlot.Line(
        name: line.name, colour: index, dash: index / LinePlot.colours, runs: [line.points])
    }
    return LinePlot(
      title: title, description: description(series), width: Self.width, height: Self.height, x: x, y: y,
      xTicks: ticks(x), yTicks: y.ticks { "\(Readable.digits($0 * 100)) %" }, lines: lines)
  }

  /// From zero, unless all values lie close together far above it.
  private func scale(_ values: [Double]) -> ChartScale {
    let (least, most) = (values.min() ?? 0, values.max() ?? 1)
    if least < 0.5 * most { return .fromZero(values, from: Self.height - 34, to: 16) }
    let step = ChartScale.roundStep(max(0.01, (most - least) / 4))
    return ChartScale(
      kind: .linear, low: (least / step).rounded(.down) * step, high: (most / step).rounded(.up) * step,
      start: Self.height - 34, end: 16)
  }

  /// At the sizes of a few replays, or at powers: of two for bytes, of ten for objects.
  private func ticks(_ x: ChartScale) -> [ChartScale.Tick] {
    let base = result.settings.ignoresSize ? 10.0 : 2.0
    let first = Int((log(x.low) / log(base)).rounded(.up))
    let last = Int((log(x.high) / log(base)).rounded(.down))
    let powers = (first...max(first, last)).map { pow(base, Double($0)) }.filter { $0 <= x.high * 1.001 }
    let candidates = powers.count > 2 ? powers : result.capacities.map(Double.init) + powers
    let most = 6
    let stride = max(1, (candidates.count + most - 1) / most)
    let chosen = candidates.count > 2 ? Set(candidates).sorted() : [x.low, x.high]
    return chosen.enumerated().filter { $0.offset % stride == 0 }.map {
      .init(value: $0.element, label: result.shortWords(Int64($0.element.rounded())))
    }
  }

  private func description(_ series: [Series]) -> String {
    series.prefix(8).compactMap { line -> String? in
      guard let first = line.points.first, let last = line.points.last else { return nil }
      return "\(line.name): \(CacheTakeaway.percent(first.y)) at \(result.shortWords(Int64(first.x))), "
        + "\(CacheTakeaway.percent(last.y)) at \(result.shortWords(Int64(last.x)))"
    }.joined(separator: "; ")
  }
}

/// The chart as a file of its own, light or dark as the viewer is.
public enum CacheSVG {
  public static func text(_ result: CacheStudy) -> String {
    let chart = CacheChart(result: result, ratio: .objects)
    guard let plot = chart.plot() else { return "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n" }
    let columns = 3
    let names = chart.names
    let rows = (names.count + columns - 1) / columns
    let height = 52 + CacheChart.height + Double(rows) * 20 + 10
    let keys = names.enumerated().map { index, name -> Markup in
      let x = 20 + Double(index % columns) * 155
      let y = 52 + CacheChart.height + Double(index / columns) * 20
      return """
        <path class="line s\(index % LinePlot.colours) d\(index / LinePlot.colours % 4)" d="M\(x) \(y)L\(x + 26) \(y)"/>\
        <text class="key" x="\(x + 32)" y="\(y + 4)">\(name)</text>

        """
    }
    let body: Markup = """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(CacheChart.width) \(height)" role="img" aria-label="\(chart.title)">
      <style>\(Markup(trusted: style))</style>
      <rect class="paper" width="100%" height="100%"/>
      <text class="head" x="16" y="24">\(chart.title)</text>
      <text class="tick" x="16" y="42">\(result.trace.name)</text>
      <svg y="48" width="\(CacheChart.width)" height="\(CacheChart.height)" viewBox="0 0 \(CacheChart.width) \(CacheChart.height)">
      \(plot.svg(id: "chart"))</svg>
      \(keys)</svg>

      """
    return body.text
  }

  /// Of every picture that is a file of its own.
  static let style =
    PageStyle.colours + """
      svg { font-family: system-ui, sans-serif; }
      svg text { fill: var(--ink); } .paper { fill: var(--paper); }
      .head { font-size: 15px; font-weight: 600; } .key { font-size: 12px; }
      .tick { font-size: 11px; fill: var(--faint); } .grid { stroke: var(--hair); } .axis { stroke: var(--faint); }
      .line { fill: none; stroke-width: 2; stroke-linejoin: round; }
      .d1 { stroke-dasharray: 7 4; } .d2 { stroke-dasharray: 2 3; } .d3 { stroke-dasharray: 9 3 2 3; }

      """
    + (0..<LinePlot.colours).map { ".line.s\($0) { stroke: var(--s\($0)); } .dot.s\($0) { fill: var(--s\($0)); }\n" }
    .joined()
}
