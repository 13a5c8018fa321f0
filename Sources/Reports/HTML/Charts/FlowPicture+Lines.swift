/// Lines between the components, and where their labels stand.
extension FlowPicture {
  private struct Point {
    var x: Double
    var y: Double
  }

  func line(_ edge: Edge, _ id: String) -> Markup {
    let points = points(edge)
    let path = points.enumerated().map { index, point -> Markup in
      "\(index == 0 ? "M" : "L")\(point.x) \(point.y)"
    }
    let isIdle = isIdle(edge.from) || isIdle(edge.to)
    return """
      <path class="way\(isIdle ? " idle" : "")" marker-end="url(#\(id)-arrow)" d="\(path)"/>

      """
  }

  func label(_ edge: Edge) -> Markup {
    if edge.label.isEmpty { return .empty }
    let points = points(edge)
    if case .gutter = edge.way, let last = points.last, points.count == 4 {
      let y = last.y + (last.y > points[0].y ? -Self.nodeHeight / 2 - 11 : Self.nodeHeight / 2 + 20)
      return text(edge.label, at: Point(x: points[2].x + 6, y: y), isCentred: false)
    }
    let (start, end) = longest(points)
    if abs(start.x - end.x) < 1 {
      return text(edge.label, at: Point(x: start.x + 6, y: (start.y + end.y) / 2 + 4), isCentred: false)
    }
    return text(edge.label, at: Point(x: (start.x + end.x) / 2, y: start.y - 6), isCentred: true)
  }

  private func text(_ label: String, at point: Point, isCentred: Bool) -> Markup {
    """
    <text class="flow-label" x="\(point.x)" y="\(point.y)" text-anchor="\(isCentred ? "middle" : "start")">\(label)</text>

    """
  }

  private func longest(_ points: [Point]) -> (Point, Point) {
    let pairs = zip(points, points.dropFirst())
    func length(_ pair: (Point, Point)) -> Double { abs(pair.0.x - pair.1.x) + abs(pair.0.y - pair.1.y) }
    return pairs.max { length($0) < length($1) } ?? (points[0], points[points.count - 1])
  }

  private func points(_ edge: Edge) -> [Point] {
    guard let from = place(edge.from), let to = place(edge.to) else { return [Point(x: 0, y: 0), Point(x: 0, y: 0)] }
    let (halfWidth, halfHeight) = (Self.nodeWidth / 2, Self.nodeHeight / 2)
    let goesRight = to.x > from.x
    let out = Point(x: from.x + (goesRight ? halfWidth : -halfWidth), y: from.y)
    let enter = Point(x: to.x + (goesRight ? -halfWidth - 2 : halfWidth + 2), y: to.y)
    switch edge.way {
    case .across: return [out, enter]
    case .down: return [Point(x: from.x, y: from.y + halfHeight), Point(x: to.x, y: to.y - halfHeight - 2)]
    case .up: return [Point(x: from.x, y: from.y - halfHeight), Point(x: to.x, y: to.y + halfHeight + 2)]
    case .gutter(let column):
      let x = gutter(column)
      return [out, Point(x: x, y: from.y), Point(x: x, y: to.y), enter]
    case .above:
      let y = Self.top - 22
      return [
        Point(x: from.x, y: from.y - halfHeight), Point(x: from.x, y: y), Point(x: to.x, y: y),
        Point(x: to.x, y: to.y - halfHeight - 2),
      ]
    case .below(let column):
      let (x, y) = (gutter(column), from.y + halfHeight + 17)
      return [
        Point(x: from.x - 30, y: from.y + halfHeight), Point(x: from.x - 30, y: y), Point(x: x, y: y),
        Point(x: x, y: to.y), Point(x: to.x + (x > to.x ? halfWidth + 2 : -halfWidth - 2), y: to.y),
      ]
    }
  }

  /// The middle of the room between a column and the next.
  private func gutter(_ column: Double) -> Double {
    Self.left + column * Self.columnPitch + (Self.columnPitch + Self.nodeWidth) / 2
  }

  private func place(_ name: String) -> Point? {
    Self.nodes.first { $0.station == name }.map { node in
      Point(
        x: Self.left + node.column * Self.columnPitch + Self.nodeWidth / 2,
        y: Self.top + node.row * Self.rowPitch + Self.nodeHeight / 2)
    }
  }
}
