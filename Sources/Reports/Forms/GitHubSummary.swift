/// Markdown for `$GITHUB_STEP_SUMMARY`: verdict and budgets in sight, the rest of the summary folded away.
///
/// GitHub refuses a step's summary above 1 MiB, so what does not fit is left off and counted; breaches come first.
public enum GitHubSummary {
  /// Bytes of UTF-8; the rest to 1 MiB is for other texts of the same step.
  public static let mostBytes = 900 * 1_024
  private static let mostCharactersPerCell = 2_000

  /// `report` is where the link to the full report leads.
  public static func text(_ result: RunResult, report: String = "report.html") -> String {
    let digest = Digest(result)
    var room = mostBytes
    var lines: [String] = []
    var leftOff = 0
    /// All lines, or none of them and a count.
    func add(_ block: [String]) {
      let bytes = block.reduce(0) { $0 + $1.utf8.count + 1 }
      guard bytes <= room else {
        leftOff += 1
        return
      }
      room -= bytes
      lines += block
    }

    add(["## \(digest.verdict): \(cell(digest.heading))", "", cell(digest.subheading)])
    if let takeaway = result.takeaway { add(["", cell(takeaway)]) }
    add(["", "Full report: [report.html](\(report)) in the run directory; keep that directory as an artifact."])
    if !result.budgets.isEmpty {
      let budgets = Digest.budgets(breachesFirst(result))
      add([""] + head(budgets))
      for row in budgets.rows { add([line(row)]) }
      if !budgets.notes.isEmpty { add([""] + budgets.notes.map { "- \(cell($0))" }) }
    }
    for section in digest.sections where !["Budgets", "Takeaway"].contains(section.title) { add(folded(section)) }
    if leftOff > 0 {
      lines += ["", "\(counted(leftOff, "row or section", "rows or sections")) left off here; all are in summary.md."]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func breachesFirst(_ result: RunResult) -> RunResult {
    func rank(_ budget: BudgetResult) -> Int {
      switch (budget.outcome, budget.severity) {
      case (.fail, .fail): 0
      case (.inconclusive, .fail): 1
      case (.fail, .warn), (.inconclusive, .warn): 2
      case (.pass, _): 3
      }
    }
    var ordered = result
    ordered.budgets = result.budgets.enumerated()
      .sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }.map(\.element)
    return ordered
  }

  private static func folded(_ section: Digest.Section) -> [String] {
    var lines = ["", "<details><summary>\(XMLText.escaped(section.title))</summary>", ""]
    if section.isCommand {
      lines += section.notes.flatMap { $0.split(whereSeparator: \.isNewline) }.map { "    " + $0 }
    } else {
      if !section.rows.isEmpty { lines += head(section) + section.rows.map(line) + [""] }
      lines += section.notes.map { "- \(cell($0))" }
    }
    return lines + ["", "</details>"]
  }

  private static func head(_ section: Digest.Section) -> [String] {
    let rule = section.columns.map { $0.alignsRight ? "---:" : ":---" }.joined(separator: " | ")
    return [line(section.columns.map(\.title)), "| \(rule) |"]
  }

  private static func line(_ cells: [String]) -> String { "| " + cells.map(cell).joined(separator: " | ") + " |" }

  /// Text that stays text: no markup, no mention, one line.
  private static func cell(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars.prefix(mostCharactersPerCell) {
      switch scalar {
      case "|", "*", "_", "`", "<", ">", "\\", "[", "]", "~", "#", "!", "$": result += "\\\(scalar)"
      case "&": result += "&amp;"
      case "@": result += "@\u{200B}"
      case _ where scalar.properties.generalCategory == .control || (0x2028...0x2029).contains(scalar.value):
        result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + (text.unicodeScalars.count > mostCharactersPerCell ? "…" : "")
  }
}
