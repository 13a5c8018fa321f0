import Archive
import ArgumentParser
import Reports

/// `darkroom runs list`: newest first.
struct RunsListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "List recorded runs, newest first.")

  @OptionGroup var archive: ArchiveOptions

  @Option(help: ArgumentHelp("Runs of this scenario only.", valueName: "name"))
  var scenario: String?

  @Option(help: "Runs with this verdict only: pass, fail, inconclusive or broken.")
  var verdict: Verdict?

  @Option(help: ArgumentHelp("Runs with this label only.", valueName: "text"))
  var label: String?

  @Option(help: ArgumentHelp("Runs since a day, an instant in UTC, or for so long: 2026-01-31, 7d.", valueName: "when"))
  var since: Moment?

  @Option(help: ArgumentHelp("The newest so many; 0 lists all.", valueName: "n"))
  var limit = 20

  @Flag(help: "Print JSON with every column instead of the table.")
  var json = false

  func validate() throws {
    if limit < 0 { throw ValidationError("--limit is 0 or more, got \(limit)") }
  }

  func run() throws {
    try archive.reading { archive in
      let filter = RunFilter(
        scenario: scenario, verdict: verdict?.rawValue, label: label, since: since.map { ArchiveTime.text($0.date) },
        limit: limit == 0 ? nil : limit)
      let runs = try archive.runs(filter)
      if json { return Terminal.say(try JSONReport.text(runs)) }
      if !runs.isEmpty { return Terminal.say(RunListText.text(runs, width: Terminal.width)) }
      var hint = ""
      if let scenario, let near = ArchiveOptions.nearest(scenario, .scenarios, archive), near != scenario {
        hint = "; did you mean --scenario \(near)?"
      }
      Terminal.complain("no such run\(hint)")
    }
  }
}

extension Verdict: ExpressibleByArgument {}
