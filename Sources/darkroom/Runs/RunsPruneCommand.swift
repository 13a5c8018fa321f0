import Archive
import ArgumentParser
import Reports

/// `darkroom runs prune`: forgets old runs, after saying which.
struct RunsPruneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune", abstract: "Remove old runs from the archive; says which, and does it with --yes.",
    discussion: """
      With both --keep and --older-than a run goes only when it is old and not among the newest of its scenario. Run \
      directories stay.
      """)

  @Option(help: ArgumentHelp("Keep the newest so many runs of each scenario.", valueName: "n"))
  var keep: Int?

  @Option(help: ArgumentHelp("Remove runs recorded before a day, or longer ago than 30d.", valueName: "when"))
  var olderThan: Moment?

  @Flag(help: "Remove them; without it nothing changes.")
  var yes = false

  @Flag(help: "Print the runs as JSON.")
  var json = false

  @OptionGroup var archive: ArchiveOptions

  func validate() throws {
    if keep == nil && olderThan == nil { throw ValidationError("say what may go: --keep n, --older-than 30d, or both") }
    if let keep, keep < 0 { throw ValidationError("--keep is 0 or more, got \(keep)") }
  }

  func run() throws {
    let rule = PruneRule(keeping: keep, olderThan: olderThan?.date)
    if yes {
      try archive.changing { try show(try $0.prune(rule), "removed") }
    } else {
      try archive.reading { try show(try $0.prunable(rule), "would be removed; --yes removes them") }
    }
  }

  private func show(_ runs: [RunRecord], _ verb: String) throws {
    if json {
      Terminal.say(try JSONReport.text(runs))
    } else if !runs.isEmpty {
      Terminal.say(RunListText.text(runs, width: Terminal.width))
    }
    Terminal.complain("\(runs.count) \(runs.count == 1 ? "run" : "runs") \(verb)")
  }
}
