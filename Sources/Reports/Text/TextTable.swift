/// Columns of text that give way: when the table is too wide, the column of the lowest rank goes first.
public struct TextTable {
  public struct Column: Sendable {
    public var title: String
    public var alignsRight: Bool
    /// Columns of rank 0 always stay; of the others the highest goes first.
    public var rank: Int

    public init(_ title: String, right: Bool = true, rank: Int = 0) {
      self.title = title
      alignsRight = right
      self.rank = rank
    }
  }

  public var columns: [Column]
  public private(set) var rows: [[String]] = []

  public init(_ columns: [Column]) { self.columns = columns }

  public mutating func add(_ cells: [String]) {
    precondition(cells.count == columns.count, "a row has one cell per column")
    rows.append(cells)
  }

  /// Lines no wider than `width`, title line first. Text columns of rank 0 are cut with `…` when nothing else helps.
  public func lines(width: Int, indent: String = "  ") -> [String] {
    var shown = Array(columns.indices)
    while lineWidth(shown, indent) > width, let victim = shown.filter({ columns[$0].rank > 0 }).max(by: lessDear) {
      shown.removeAll { $0 == victim }
    }
    var widths = columns.indices.map(natural)
    let excess = lineWidth(shown, indent) - width
    if excess > 0, let flexible = shown.filter({ !columns[$0].alignsRight }).max(by: { widths[$0] < widths[$1] }) {
      widths[flexible] = max(8, widths[flexible] - excess)
    }
    return ([columns.map(\.title)] + rows).map { cells in
      let line = shown.map { fitted(cells[$0], widths[$0], right: columns[$0].alignsRight) }.joined(separator: "  ")
      return trimmingEnd(indent + line)
    }
  }

  private func lessDear(_ a: Int, _ b: Int) -> Bool { (columns[a].rank, a) < (columns[b].rank, b) }

  private func natural(_ column: Int) -> Int {
    rows.reduce(columns[column].title.count) { max($0, $1[column].count) }
  }

  private func lineWidth(_ shown: [Int], _ indent: String) -> Int {
    indent.count + shown.reduce(0) { $0 + natural($1) } + 2 * max(0, shown.count - 1)
  }
}

/// `text` in exactly `width` characters: padded, or with `…` for what is left out. Names of a family differ at their end, so that
/// is kept where there is room for it.
func fitted(_ text: String, _ width: Int, right: Bool = false) -> String {
  if text.count > width {
    let end = width >= 12 ? (width - 1) / 3 : 0
    return String(text.prefix(max(0, width - 1 - end))) + "…" + String(text.suffix(end))
  }
  let padding = String(repeating: " ", count: width - text.count)
  return right ? padding + text : text + padding
}

func trimmingEnd(_ text: String) -> String {
  var end = text.endIndex
  while end > text.startIndex, text[text.index(before: end)] == " " { end = text.index(before: end) }
  return String(text[..<end])
}

/// Words of `text` in lines of at most `width` characters; a single longer word keeps its own line. A number keeps its unit.
func wrapped(_ text: String, width: Int) -> [String] {
  var words: [String] = []
  for word in text.split(separator: " ").map(String.init) {
    if let last = words.last, last.last!.isNumber, word.prefix(while: { !",;.):".contains($0) }).count <= 3,
      !word.first!.isNumber
    {
      words[words.count - 1] += " " + word
    } else {
      words.append(word)
    }
  }
  var lines: [String] = []
  for word in words {
    if let last = lines.last, last.count + 1 + word.count <= width {
      lines[lines.count - 1] += " " + word
    } else {
      lines.append(word)
    }
  }
  return lines
}
