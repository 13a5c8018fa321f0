import Foundation

/// Waits of one row by time and by length: the stronger a cell, the more writers it holds. Both scales of the eye are
/// logarithmic: lengths double from class to class, and so do counts from shade to shade.
struct WaitMap {
  /// By interval, then by class of length.
  var counts: [[Int64]]
  /// Upper edges of the classes in seconds, rising; the last class has none.
  var lengthEdges: [Double]
  /// Ends of the intervals in seconds; one more than there are intervals, or empty when they are not known.
  var timeEdges: [Double]

  static let width = 320.0
  static let height = 200.0
  static let left = 62.0
  private static let right = 314.0
  private static let top = 10.0
  private static let floor = 174.0

  /// The classes that are drawn: from the shortest wait of the row to its longest.
  var classes: ClosedRange<Int>? {
    let used = (counts.map(\.count).max() ?? 0) - 1
    let filled = (0...max(0, used)).filter { length in counts.contains { length < $0.count && $0[length] > 0 } }
    return filled.first.flatMap { first in filled.last.map { first...$0 } }
  }

  func svg(title: String, id: String) -> Markup {
    guard let classes, !counts.isEmpty else { return .empty }
    let cellWidth = (Self.right - Self.left) / Double(counts.count)
    let cellHeight = (Self.floor - Self.top) / Double(classes.count)
    let most = Double(counts.flatMap { $0 }.max() ?? 1)
    let cells = counts.enumerated().map { interval, column -> Markup in
      classes.filter { $0 < column.count && column[$0] > 0 }.map { length -> Markup in
        let shade = 0.14 + 0.86 * log(Double(column[length]) + 1) / log(most + 1)
        return """
          <rect class="heat" x="\(Self.left + Double(interval) * cellWidth)" \
          y="\(Self.floor - Double(length - classes.lowerBound + 1) * cellHeight)" width="\(max(cellWidth - 0.75, 0.5))" \
          height="\(max(cellHeight - 0.75, 0.5))" fill-opacity="\(shade)"><title>\(span(interval)), \(name(length)): \
          \(waits(column[length]))</title></rect>

          """
      }.joined()
    }
    return """
      <svg class="plot" viewBox="0 0 \(Self.width) \(Self.height)" role="img" aria-labelledby="\(id)-t \(id)-d">
      <title id="\(id)-t">\(title)</title><desc id="\(id)-d">\(words(classes))</desc>
      <rect class="track" x="\(Self.left)" y="\(Self.top)" width="\(Self.right - Self.left)" height="\(Self.floor - Self.top)"/>
      \(cells)\(lengthAxis(classes, cellHeight))\(timeAxis)
      </svg>

      """
  }

  /// Five edges at most, each at the line between two classes.
  private func lengthAxis(_ classes: ClosedRange<Int>, _ cellHeight: Double) -> Markup {
    let edges = Array(classes.lowerBound...classes.upperBound).filter { $0 < lengthEdges.count }
    let step = max(1, (edges.count + 4) / 5)
    return stride(from: 0, to: edges.count, by: step).map { index -> Markup in
      let place = Self.floor - Double(index + 1) * cellHeight
      return """
        <text class="tick" text-anchor="end" x="\(Self.left - 6)" y="\(place + 4)">\
        \(Readable.seconds(Self.short(lengthEdges[edges[index]])))</text>\
        <line class="axis" x1="\(Self.left - 4)" x2="\(Self.left)" y1="\(place)" y2="\(place)"/>

        """
    }.joined()
  }

  private var timeAxis: Markup {
    guard timeEdges.count == counts.count + 1, let first = timeEdges.first, let last = timeEdges.last, last > first
    else {
      return "<text class=\"tick\" x=\"\(Self.left)\" y=\"\(Self.floor + 18)\">intervals of the run</text>"
    }
    let scale = ChartScale(kind: .linear, low: first, high: last, start: Self.left, end: Self.right)
    return scale.ticks(Readable.seconds).map { tick -> Markup in
      """
      <text class="tick" text-anchor="middle" x="\(scale.place(tick.value))" y="\(Self.floor + 18)">\(tick.label)</text>

      """
    }.joined()
  }

  /// For those who do not see the picture: how many waits, where most of them lie, and how far they reach.
  private func words(_ classes: ClosedRange<Int>) -> String {
    var (fullest, place): (Int64, (interval: Int, length: Int)) = (0, (0, 0))
    for (interval, column) in counts.enumerated() {
      for (length, count) in column.enumerated() where count > fullest {
        (fullest, place) = (count, (interval, length))
      }
    }
    let all = counts.reduce(0) { $0 + $1.reduce(0, +) }
    return
      "\(waits(all)), the shortest \(name(classes.lowerBound)), the longest \(name(classes.upperBound)); most of them, "
      + "\(Readable.count(Double(fullest))), \(span(place.interval)) and \(name(place.length))"
  }

  private func waits(_ count: Int64) -> String { count == 1 ? "1 wait" : "\(Readable.count(Double(count))) waits" }

  /// `16.4 ms to 32.8 ms`.
  func name(_ length: Int) -> String {
    let upper = length < lengthEdges.count ? Readable.seconds(Self.short(lengthEdges[length])) : nil
    guard length > 0, length <= lengthEdges.count else { return "below \(upper ?? "any length")" }
    let lower = Readable.seconds(Self.short(lengthEdges[length - 1]))
    return upper.map { "\(lower) to \($0)" } ?? "above \(lower)"
  }

  private func span(_ interval: Int) -> String {
    guard interval + 1 < timeEdges.count else { return "in interval \(interval + 1)" }
    return "from \(Readable.seconds(timeEdges[interval])) to \(Readable.seconds(timeEdges[interval + 1]))"
  }

  /// Two digits are enough for an edge.
  private static func short(_ seconds: Double) -> Double {
    guard seconds > 0 else { return seconds }
    let scale = pow(10, 1 - Foundation.floor(log10(seconds)))
    return (seconds * scale).rounded() / scale
  }
}
