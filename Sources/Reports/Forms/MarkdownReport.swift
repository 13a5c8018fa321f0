/// The summary as Markdown, for pull requests and run directories.
public enum MarkdownReport {
  public static func text(_ result: RunResult) -> String { text(Digest(result)) }

  /// The same for any digest.
  public static func text(_ digest: Digest) -> String {
    var lines = ["# \(digest.verdict): \(escaped(digest.heading))", "", escaped(digest.subheading)]
    for section in digest.sections {
      lines += ["", "## \(section.title)", ""]
      if section.isCommand {
        lines += ["```", section.notes.joined(separator: "\n"), "```"]
        continue
      }
      if !section.rows.isEmpty { lines += table(section) }
      if !section.rows.isEmpty, !section.notes.isEmpty { lines.append("") }
      lines += section.notes.map { "- \(escaped($0))" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func table(_ section: Digest.Section) -> [String] {
    func row(_ cells: [String]) -> String { "| " + cells.map(escaped).joined(separator: " | ") + " |" }
    let rule = section.columns.map { $0.alignsRight ? "---:" : ":---" }.joined(separator: " | ")
    return [row(section.columns.map(\.title)), "| \(rule) |"] + section.rows.map(row)
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      if "|*_`<>\\".contains(character) { result.append("\\") }
      result.append(character.isNewline ? " " : character)
    }
    return result
  }
}
