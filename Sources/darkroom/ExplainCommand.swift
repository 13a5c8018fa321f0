import ArgumentParser
import Experiments
import Foundation
import Reports
import Scenarios
import SystemModel

/// `darkroom explain`: what an operation's tail is made of, checked by taking the causes away.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Explain a run's tail latency, and check the explanation by removing its causes.",
    discussion: """
      RUN is a run directory or a scenario file. The run is repeated with its own draws, then once more for each leading \
      cause with that cause removed from the scenario.
      Exit codes: 0 explained, 64 usage, 65 invalid scenario, 66 missing input, 130 interrupted.
      """)

  @Argument(help: ArgumentHelp("Run directory or scenario file.", valueName: "run"))
  var target: String

  @Option(name: .customLong("op"), help: ArgumentHelp("Operation, such as feed.load.", valueName: "operation"))
  var operation = "feed.load"

  @Option(help: ArgumentHelp("Causes to check.", valueName: "n"))
  var causes = 3

  @Option(help: ArgumentHelp("Threads; they change speed, never a byte of the result.", valueName: "n"))
  var threads = ProcessInfo.processInfo.activeProcessorCount

  @OptionGroup var changes: ScenarioChanges

  @Flag(help: "Print JSON instead of tables.")
  var json = false

  @Flag(name: .customLong("no-color"), help: "No colours, even on a terminal.")
  var refusesColour = false

  func validate() throws {
    if threads < 1 { throw ValidationError("--threads is 1 or more, got \(threads)") }
    if causes < 0 { throw ValidationError("--causes is 0 or more, got \(causes)") }
    if !Operation.allCases.contains(where: { $0.name == operation }) {
      let names = Operation.allCases.map(\.name)
      let nearest = NearestName.of(operation, among: names).map { "did you mean '\($0)'?" }
      throw ValidationError(
        "there is no operation '\(operation)'; \(nearest ?? "operations: \(names.joined(separator: ", "))")")
    }
  }

  func run() throws {
    let file = try scenarioFile()
    let (_, variants) = try changes.load(file)
    var run = ExplanationRun(variants[0], operation: Operation.allCases.first { $0.name == operation }!)
    (run.threads, run.causes) = (threads, causes)
    let stop = StopSignal(wallLimit: nil)
    stop.listen()
    let changes = self.changes
    let variant = variants[0].name
    let record = record(of: variant)
    let explanation = try run.explanation(
      known: record?.operations.first { $0.name == operation },
      { settings in
        var more = changes
        more.settings += settings
        return try more.load(file).variants.first { $0.name == variant }!
      },
      isInterrupted: { stop.isInterrupted },
      progress: { Terminal.complain("run \($0) of \($1): \($2)") })
    if stop.isInterrupted { throw ExitCode(RunExitCode.interrupted.rawValue) }
    guard let explanation else {
      Terminal.complain("\(target): no request of \(operation) completed; make run.duration longer")
      throw ExitCode(RunExitCode.internalError.rawValue)
    }
    if let record, record.fingerprints.first != explanation.fingerprint {
      Terminal.complain("note: the run on record was made otherwise (fingerprints differ); this explains a new run")
    }
    let coloured = Terminal.wantsColour(unless: refusesColour)
    Terminal.say(
      json
        ? try JSONReport.text(explanation)
        : TerminalReport.text(Digest(explanation), width: Terminal.width, coloured: coloured))
  }

  private func scenarioFile() throws -> String {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: target, isDirectory: &isDirectory), isDirectory.boolValue else {
      return target
    }
    let file = target + "/scenario.resolved.yaml"
    if FileManager.default.fileExists(atPath: file) { return file }
    Terminal.complain("\(file): error: no such file; is \(target) a run directory?")
    throw ExitCode(RunExitCode.missingInput.rawValue)
  }

  /// What the run directory holds of a variant, when the scenario was not changed since.
  private func record(of variant: String) -> VariantResult? {
    guard changes.isEmpty, let text = try? String(contentsOfFile: target + "/summary.json", encoding: .utf8) else {
      return nil
    }
    return try? JSONReport.result(text).variants.first { $0.name == variant }
  }
}
