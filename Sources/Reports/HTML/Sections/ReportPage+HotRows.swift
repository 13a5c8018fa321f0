extension ReportPage {
  /// Rows that made writers wait, when, for how long, and who wrote them.
  var hotRows: PageSection? {
    let parts = perVariant { index, variant in
      if variant.hotRows.isEmpty { return hasSeveralVariants ? "<p>No row made a writer wait.</p>\n" : nil }
      let section = Digest.hotRows(variant, most: 10)
      let place = hasSeveralVariants ? ", \(variant.name)" : ""
      let lenses = variant.hotRows.filter { $0.microscope != nil }.prefix(Self.magnifiedRows).enumerated().map {
        Self.lens($0.element, variant.timeline?.edgesSeconds ?? [], id: "row-\(index)-\($0.offset)", place: place)
      }
      return Self.table(section, caption: "Hot rows\(place)", isQuiet: true) + Self.notes(section.notes)
        + Self.overview(variant, id: "heat-\(index)", place: place) + lenses.joined()
    }
    guard let parts, measured.contains(where: { !$0.variant.hotRows.isEmpty }) else { return nil }
    return PageSection("hot-rows", "Hot rows", parts)
  }

  /// Rows of each variant that are looked at closely.
  private static let magnifiedRows = 3

  /// All rows over time.
  private static func overview(_ variant: VariantResult, id: String, place: String) -> Markup {
    let map = HeatMap(
      title: "Lock wait by row and interval\(place)", description: heatWords(variant),
      rows: variant.hotRows.filter { !$0.waitSecondsByInterval.isEmpty }.map { ($0.name, $0.waitSecondsByInterval) },
      edges: variant.timeline?.edgesSeconds ?? [])
    let picture = map.svg(id: id)
    if picture.isEmpty { return .empty }
    return """
      <figure><figcaption>Lock wait by row and interval, summed over writers: the stronger the colour, the longer the \
      wait that ended there.</figcaption>
      \(scrolling("Lock wait by row and interval\(place)", picture, kind: "scroll wide"))</figure>

      """
  }

  private static func heatWords(_ variant: VariantResult) -> String {
    let peaks = variant.hotRows.prefix(3).compactMap { row -> String? in
      guard let most = row.waitSecondsByInterval.max(), most > 0,
        let index = row.waitSecondsByInterval.firstIndex(of: most)
      else { return nil }
      return "\(row.name): most in interval \(index + 1), \(Readable.seconds(most))"
    }
    return peaks.joined(separator: "; ")
  }

  /// One row under the microscope: its waits by length and time, its line over time, its numbers and its writers.
  private static func lens(_ row: RowResult, _ edges: [Double], id: String, place: String) -> Markup {
    guard let microscope = row.microscope else { return .empty }
    let map = WaitMap(
      counts: microscope.waitsByLength, lengthEdges: microscope.waitLengthEdgesSeconds, timeEdges: edges)
    let picture = map.svg(title: "Waits for \(row.name) by time and length", id: "\(id)-map")
    let figure: Markup =
      picture.isEmpty
      ? .empty
      : """
      <figure><figcaption>Waits by length, over time: the stronger the colour, the more writers</figcaption>
      \(picture)</figure>

      """
    let line = lineChart(row, microscope, edges, id: "\(id)-line")
    return """
      <h4 class="row-name">\(row.name)</h4>
      \(facts(row, microscope))<div class="plots">
      \(figure)\(line)\(writers(row, microscope, place))</div>
      \(values(row, microscope, map, edges, place))
      """
  }

  private static func facts(_ row: RowResult, _ microscope: RowMicroscope) -> Markup {
    let bound = row.isBound ? "at most " : ""
    var facts = [
      ("updates", Readable.value(row.updatesPerSecond, .perSecond)),
      ("writers that waited", Readable.count(Double(microscope.waits))),
      ("mean lock wait", bound + Readable.seconds(row.meanLockWaitSeconds)),
      ("longest wait", Readable.seconds(row.maximumLockWaitSeconds)),
    ]
    if let share = microscope.tailShare {
      let requests = CountedKind(row: row.name)?.noun ?? "requests"
      facts.append(("of the time of the slowest 1 % of \(requests)", bound + Readable.percent(share)))
    }
    let items = facts.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>\n" as Markup }
    return "<dl class=\"facts-list\">\n\(items)</dl>\n"
  }

  private static func lineChart(_ row: RowResult, _ microscope: RowMicroscope, _ edges: [Double], id: String) -> Markup
  {
    let lines = microscope.longestLineByInterval
    guard let most = lines.max(), most > 0, edges.count == lines.count + 1, lines.count > 1 else { return .empty }
    let x = ChartScale(kind: .linear, low: edges[0], high: edges[edges.count - 1], start: WaitMap.left, end: 314)
    let y = ChartScale.fromZero(lines.map(Double.init), from: 174, to: 10)
    let points = lines.enumerated().map { (x: (edges[$0.offset] + edges[$0.offset + 1]) / 2, y: Double($0.element)) }
    let peak = lines.firstIndex(of: most)!
    let plot = LinePlot(
      title: "Writers waiting for \(row.name) over time",
      description: "the longest line of each interval; longest \(Readable.count(Double(most))), from "
        + "\(Readable.seconds(edges[peak])) to \(Readable.seconds(edges[peak + 1]))",
      x: x, y: y, xTicks: x.ticks(Readable.seconds), yTicks: y.ticks { Readable.count($0) },
      lines: [LinePlot.Line(name: "writers waiting", colour: 0, runs: [points])])
    return """
      <figure><figcaption>Writers waiting: the longest line of each interval</figcaption>
      \(plot.svg(id: id))</figure>

      """
  }

  private static func writers(_ row: RowResult, _ microscope: RowMicroscope, _ place: String) -> Markup {
    if microscope.writers.isEmpty { return .empty }
    var section = Digest.Section("writers")
    section.columns = [.init("written by", right: false), .init("of updates")]
    for writer in microscope.writers { section.add([writer.name, Readable.percent(writer.share)]) }
    let most = microscope.writers[0].share
    let bars = microscope.writers.map { Bars.length(most > 0 ? $0.share / most : 0) }
    return table(
      section, caption: "Writers of \(row.name)\(place)", isQuiet: true,
      extra: ExtraColumn(title: "share", cells: bars, position: 1))
  }

  /// The pictures in numbers.
  private static func values(
    _ row: RowResult, _ microscope: RowMicroscope, _ map: WaitMap, _ edges: [Double], _ place: String
  ) -> Markup {
    let counts = microscope.waitsByLength
    if counts.isEmpty || edges.count != counts.count + 1 { return .empty }
    let rows = counts.indices.map { interval in
      let waits = counts[interval].reduce(0, +)
      let longest = counts[interval].lastIndex { $0 > 0 }
      let line = interval < microscope.longestLineByInterval.count ? microscope.longestLineByInterval[interval] : 0
      return [
        "\(Readable.seconds(edges[interval])) – \(Readable.seconds(edges[interval + 1]))",
        Readable.count(Double(waits)), "\(line)",
        microscope.length(of: 0.5, interval: interval).map { "below \(Readable.seconds($0))" } ?? "–",
        longest.map { map.name($0) } ?? "–",
      ]
    }
    let table = table(
      caption: "\(row.name) by interval\(place)",
      columns: ["interval", "waits", "longest line", "half of them", "the longest"], rows: rows)
    return "<details class=\"values\"><summary>\(row.name) by interval</summary>\n\(table)</details>\n"
  }
}
