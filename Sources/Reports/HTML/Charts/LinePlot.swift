/// A static chart of lines over one horizontal axis.
struct LinePlot {
  struct Line {
    var name: String
    /// Number of its colour, and of its dashes.
    var colour: Int
    var dash = 0
    /// Parts of the line; a gap of the data starts a new one.
    var runs: [[(x: Double, y: Double)]]
  }

  /// A shaded span, or a marked instant when both ends are equal.
  struct Mark {
    var name: String
    var from: Double
    var to: Double
  }

  var title: String
  /// One sentence for those who do not see the picture.
  var description: String
  var width = 320.0
  var height = 200.0
  var x: ChartScale
  var y: ChartScale
  var xTicks: [ChartScale.Tick]
  var yTicks: [ChartScale.Tick]
  var lines: [Line]
  var marks: [Mark] = []
  /// Values that budgets allow at most, or ask for at least, each at its place.
  var limits: [(x: Double, y: Double, label: String)] = []

  static let colours = 8

  func svg(id: String) -> Markup {
    """
    <svg class="plot" viewBox="0 0 \(width) \(height)" role="img" aria-labelledby="\(id)-t \(id)-d">
    <title id="\(id)-t">\(title)</title><desc id="\(id)-d">\(description)</desc>
    \(shades)\(grid)\(lines.map(path))\(instants)\(thresholds)
    </svg>

    """
  }

  private var floorY: Double { y.start }
  private var ceilingY: Double { y.end }

  private var grid: Markup {
    let rows = yTicks.map { tick -> Markup in
      let place = y.place(tick.value)
      return """
        <line class="grid" x1="\(x.start)" x2="\(x.end)" y1="\(place)" y2="\(place)"/>\
        <text class="tick" text-anchor="end" x="\(x.start - 8)" y="\(place + 4)">\(tick.label)</text>

        """
    }
    let columns = xTicks.map { tick -> Markup in
      let place = x.place(tick.value)
      return """
        <line class="axis" x1="\(place)" x2="\(place)" y1="\(floorY)" y2="\(floorY + 4)"/>\
        <text class="tick" text-anchor="middle" x="\(place)" y="\(floorY + 18)">\(tick.label)</text>

        """
    }
    return """
      \(rows)<line class="axis" x1="\(x.start)" x2="\(x.end)" y1="\(floorY)" y2="\(floorY)"/>
      \(columns)
      """
  }

  private func path(_ line: Line) -> Markup {
    let style: Markup = "class=\"line s\(line.colour % Self.colours) d\(line.dash % 4)\""
    return line.runs.map { run -> Markup in
      if run.count == 1 {
        return """
          <circle class="dot s\(line.colour % Self.colours)" r="2.5" cx="\(x.place(run[0].x))" \
          cy="\(y.place(run[0].y))"/>

          """
      }
      let points = run.enumerated().map { index, point -> Markup in
        "\(index == 0 ? "M" : "L")\(x.place(point.x)) \(y.place(point.y))"
      }
      return "<path \(style) d=\"\(points)\"/>\n"
    }.joined()
  }

  private var shades: Markup {
    marks.filter { $0.to > $0.from }.enumerated().map { index, mark -> Markup in
      let start = x.place(mark.from), end = x.place(mark.to)
      if end - start < 0.5 { return .empty }
      return """
        <rect class="phase p\(index % 2)" x="\(start)" y="\(ceilingY)" width="\(end - start)" \
        height="\(floorY - ceilingY)"><title>\(mark.name)</title></rect>

        """
    }.joined()
  }

  private var instants: Markup {
    marks.filter { $0.to <= $0.from && $0.from >= x.low && $0.from <= x.high }.map { mark -> Markup in
      let place = x.place(mark.from)
      return """
        <line class="event" x1="\(place)" x2="\(place)" y1="\(ceilingY)" y2="\(floorY)"><title>\(mark.name)</title></line>

        """
    }.joined()
  }

  private var thresholds: Markup {
    limits.filter { $0.y >= y.low && $0.y <= y.high && $0.x <= x.high }.map { limit -> Markup in
      let (across, up) = (x.place(limit.x), y.place(limit.y))
      return """
        <line class="level" x1="\(across - 16)" x2="\(across + 16)" y1="\(up)" y2="\(up)"/>\
        <text class="tick" text-anchor="end" x="\(across - 20)" y="\(up + 4)">\(limit.label)</text>

        """
    }.joined()
  }
}
