import ArgumentParser
import Experiments
import Foundation
import Reports
import Scenarios

/// `darkroom fit`: parameters of a model from measurements.
struct FitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit", abstract: "Find the parameters of a model that explain measurements.",
    subcommands: [FitLockCommand.self])
}

/// `darkroom fit lock`: a locked row's hold, what waiters cost it, and who gets it next.
struct FitLockCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lock", abstract: "Fit a row lock to throughput, mean and p99 by number of clients.",
    discussion: """
      The file is CSV with a header: clients, throughput (per second), mean and, if there is one, p99. Times carry their \
      unit in the header (mean_ms) or in each cell (12 ms). The load is closed: each client asks again as soon as it has \
      committed. Example: darkroom fit lock examples/locks/postgres-like.csv -o html=lock.html
      Exit codes: 0 done, 1 a file cannot be written, 64 usage, 65 a mistake in the file, 66 missing input.
      """)

  @Argument(help: ArgumentHelp("The measurements; - is stdin.", valueName: "file"))
  var file: String

  @Flag(help: "Print JSON instead of tables.")
  var json = false

  @Flag(name: .shortAndLong, help: "Print the last line only.")
  var quiet = false

  @Option(
    name: .customShort("o"),
    help: ArgumentHelp(
      "Write a form to a file; repeatable. A path of - is stdout, which then holds no tables. Kinds: \(LockFitOutput.kinds).",
      valueName: "kind=path"))
  var outputs: [LockFitOutput] = []

  @Flag(name: .customLong("no-color"), help: "No colours, even on a terminal.")
  var refusesColour = false

  func run() throws {
    let study = try fitted()
    for output in outputs {
      do {
        try output.write(study)
      } catch {
        Terminal.complain("\(output.path): error: cannot be written: \(error.localizedDescription)")
        throw ExitCode(RunExitCode.internalError.rawValue)
      }
    }
    if json { return Terminal.say(try JSONReport.text(study)) }
    if outputs.contains(where: \.isStandardOutput) { return }
    if quiet { return Terminal.say(study.takeaway + "\n") }
    let coloured = Terminal.wantsColour(unless: refusesColour)
    Terminal.say(TerminalReport.text(Digest(study), width: Terminal.width, coloured: coloured))
  }

  private func fitted() throws -> LockStudy {
    do throws(ScenarioErrors) {
      let table = try LockTable(contentsOf: file)
      let name = file == "-" ? "stdin" : URL(fileURLWithPath: file).lastPathComponent
      if let study = LockFitStudy.make(table, name: name) { return study }
      throw ScenarioErrors([ScenarioError(SourcePlace(file: file), "no lock fits these numbers")])
    } catch {
      Terminal.complain(error.description)
      throw ExitCode(error.exitCode)
    }
  }
}

extension LockFitOutput: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}
