import Foundation

/// Rows by intervals; the darker a cell, the longer the wait that ended in it. The scale is a square root.
struct HeatMap {
  var title: String
  var description: String
  var rows: [(name: String, values: [Double])]
  /// Ends of the intervals in seconds; one more than there are intervals, or empty when they are not known.
  var edges: [Double]

  func svg(id: String) -> Markup {
    let columns = rows.map(\.values.count).max() ?? 0
    let most = rows.flatMap(\.values).max() ?? 0
    if columns == 0 || most <= 0 { return .empty }
    let (width, rowHeight, left) = (1060.0, 24.0, 330.0)
    let cell = (width - left - 20) / Double(columns)
    let height = rowHeight * Double(rows.count) + 30
    let lines = rows.enumerated().map { index, row -> Markup in
      let y = Double(index) * rowHeight
      let cells = row.values.enumerated().map { column, value -> Markup in
        if value <= 0 { return .empty }
        let shade = max(0.06, (value / most).squareRoot())
        return """
          <rect class="heat" x="\(left + Double(column) * cell)" y="\(y)" width="\(max(cell - 1, 0.5))" height="\(rowHeight - 2)" \
          fill-opacity="\(shade)"><title>\(row.name), \(span(column)): \(Readable.seconds(value))</title></rect>

          """
      }
      return """
        <text class="tick" text-anchor="end" x="\(left - 8)" y="\(y + 15)">\(shortened(row.name))</text>\
        <rect class="track" x="\(left)" y="\(y)" width="\(width - left - 20)" height="\(rowHeight - 2)"/>
        \(cells)
        """
    }
    return """
      <svg class="heatmap" viewBox="0 0 \(width) \(height)" role="img" aria-labelledby="\(id)-t \(id)-d">
      <title id="\(id)-t">\(title)</title><desc id="\(id)-d">\(description)</desc>
      \(lines)\(axis(left: left, right: width - 20, y: height - 12, columns: columns))
      </svg>

      """
  }

  private func axis(left: Double, right: Double, y: Double, columns: Int) -> Markup {
    guard edges.count == columns + 1, let first = edges.first, let last = edges.last, last > first else {
      return "<text class=\"tick\" x=\"\(left)\" y=\"\(y)\">intervals of the run, from its start to its end</text>"
    }
    let scale = ChartScale(kind: .linear, low: first, high: last, start: left, end: right)
    return scale.ticks(Readable.seconds).map { tick -> Markup in
      "<text class=\"tick\" text-anchor=\"middle\" x=\"\(scale.place(tick.value))\" y=\"\(y)\">\(tick.label)</text>\n"
    }.joined()
  }

  private func span(_ column: Int) -> String {
    guard column + 1 < edges.count else { return "interval \(column + 1)" }
    return "\(Readable.seconds(edges[column])) to \(Readable.seconds(edges[column + 1]))"
  }

  private func shortened(_ name: String) -> String { name.count > 50 ? String(name.prefix(49)) + "…" : name }
}
