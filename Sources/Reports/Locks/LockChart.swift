/// A fitted lock as pictures over the number of clients: dots are measured, lines are fitted.
struct LockChart {
  enum Subject: CaseIterable { case throughput, latency }

  let study: LockStudy
  let subject: Subject

  static let width = 480.0
  static let height = 300.0

  var title: String { subject == .throughput ? "Updates per second by clients" : "Time of an update by clients" }

  private struct Series {
    var name: String
    var value: (LockStudy.Point) -> Double?
  }

  private var series: [Series] {
    switch subject {
    case .throughput: [Series(name: "throughput") { $0.throughput }]
    case .latency: [Series(name: "mean") { $0.mean }, Series(name: "p99") { $0.p99 }]
    }
  }

  /// What colours mean, in their order.
  var names: [String] { series.map(\.name) }
  /// Colours go on from picture to picture.
  var firstColour: Int { subject == .throughput ? 0 : 1 }

  func plot() -> LinePlot? {
    let clients = study.rows.map { Double($0.measured.clients) }
    guard let least = clients.min(), let most = clients.max() else { return nil }
    let points = study.rows.flatMap { [$0.measured, $0.fitted] } + study.curve
    let values = series.flatMap { line in points.compactMap(line.value) }
    let x = ChartScale(
      kind: .logarithmic, low: least * 0.9, high: max(most, least * 2) * 1.1, start: 68, end: Self.width - 24)
    let fromZero = ChartScale.fromZero(values, from: Self.height - 34, to: 16)
    let y =
      subject == .throughput
      ? fromZero : ChartScale.decades(values, from: Self.height - 34, to: 16) ?? fromZero
    let lines = series.enumerated().flatMap { index, line in
      [
        LinePlot.Line(
          name: line.name, colour: firstColour + index,
          runs: [study.curve.compactMap { point in line.value(point).map { (Double(point.clients), $0) } }]),
        LinePlot.Line(
          name: line.name, colour: firstColour + index,
          runs: study.rows.compactMap { row in
            line.value(row.measured).map { [(Double(row.measured.clients), $0)] }
          }),
      ]
    }
    return LinePlot(
      title: title, description: description, width: Self.width, height: Self.height, x: x, y: y,
      xTicks: Self.ticks(Set(study.rows.map(\.measured.clients)).sorted()),
      yTicks: y.ticks { subject == .throughput ? Readable.count($0) + "/s" : Readable.seconds($0) },
      lines: lines.filter { $0.runs.contains { !$0.isEmpty } })
  }

  /// At measured numbers of clients, at most eight of them.
  private static func ticks(_ clients: [Int]) -> [ChartScale.Tick] {
    let stride = max(1, (clients.count + 7) / 8)
    return clients.enumerated().filter { $0.offset % stride == 0 }.map {
      .init(value: Double($0.element), label: "\($0.element)")
    }
  }

  private var description: String {
    series.compactMap { line -> String? in
      guard let first = study.rows.min(by: { $0.measured.clients < $1.measured.clients })?.measured,
        let last = study.rows.max(by: { $0.measured.clients < $1.measured.clients })?.measured,
        let low = line.value(first), let high = line.value(last)
      else { return nil }
      func text(_ value: Double) -> String {
        subject == .throughput ? Readable.value(value, .perSecond) : Readable.seconds(value)
      }
      return "\(line.name): \(text(low)) with \(counted(first.clients, "client")), "
        + "\(text(high)) with \(counted(last.clients, "client"))"
    }.joined(separator: "; ")
  }

  /// The legend: a line and a dot per colour.
  var keys: [(name: String, colour: Int)] {
    names.enumerated().map { ($0.element, (firstColour + $0.offset) % LinePlot.colours) }
  }
}

/// Both pictures as a file of their own, light or dark as the viewer is.
public enum LockSVG {
  public static func text(_ study: LockStudy) -> String {
    let charts = LockChart.Subject.allCases.map { LockChart(study: study, subject: $0) }
    let panel = LockChart.height + 40
    let panels = charts.enumerated().compactMap { index, chart -> Markup? in
      guard let plot = chart.plot() else { return nil }
      let top = 48 + Double(index) * panel
      return """
        <text class="key" x="16" y="\(top + 14)">\(chart.title)</text>
        <svg y="\(top + 20)" width="\(LockChart.width)" height="\(LockChart.height)" \
        viewBox="0 0 \(LockChart.width) \(LockChart.height)">
        \(plot.svg(id: "chart-\(index)"))</svg>

        """
    }
    let keyTop = 48 + Double(charts.count) * panel + 6
    let keys = charts.flatMap(\.keys).enumerated().map { index, key -> Markup in
      let x = 20 + Double(index) * 150
      return """
        <path class="line s\(key.colour)" d="M\(x) \(keyTop)L\(x + 26) \(keyTop)"/>\
        <circle class="dot s\(key.colour)" r="2.5" cx="\(x + 13)" cy="\(keyTop)"/>\
        <text class="key" x="\(x + 32)" y="\(keyTop + 4)">\(key.name)</text>

        """
    }
    let body: Markup = """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(LockChart.width) \(keyTop + 20)" role="img" \
      aria-label="A fitted row lock">
      <style>\(Markup(trusted: CacheSVG.style))</style>
      <rect class="paper" width="100%" height="100%"/>
      <text class="head" x="16" y="24">Row lock: dots measured, lines fitted</text>
      <text class="tick" x="16" y="42">\(study.name)</text>
      \(panels)\(keys)</svg>

      """
    return body.text
  }
}
