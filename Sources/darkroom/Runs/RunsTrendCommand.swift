import Archive
import ArgumentParser
import Reports

/// `darkroom runs trend`: one metric over time.
struct RunsTrendCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trend", abstract: "Print one metric run by run, with its change.",
    discussion: """
      Oldest first, one table for each scenario and variant; runs that were cut short are left out. Bars stand between the \
      lowest and the highest value, and a stroke between them says that the scenario changed there.
      """)

  @Argument(help: "A metric as budgets write it, such as 'p99(feed.load.latency)'.")
  var metric: String

  @Option(help: ArgumentHelp("This scenario only.", valueName: "name"))
  var scenario: String?

  @Option(help: ArgumentHelp("This variant only.", valueName: "name"))
  var variant: String?

  @Option(help: ArgumentHelp("The newest so many runs of each; 0 shows all.", valueName: "n"))
  var limit = 20

  @OptionGroup var archive: ArchiveOptions

  @Flag(help: "Print JSON instead of tables.")
  var json = false

  func validate() throws {
    if limit < 0 { throw ValidationError("--limit is 0 or more, got \(limit)") }
  }

  func run() throws {
    try archive.reading { archive in
      let all = try archive.trend(
        metric, scenario: scenario, variant: variant, limit: limit == 0 ? nil : limit)
      if json { return Terminal.say(try JSONReport.text(all)) }
      Terminal.say(all.map { TrendText.text($0, width: Terminal.width) }.joined(separator: "\n"))
    }
  }
}
