import Foundation

/// The forms of a `ValidationRun`: Markdown for docs/validation.md, aligned text for a terminal, JSON for tools.
///
/// None holds a clock, a host or a version, so the same engine writes the same bytes.
public struct ValidationReport {
  public let run: ValidationRun

  public init(_ run: ValidationRun) { self.run = run }

  private var oracles: [ValidationRow] { run.rows.filter { !$0.isNegativeControl } }
  private var controls: [ValidationRow] { run.rows.filter { $0.isNegativeControl } }

  /// One line that says whether the engine agrees with theory.
  public var conclusion: String {
    let confirmed = oracles.filter { $0.isAsItShould }.count
    let skipped = oracles.filter { $0.isSkipped }.count
    let skippedWords = skipped > 0 ? "\(skipped) skipped, " : ""
    let rejected = controls.filter { $0.isAsItShould }.count
    return "\(run.isPassed ? "PASS" : "FAIL"): \(confirmed) of \(oracles.count) oracles confirmed, \(skippedWords)"
      + "\(rejected) of \(controls.count) negative controls rejected, "
      + "\(run.checkedLaws - run.brokenLaws.count) of \(run.checkedLaws) exact laws hold"
  }

  public var markdown: String {
    var lines = [
      "# Validation: the engine against theory",
      "",
      "Written by `darkroom validate --write docs/validation.md`; do not edit. \(conclusion).",
      "",
      "Each row simulates a system on the engine's own kernel, stations and draws, with pinned seeds, and compares one",
      "number with its closed form. **pass** means that theory lies inside the Student-t interval at level 1 − 10⁻⁶ over the",
      "replications *and* that the half-width is at most 3 % of theory: the first alone could be vacuous, the second alone",
      "wrong. A value without spread must equal theory to nine digits. Runs start empty; twenty relaxation times are",
      "deleted before counting starts. After each run the system drains, and Little's law, flow balance and the sums of",
      "ledgers are compared as integers, with `==`.",
      "",
      "Caches are replayed by the policies of the platform and of `darkroom cache`. Where a published number is rounded, or its",
      "workload is not known exactly, the parameters end with the tolerance that the mean is held to. **skipped** rows need a file",
      "that was not there: they confirm nothing.",
      "",
      "\(Self.grouped(run.executedEvents)) events; either event list gives the same bytes.",
      "",
      "## Oracles",
      "",
    ]
    lines += table(oracles) { $0.verdict.rawValue }
    lines += [
      "",
      "## Negative controls",
      "",
      "Systems that are wrong on purpose, judged by the right theory. A method that cannot tell them apart proves nothing.",
      "",
    ]
    lines += table(controls) { $0.isAsItShould ? "rejected" : "NOT REJECTED (\($0.verdict.rawValue))" }
    if !run.remarks.isEmpty { lines += ["", "## Remarks", ""] + run.remarks.map { "- \($0)" } }
    if !run.skipReasons.isEmpty { lines += ["", "## Skipped", ""] + run.skipReasons.map { "- \($0)" } }
    if !run.brokenLaws.isEmpty { lines += ["", "## Broken laws", ""] + run.brokenLaws.map { "- \($0)" } }
    lines += ["", "## Sources", ""] + sources
    return lines.joined(separator: "\n") + "\n"
  }

  private func table(_ rows: [ValidationRow], _ verdict: (ValidationRow) -> String) -> [String] {
    [
      "| system | parameters | measure | unit | theory | measured | ± half-width | ± % | n | verdict |",
      "|---|---|---|---|---:|---:|---:|---:|---:|---|",
    ]
      + rows.map { row in
        let cells =
          [row.family, Self.system(row), row.measure, row.unit] + Self.numbers(row) + [
            "\(row.replications)", verdict(row),
          ]
        return "| " + cells.joined(separator: " | ") + " |"
      }
  }

  private var sources: [String] {
    var seen: [String] = []
    for row in oracles {
      let line = "- \(row.family): \(row.source)"
      if !seen.contains(line) { seen.append(line) }
    }
    return seen
  }

  /// Aligned columns, and what is not as it should be at the end.
  public var text: String {
    let head = ["system", "measure", "theory", "measured", "± half-width", "± %", "verdict"]
    let body = run.rows.map { row in
      let verdict = row.isNegativeControl ? (row.isAsItShould ? "rejected" : "NOT REJECTED") : row.verdict.rawValue
      return ["\(row.family), \(Self.system(row))", "\(row.measure) [\(row.unit)]"] + Self.numbers(row) + [verdict]
    }
    let widths = head.indices.map { column in ([head] + body).map { $0[column].count }.max() ?? 0 }
    let lines = ([head] + body).map { cells in
      zip(cells, widths).enumerated().map { column, cell in
        let filler = String(repeating: " ", count: cell.1 - cell.0.count)
        return (2...5).contains(column) ? filler + cell.0 : cell.0 + filler
      }.joined(separator: "  ")
    }
    let remarks = run.remarks.map { "remark: \($0)" }
    let skipped = run.skipReasons.map { "skipped: \($0)" }
    let broken = run.brokenLaws.map { "broken: \($0)" }
    return (lines + remarks + skipped + broken + [conclusion]).joined(separator: "\n")
  }

  /// Sorted keys; `schema` names the version of this form.
  public func json() throws -> String {
    struct Document: Encodable {
      let schema = "darkroom.validation/1"
      let isPassed: Bool
      let conclusion: String
      let level: Double
      let widestRelativeHalfWidth: Double
      let executedEvents: UInt64
      let fingerprint: String
      let checkedLaws: Int
      let remarks: [String]
      let skipReasons: [String]
      let brokenLaws: [String]
      let rows: [ValidationRow]
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    let document = Document(
      isPassed: run.isPassed, conclusion: conclusion, level: ValidationRun.level,
      widestRelativeHalfWidth: ValidationRun.widestHalfWidth, executedEvents: run.executedEvents,
      fingerprint: run.fingerprint.hexadecimal, checkedLaws: run.checkedLaws, remarks: run.remarks,
      skipReasons: run.skipReasons, brokenLaws: run.brokenLaws, rows: run.rows)
    return String(decoding: try encoder.encode(document), as: UTF8.self)
  }

  private static func numbers(_ row: ValidationRow) -> [String] {
    guard let measured = row.measured else { return [number(row.expected), "–", "–", "–"] }
    let share = row.expected == 0 ? "–" : String(format: "%.2f", 100 * row.halfWidth / row.expected.magnitude)
    return [row.expected, measured, row.halfWidth].map(number) + [share]
  }

  /// Five digits; all digits of a whole number.
  static func number(_ value: Double) -> String {
    String(format: value.magnitude < 1e15 && value == value.rounded() ? "%.0f" : "%.5g", value)
  }

  /// The parameters, with the tolerance where there is one.
  static func system(_ row: ValidationRow) -> String {
    row.tolerance.map { "\(row.system); ± \(String(format: "%.3g", $0))" } ?? row.system
  }

  /// `1,234,567`
  private static func grouped(_ value: UInt64) -> String {
    var digits = Array(String(value))
    for position in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(",", at: position) }
    return String(digits)
  }
}
