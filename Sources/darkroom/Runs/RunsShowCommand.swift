import Archive
import ArgumentParser
import Reports

/// `darkroom runs show`: the summary that the run printed.
struct RunsShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print the summary of a recorded run.",
    discussion: "The summary goes to stdout as the run printed it; where and when it took place goes to stderr.")

  @Argument(help: "An id, latest, or the beginning of a run's name; of several runs with one name, the newest.")
  var id: String

  @OptionGroup var archive: ArchiveOptions

  @Flag(help: "Print summary.json instead, every byte as recorded.")
  var json = false

  @Flag(name: .customLong("no-color"), help: "No colours, even on a terminal.")
  var refusesColour = false

  func run() throws {
    try archive.reading { archive in
      let record = try archive.find(id)
      if json { return Terminal.say(try archive.summary(record.id)) }
      let coloured = Terminal.wantsColour(unless: refusesColour)
      Terminal.say(TerminalReport.text(try archive.run(record.id), width: Terminal.width, coloured: coloured))
      Terminal.complain(RunListText.origin(record))
    }
  }
}
