/// What a person should read of a result, in order: the content of the terminal summary and of `summary.md`.
public struct Digest: Sendable {
  public enum Tone: Sendable { case plain, good, bad, doubtful }

  /// A table with sentences below it; either part may be empty.
  public struct Section: Sendable {
    public var title: String
    public var columns: [TextTable.Column] = []
    public var rows: [[String]] = []
    /// One per row, for its first column.
    public var tones: [Tone] = []
    public var notes: [String] = []
    /// The notes are commands to copy.
    public var isCommand = false

    public init(_ title: String) { self.title = title }

    public mutating func add(_ cells: [String], _ tone: Tone = .plain) {
      rows.append(cells)
      tones.append(tone)
    }
  }

  public var verdict: String
  public var tone: Tone
  public var heading: String
  public var subheading: String
  public var sections: [Section]

  /// Sections without rows and notes are left out.
  public init(verdict: String, tone: Tone, heading: String, subheading: String, sections: [Section]) {
    self.verdict = verdict
    self.tone = tone
    self.heading = heading
    self.subheading = subheading
    self.sections = sections.filter { !$0.rows.isEmpty || !$0.notes.isEmpty }
  }

  public init(_ result: RunResult) {
    (verdict, tone) = Digest.verdict(result)
    heading = result.scenario.name
    subheading = Digest.subheading(result)
    sections = [Digest.budgets(result)]
    if result.variants.count == 1 {
      sections += Digest.sections(of: result.variants[0], result.budgets)
    } else {
      sections += Digest.comparison(result)
    }
    sections.append(Digest.validity(result))
    sections.append(Digest.reproduction(result))
    sections.removeAll { $0.rows.isEmpty && $0.notes.isEmpty }
  }

  private static func verdict(_ result: RunResult) -> (String, Tone) {
    if result.verdict == .broken { return ("BROKEN", .bad) }
    if !result.complete, result.stopped == .interrupted { return ("PARTIAL", .doubtful) }
    switch result.verdict {
    case .fail: return ("FAIL", .bad)
    case .inconclusive: return ("INCONCLUSIVE", .doubtful)
    case .pass, .broken: return result.budgets.isEmpty ? ("DONE", .plain) : ("PASS", .good)
    }
  }

  private static func subheading(_ result: RunResult) -> String {
    let scenario = result.scenario
    var parts = [
      "scenario \(scenario.hash)", scenario.slice == 1 ? "whole platform" : "slice 1/\(scenario.slice)",
      "seed \(scenario.seed)",
    ]
    let used = result.variants.map(\.replications).max() ?? 0
    parts.append(
      used > scenario.replications
        ? "\(counted(used, "replication")) (\(scenario.replications) asked for)"
        : counted(scenario.replications, "replication"))
    if result.variants.count > 1 { parts.append("\(result.variants.count) variants") }
    if let measured = result.variants.first(where: { $0.replications > 0 }) {
      parts.append(
        "\(Readable.seconds(measured.measuredSeconds)) after \(Readable.seconds(measured.warmUpSeconds)) of warm-up")
    }
    let events = result.variants.reduce(0) { $0 + $1.executedEvents }
    parts.append("\(Readable.count(Double(events))) events")
    return parts.joined(separator: ", ")
  }

  private static func reproduction(_ result: RunResult) -> Section {
    var section = Section("Reproduce")
    section.isCommand = true
    section.notes = [result.reproduce]
    return section
  }
}

func counted(_ count: Int, _ noun: String) -> String { counted(count, noun, noun + "s") }

func counted(_ count: Int, _ one: String, _ several: String) -> String {
  count == 1 ? "1 \(one)" : "\(count) \(several)"
}
