/// The one-screen summary for a terminal.
public enum TerminalReport {
  /// Text of lines no wider than `width` (at least 60), ending in a line feed. Colours only when asked.
  public static func text(_ result: RunResult, width: Int = 100, coloured: Bool = false) -> String {
    text(Digest(result), width: width, coloured: coloured)
  }

  /// The same for any digest.
  public static func text(_ digest: Digest, width: Int = 100, coloured: Bool = false) -> String {
    let ink = Ink(isColoured: coloured)
    let width = max(60, width)
    var lines = head(digest, width, ink)
    for section in digest.sections {
      lines.append("")
      lines += block(section, width, ink)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func head(_ digest: Digest, _ width: Int, _ ink: Ink) -> [String] {
    let rest = wrapped("\(digest.heading): \(digest.subheading)", width: width - digest.verdict.count - 2)
    let pad = String(repeating: " ", count: digest.verdict.count + 2)
    return rest.enumerated().map { index, line in
      index == 0 ? "\(toned(digest.verdict, digest.tone, ink))  \(line)" : pad + line
    }
  }

  private static func block(_ section: Digest.Section, _ width: Int, _ ink: Ink) -> [String] {
    var lines: [String] = []
    if section.rows.isEmpty {
      lines.append(ink.bold(section.title))
    } else {
      lines += table(section, width, ink)
    }
    for note in section.notes {
      let parts = wrapped(note, width: width - (section.isCommand ? 6 : 4))
      lines += parts.enumerated().map { index, part in
        let goesOn = section.isCommand && index < parts.count - 1
        return (index == 0 ? "  " : "    ") + part + (goesOn ? " \\" : "")
      }
    }
    return lines
  }

  /// The section's title stands over its first column.
  private static func table(_ section: Digest.Section, _ width: Int, _ ink: Ink) -> [String] {
    var columns = section.columns
    columns[0].title = section.title
    let titleJoinsNext =
      section.columns[0].title.isEmpty && section.columns.count > 1 && !section.columns[1].alignsRight
    if titleJoinsNext {
      columns[0].title = ""
      columns[1].title = section.title
    }
    var table = TextTable(columns)
    for row in section.rows { table.add(["  " + row[0]] + row.dropFirst()) }
    var lines = table.lines(width: width, indent: "")
    lines[0] = ink.bold(titleJoinsNext ? movedLeft(lines[0], section.title) : lines[0])
    for (index, tone) in section.tones.enumerated() where tone != .plain {
      let word = section.rows[index][0]
      lines[index + 1] = "  " + toned(word, tone, ink) + lines[index + 1].dropFirst(2 + word.count)
    }
    return lines
  }

  /// The title at the margin, the other titles where they are.
  private static func movedLeft(_ line: String, _ title: String) -> String {
    let leading = line.prefix { $0 == " " }.count
    let rest = line.dropFirst(leading + title.count)
    return title + String(repeating: " ", count: leading) + rest
  }

  private static func toned(_ text: String, _ tone: Digest.Tone, _ ink: Ink) -> String {
    switch tone {
    case .plain: ink.bold(text)
    case .good: ink.good(text)
    case .bad: ink.bad(text)
    case .doubtful: ink.doubtful(text)
    }
  }
}
