extension ReportPage {
  /// Percentiles of every operation: the table, and the curves up to the last nines.
  var latency: PageSection? {
    let tables = perVariant { _, variant in
      let section = Digest.latency(variant)
      if section.rows.isEmpty { return nil }
      let caption = hasSeveralVariants ? "Latency by operation, \(variant.name)" : "Latency by operation"
      return Self.table(section, caption: caption, isQuiet: true)
    }
    guard let tables else { return nil }
    return PageSection("latency", "Latency", "\(tables)\(curves)")
  }

  private var curves: Markup {
    let data = chartData
    let drawn = data.curves
    guard !drawn.isEmpty, let y = ChartScale.decades(drawn.flatMap { $0.points.map { $0[1] } }, from: 174, to: 14)
    else { return .empty }
    let lastNine = drawn.flatMap { $0.points.compactMap { NinesScale.nines($0[0]) } }.max() ?? 3
    let x = ChartScale(kind: .linear, low: 0, high: max(lastNine, 2), start: 58, end: 292)
    let small = data.operations.enumerated().map { index, name -> Markup in
      let plot = curve(name, data, x, y)
      return "<figure><figcaption>\(name)</figcaption>\(plot.svg(id: "curve-\(index)"))</figure>\n"
    }
    let keys: Markup = hasSeveralVariants ? " \(Self.variantLegend(measured.map(\.variant.name)))" : .empty
    return """
      <h3 id="curves-title">Latency by percentile</h3>
      <p class="hint">Across: percentiles, with as much room from p90 to p99 as from p99 to p99.9. Up: latency, each \
      line ten times the one below.\(keys)</p>
      <div class="explore" id="curves-explorer" hidden="hidden"></div>
      <div class="static plots">
      \(small)</div>

      """
  }

  private func curve(_ name: String, _ data: ChartData, _ x: ChartScale, _ y: ChartScale) -> LinePlot {
    let limits = data.limits.filter { $0.operation == name }.compactMap { limit in
      NinesScale.nines(limit.percent).map {
        (x: $0, y: limit.seconds, label: "budget \(Readable.seconds(limit.seconds))")
      }
    }
    let lines = data.curves.filter { $0.operation == name }.map { line in
      let points = line.points.compactMap { point in NinesScale.nines(point[0]).map { (x: $0, y: point[1]) } }
      let place = data.variants.firstIndex { $0.index == line.variant } ?? 0
      return LinePlot.Line(name: name, colour: place, dash: place, runs: [points])
    }
    return LinePlot(
      title: "\(name): latency by percentile", description: curveWords(name), x: x, y: y,
      xTicks: NinesScale.ticks.filter { $0.value <= x.high + 1e-9 }, yTicks: y.ticks(Readable.seconds), lines: lines,
      limits: limits)
  }

  private func curveWords(_ name: String) -> String {
    let parts = measured.compactMap { _, variant -> String? in
      guard let latency = variant.operations.first(where: { $0.name == name })?.latency else { return nil }
      let values = [("p50", latency.p50), ("p99", latency.p99), ("p99.9", latency.p999)].map {
        "\($0.0) \(Readable.seconds($0.1.estimate.value))"
      }
      return (hasSeveralVariants ? "\(variant.name): " : "") + values.joined(separator: ", ")
    }
    return parts.joined(separator: "; ")
  }

  /// Which line belongs to which variant.
  static func variantLegend(_ names: [String]) -> Markup {
    let items = names.enumerated().map { index, name -> Markup in
      """
      <span class="key"><svg width="28" height="10" aria-hidden="true"><path \
      class="line s\(index % LinePlot.colours) d\(index % 4)" d="M0 5L28 5"/></svg> \(name)</span>
      """
    }
    return "<span class=\"keys\">\(items)</span>"
  }
}
