extension ReportPage {
  /// Metrics over the run, with its phases and events.
  var timeline: PageSection? {
    let panels = perVariant { index, variant in
      guard let timeline = variant.timeline, timeline.edgesSeconds.count > 1 else { return nil }
      let place = hasSeveralVariants ? ", \(variant.name)" : ""
      let panels = timelinePanels(timeline)
      let charts = panels.enumerated().map { number, panel in
        chart(panel, timeline, id: "timeline-\(index)-\(number)", place: place)
      }
      let tables = panels.map { values($0, timeline, place) }
      return charts.isEmpty ? nil : "<div class=\"static timeline\">\n\(charts)</div>\n\(tables)"
    }
    guard let panels else { return nil }
    return PageSection(
      "timeline", "Over time",
      """
      <p class="hint">The first replication, by interval. Seconds since the start of the run, warm-up included.</p>
      \(marks)<div class="explore" id="timeline-explorer" hidden="hidden"></div>
      \(panels)
      """)
  }

  struct TimelinePanel {
    /// `hit ratio` of `hitRatio(edge)`.
    var function: String
    var series: [Timeline.Series]
    var left: Int
  }

  /// What people look for first, first; other functions follow in the order of the result.
  private static let functionOrder = ["p99", "p50", "rate", "busiest utilisation", "utilisation", "hit ratio"]

  static func isBefore(_ one: String, _ other: String) -> Bool {
    func rank(_ name: String) -> Int { functionOrder.firstIndex(of: name) ?? functionOrder.count }
    return rank(one) < rank(other)
  }

  /// One panel per function of metrics, with its most telling series: those with a budget, then the largest.
  func timelinePanels(_ timeline: Timeline) -> [TimelinePanel] {
    var panels: [TimelinePanel] = []
    for series in timeline.series where series.values.contains(where: { ($0 ?? 0) != 0 }) {
      let function = Self.function(of: series.metric)
      if let known = panels.firstIndex(where: { $0.function == function && $0.series[0].unit == series.unit }) {
        panels[known].series.append(series)
      } else {
        panels.append(TimelinePanel(function: function, series: [series], left: 0))
      }
    }
    let sorted = panels.enumerated().sorted {
      if Self.isBefore($0.element.function, $1.element.function) { return true }
      return !Self.isBefore($1.element.function, $0.element.function) && $0.offset < $1.offset
    }
    return sorted.map(\.element).map { panel in
      func rank(_ series: Timeline.Series) -> (Int, Double) {
        (result.budgets.contains { $0.metric == series.metric } ? 0 : 1, -(series.values.compactMap { $0 }.max() ?? 0))
      }
      let ordered = panel.series.enumerated().sorted {
        (rank($0.element).0, rank($0.element).1, $0.offset) < (rank($1.element).0, rank($1.element).1, $1.offset)
      }
      var panel = panel
      panel.series = ordered.prefix(5).map(\.element)
      panel.left = ordered.count - panel.series.count
      return panel
    }
  }

  /// `hit ratio` of `hitRatio(edge)`.
  static func function(of metric: String) -> String { TimeWords.spaced(String(metric.prefix { $0 != "(" })) }

  /// `feed.load` of `p99(feed.load.latency)`.
  static func subject(of metric: String) -> String {
    guard let open = metric.firstIndex(of: "("), metric.hasSuffix(")") else { return metric }
    let inner = metric[metric.index(after: open)..<metric.index(before: metric.endIndex)]
    return inner.hasSuffix(".latency") ? String(inner.dropLast(8)) : String(inner)
  }

  private func chart(_ panel: TimelinePanel, _ timeline: Timeline, id: String, place: String) -> Markup {
    let edges = timeline.edgesSeconds
    let unit = panel.series[0].unit
    let x = ChartScale(kind: .linear, low: edges[0], high: edges[edges.count - 1], start: 70, end: 746)
    let all = panel.series.flatMap { $0.values.compactMap { $0 } }
    let (least, most) = (all.filter { $0 > 0 }.min() ?? 1, all.max() ?? 1)
    let isWide = unit == .seconds && most > 20 * least
    let y =
      (isWide ? ChartScale.decades(all, from: 154, to: 14) : nil) ?? ChartScale.fromZero(all, from: 154, to: 14)
    let lines = panel.series.enumerated().map { index, series in
      LinePlot.Line(name: series.metric, colour: index, dash: index / 4, runs: Self.runs(series.values, edges))
    }
    let marks =
      result.phases.map { LinePlot.Mark(name: $0.name, from: $0.fromSeconds, to: $0.toSeconds) }
      + result.events.map { LinePlot.Mark(name: $0.name, from: $0.fromSeconds, to: $0.fromSeconds) }
    let plot = LinePlot(
      title: "\(panel.function) over time",
      description: panel.series.map { Self.span(of: $0) }.joined(separator: "; "), width: 760, height: 180, x: x, y: y,
      xTicks: x.ticks(Readable.seconds), yTicks: y.ticks { Readable.value($0, unit) }, lines: lines, marks: marks)
    let names = panel.series.map { Self.subject(of: $0.metric) }
    let rest = panel.left > 0 ? " and \(panel.left) more in summary.json" : ""
    return """
      <figure><figcaption><strong>\(panel.function)</strong> \(Self.variantLegend(names))\(rest)</figcaption>
      \(Self.scrolling("\(panel.function) over time\(place)", plot.svg(id: id)))</figure>

      """
  }

  private func values(_ panel: TimelinePanel, _ timeline: Timeline, _ place: String) -> Markup {
    let edges = timeline.edgesSeconds
    let rows = (0..<edges.count - 1).map { interval in
      ["\(Readable.seconds(edges[interval])) – \(Readable.seconds(edges[interval + 1]))"]
        + panel.series.map { series in
          let value = interval < series.values.count ? series.values[interval] : nil
          return value.map { Readable.value($0, series.unit) } ?? "–"
        }
    }
    let table = Self.table(
      caption: "\(panel.function) by interval\(place)",
      columns: ["interval"] + panel.series.map { Self.subject(of: $0.metric) }, rows: rows)
    return "<details class=\"values\"><summary>\(panel.function) by interval</summary>\n\(table)</details>\n"
  }

  /// Unbroken stretches of values, each in the middle of its interval.
  private static func runs(_ values: [Double?], _ edges: [Double]) -> [[(x: Double, y: Double)]] {
    var runs: [[(x: Double, y: Double)]] = []
    var isOpen = false
    for (index, value) in values.enumerated().prefix(edges.count - 1) {
      guard let value, value.isFinite else {
        isOpen = false
        continue
      }
      if !isOpen { runs.append([]) }
      isOpen = true
      runs[runs.count - 1].append((x: (edges[index] + edges[index + 1]) / 2, y: value))
    }
    return runs
  }

  private static func span(of series: Timeline.Series) -> String {
    let values = series.values.compactMap { $0 }
    guard let least = values.min(), let most = values.max() else { return series.metric }
    return "\(series.metric) from \(Readable.value(least, series.unit)) to \(Readable.value(most, series.unit))"
  }

  /// Phases and events in words, with the signs that the charts use.
  private var marks: Markup {
    if result.phases.isEmpty, result.events.isEmpty { return .empty }
    let phases = result.phases.enumerated().map { index, phase -> Markup in
      """
      <li><svg width="16" height="12" aria-hidden="true"><rect class="phase p\(index % 2)" width="16" height="12"/></svg> \
      <span>\(phase.name), \(Readable.seconds(phase.fromSeconds)) to \(Readable.seconds(phase.toSeconds))</span></li>

      """
    }
    let events = result.events.map { event -> Markup in
      let when =
        event.toSeconds > event.fromSeconds
        ? "\(Readable.seconds(event.fromSeconds)) to \(Readable.seconds(event.toSeconds))"
        : "at \(Readable.seconds(event.fromSeconds))"
      return """
        <li><svg width="16" height="12" aria-hidden="true"><line class="event" x1="8" x2="8" y1="0" y2="12"/></svg> \
        <span>\(event.name), \(when)</span></li>

        """
    }
    return "<ul class=\"legend\" aria-label=\"Phases and events\">\n\(phases)\(events)</ul>\n"
  }
}
