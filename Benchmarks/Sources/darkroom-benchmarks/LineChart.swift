import Foundation

/// One line through a few points over a logarithmic x-axis of powers of ten, as an SVG without external parts.
/// Colours follow the reader's preference for light or dark.
struct LineChart {
  let title: String
  let xLabel: String
  let yLabel: String
  /// x as a power of ten, rising; y from 0 upwards.
  let points: [(x: Double, y: Double)]

  private static let (width, height) = (640.0, 360.0)
  private static let (left, right, top, bottom) = (64.0, 24.0, 48.0, 56.0)

  /// `10⁵`.
  static func powerOfTen(_ exponent: Int) -> String {
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    return "10" + String("\(exponent)".compactMap { $0.wholeNumberValue.map { digits[$0] } })
  }

  var svg: String {
    let step = Self.step(above: points.map(\.y).max() ?? 1)
    let ceiling = step * 5
    let (first, last) = (points.first?.x ?? 0, points.last?.x ?? 1)
    func across(_ x: Double) -> Double {
      Self.left + (x - first) / max(last - first, 1e-9) * (Self.width - Self.left - Self.right)
    }
    func down(_ y: Double) -> Double {
      Self.height - Self.bottom - y / ceiling * (Self.height - Self.top - Self.bottom)
    }
    var lines = [Self.head, text(Self.left, 26, "title", title)]
    for tick in 0...5 {
      let (value, y) = (Double(tick) * step, down(Double(tick) * step))
      lines.append(
        String(
          format: "<line class=\"%@\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", tick == 0 ? "axis" : "grid",
          Self.left, y, Self.width - Self.right, y))
      lines.append(text(Self.left - 8, y + 4, "end", String(format: "%g", value)))
    }
    for x in Int(first.rounded(.up))...max(Int(first.rounded(.up)), Int(last)) {
      lines.append(text(across(Double(x)), Self.height - Self.bottom + 20, "middle", Self.powerOfTen(x)))
    }
    lines.append(text((Self.left + Self.width - Self.right) / 2, Self.height - 12, "middle", xLabel))
    lines.append(
      String(
        format: "<text class=\"middle\" transform=\"translate(18 %.1f) rotate(-90)\">%@</text>",
        (Self.top + Self.height - Self.bottom) / 2, yLabel))
    let path = points.map { String(format: "%.1f,%.1f", across($0.x), down($0.y)) }.joined(separator: " ")
    lines.append("<polyline class=\"line\" points=\"\(path)\"/>")
    for point in points {
      lines.append(
        String(format: "<circle class=\"point\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/>", across(point.x), down(point.y)))
      lines.append(text(across(point.x), down(point.y) - 12, "middle", String(format: "%.2f", point.y)))
    }
    return (lines + ["</svg>", ""]).joined(separator: "\n")
  }

  private func text(_ x: Double, _ y: Double, _ style: String, _ content: String) -> String {
    String(format: "<text class=\"%@\" x=\"%.1f\" y=\"%.1f\">%@</text>", style, x, y, content)
  }

  /// A fifth of the axis: 1, 2, 2.5 or 5 times a power of ten, with room above the largest value.
  private static func step(above largest: Double) -> Double {
    let least = max(largest, 1e-9) * 1.1 / 5
    let unit = pow(10, log10(least).rounded(.down))
    return unit * ([1.0, 2, 2.5, 5, 10].first { $0 * unit >= least } ?? 10)
  }

  private static let head = """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360" role="img">
    <style>
    text { font: 13px system-ui, sans-serif; fill: #24292f; }
    .title { font-size: 15px; font-weight: 600; }
    .middle { text-anchor: middle; }
    .end { text-anchor: end; }
    .back { fill: #ffffff; }
    .axis { stroke: #57606a; }
    .grid { stroke: #d8dee4; }
    .line { fill: none; stroke: #0969da; stroke-width: 2; }
    .point { fill: #0969da; }
    @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; }
    .back { fill: #0d1117; }
    .axis { stroke: #8b949e; }
    .grid { stroke: #30363d; }
    .line { stroke: #58a6ff; }
    .point { fill: #58a6ff; }
    }
    </style>
    <rect class="back" width="640" height="360"/>
    """
}
