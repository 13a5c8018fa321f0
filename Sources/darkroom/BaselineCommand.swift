import ArgumentParser
import Experiments
import Foundation
import Reports
import Scenarios

/// `darkroom baseline`: recorded values that later runs are held against; small JSON files to commit.
struct BaselineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "baseline", abstract: "Record, list and show the values that budgets with 'baseline' compare with.",
    subcommands: [BaselineUpdateCommand.self, BaselineListCommand.self, BaselineShowCommand.self])
}

/// `darkroom baseline update`: runs the scenario and records every metric of every replication.
struct BaselineUpdateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "update", abstract: "Run a scenario and record its values.",
    discussion: """
      Writes baselines/NAME.json beside the scenario, or the file that the scenario names under 'baseline'. It holds \
      every metric by replication and the latency histograms. Commit it; a later run with the same seed is compared \
      pair by pair. Records run.maxReplications replications unless --replications says otherwise.
      Exit codes: 0 written, 1 broken law, 65 invalid scenario, 66 missing input, 130 interrupted.
      """)

  @OptionGroup var options: ScenarioOptions

  @Option(help: ArgumentHelp("File to write instead.", valueName: "path"))
  var to: String?

  @Option(help: ArgumentHelp("Threads; they change speed, never a byte of the result.", valueName: "n"))
  var threads = ProcessInfo.processInfo.activeProcessorCount

  func run() throws {
    let (scenario, variants) = try options.load()
    var experiment = Experiment(scenario, variants: variants, reproduce: options.reproduction(scenario))
    // As many as a later run may need, so that every one of its replications has its pair.
    if options.changes.replications == nil { experiment.replications = experiment.maxReplications }
    experiment.maxReplications = experiment.replications
    let (outcome, _) = try ExperimentExecution(experiment: experiment, variants: variants, threads: threads).run()
    if outcome.result.stopped != nil { throw ExitCode(RunExitCode.interrupted.rawValue) }
    if outcome.result.variants.contains(where: { !$0.invariantsHold }) {
      Terminal.complain("\(options.file): a law of the model does not hold; nothing is recorded. See 'darkroom run'")
      throw ExitCode(RunExitCode.internalError.rawValue)
    }
    let path = to ?? BaselineFile.path(scenario)
    do {
      try BaselineFile.write(Baseline(outcome.result, outcome.measurements), to: path)
    } catch {
      Terminal.complain("\(path): error: cannot be written: \(error.localizedDescription)")
      throw ExitCode(RunExitCode.internalError.rawValue)
    }
    let metrics = outcome.result.variants.reduce(0) { $0 + $1.values.count }
    Terminal.say("\(path): \(metrics) metrics of \(experiment.replications) replications, seed \(experiment.seed)\n")
  }
}

/// `darkroom baseline list`: what is recorded below a folder.
struct BaselineListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "List the baselines of a folder.")

  @Argument(help: "Folder.")
  var folder = "scenarios/baselines"

  func run() throws {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      Terminal.complain("\(folder): error: no such folder; 'darkroom baseline update SCENARIO' makes one")
      throw ExitCode(RunExitCode.missingInput.rawValue)
    }
    var table = TextTable([
      .init("baseline", right: false), .init("scenario", right: false), .init("hash", right: false), .init("seed"),
      .init("replications"), .init("variants", right: false),
    ])
    for name in names.sorted() where name.hasSuffix(".json") {
      guard let baseline = try? BaselineFile.read("\(folder)/\(name)") else {
        Terminal.complain("\(folder)/\(name): is not a baseline")
        continue
      }
      let scenario = baseline.scenario
      table.add([
        name, scenario.name, scenario.hash, "\(scenario.seed)",
        "\(baseline.variants.first?.fingerprints.count ?? 0)", baseline.variants.map(\.name).joined(separator: ", "),
      ])
    }
    Terminal.say(table.lines(width: Terminal.width, indent: "").joined(separator: "\n") + "\n")
  }
}

/// `darkroom baseline show`: the values of one baseline, with intervals.
struct BaselineShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "show", abstract: "Show the values of a baseline.")

  @Argument(help: "Baseline file.")
  var file: String

  @Option(help: ArgumentHelp("Only metrics that contain this text.", valueName: "text"))
  var metric = ".latency)"

  func run() throws {
    do {
      guard let baseline = try BaselineFile.read(file) else {
        Terminal.complain("\(file): error: no such file")
        throw ExitCode(RunExitCode.missingInput.rawValue)
      }
      Terminal.say(TerminalReport.text(Digest(baseline, metric: metric), width: Terminal.width))
    } catch BaselineFile.Problem.unreadable(let sentence) {
      Terminal.complain(sentence)
      throw ExitCode(RunExitCode.invalidScenario.rawValue)
    }
  }
}
