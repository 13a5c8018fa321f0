/// Tables of the page: a caption, headers with a scope, and a frame that scrolls when the window is narrow.
extension ReportPage {
  /// One column of the page's own beside the columns of a digest's table.
  struct ExtraColumn {
    var title: String
    var cells: [Markup]
    /// Index of the column that it stands before.
    var position: Int
  }

  /// The table of a digest's section. `header` is the column that names the row; its tone marks the first column. A
  /// quiet caption repeats the heading above, so it is only spoken.
  static func table(
    _ section: Digest.Section, caption: String, isQuiet: Bool = false, header: Int = 0, untitled: String = "",
    extra: ExtraColumn? = nil
  ) -> Markup {
    var columns = section.columns.map { column in
      let title = column.title.isEmpty ? untitled : column.title
      return "<th scope=\"col\"\(alignment(column.alignsRight))>\(title)</th>" as Markup
    }
    if let extra { columns.insert("<th scope=\"col\" class=\"graphic\">\(extra.title)</th>", at: extra.position) }
    let rows = section.rows.enumerated().map { index, row in
      var cells = row.enumerated().map { column, text -> Markup in
        let side = alignment(section.columns[column].alignsRight)
        if column == header { return "<th scope=\"row\"\(side)>\(text)</th>" }
        let tone = column == 0 ? section.tones[index] : .plain
        return tone == .plain ? "<td\(side)>\(text)</td>" : "<td>\(badge(text, tone))</td>"
      }
      if let extra { cells.insert("<td class=\"graphic\">\(extra.cells[index])</td>", at: extra.position) }
      return "<tr>\(cells)</tr>\n" as Markup
    }
    return scrolling(
      caption,
      """
      <table><caption\(isQuiet ? " class=\"spoken\"" as Markup : .empty)>\(caption)</caption>
      <thead><tr>\(columns)</tr></thead>
      <tbody>
      \(rows)</tbody></table>
      """)
  }

  /// A table of plain texts; the first column names the row, the others are numbers.
  static func table(caption: String, columns: [String], rows: [[String]], textColumns: Set<Int> = [0]) -> Markup {
    var section = Digest.Section(caption)
    section.columns = columns.enumerated().map { .init($0.element, right: !textColumns.contains($0.offset)) }
    for row in rows { section.add(row) }
    return table(section, caption: caption)
  }

  /// A frame that scrolls by itself, so that the page never does.
  static func scrolling(_ label: String, _ content: Markup, kind: String = "scroll") -> Markup {
    "<div class=\"\(kind)\" role=\"group\" tabindex=\"0\" aria-label=\"\(label)\">\n\(content)\n</div>\n"
  }

  static func badge(_ text: String, _ tone: Digest.Tone) -> Markup {
    "<span class=\"badge \(name(tone))\">\(text)</span>"
  }

  static func name(_ tone: Digest.Tone) -> String {
    switch tone {
    case .plain: "plain"
    case .good: "good"
    case .bad: "bad"
    case .doubtful: "doubtful"
    }
  }

  static func notes(_ notes: [String]) -> Markup {
    if notes.isEmpty { return .empty }
    return "<ul class=\"notes\">\n\(notes.map { "<li>\($0)</li>\n" as Markup })</ul>\n"
  }

  private static func alignment(_ right: Bool) -> Markup { right ? " class=\"number\"" : "" }
}
