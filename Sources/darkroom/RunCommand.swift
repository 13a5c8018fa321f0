import ArgumentParser
import Experiments
import Foundation
import Reports
import Scenarios
import Simulator

/// `darkroom run`: all variants of a scenario side by side, judged by its budgets.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run a scenario and print its summary.",
    discussion: """
      Results go to stdout and to a run directory (summary.json, summary.md, junit.xml, report.html, latency/*.hgrm, \
      series.csv, trace.json, openmetrics.txt, scenario.resolved.yaml, manifest.json); progress goes to stderr. \
      Ctrl-C ends the run at its next window and leaves a summary that is marked partial. A finished run is also \
      recorded in an archive that `darkroom runs` reads; when that fails, a warning says why, and nothing else changes.
      Exit codes: 0 pass, 1 internal error or broken law, 2 budget breached, 4 inconclusive, 65 invalid scenario, \
      66 missing input, 130 interrupted.
      """)

  @OptionGroup var options: ScenarioOptions

  @Option(name: .customLong("max-wall"), help: ArgumentHelp("End early after this wall time.", valueName: "30s"))
  var wallLimit: SimDuration?

  @Option(help: ArgumentHelp("Threads; they change speed and memory, never a byte of the result.", valueName: "n"))
  var threads = ProcessInfo.processInfo.activeProcessorCount

  @Option(
    help: ArgumentHelp(
      "Recorded values for budgets instead of baselines/NAME.json beside the scenario.", valueName: "path"))
  var baseline: String?

  @Flag(help: "Print summary.json instead of the summary.")
  var json = false

  @Flag(name: .shortAndLong, help: "Print the verdict only, and no progress.")
  var quiet = false

  @Option(
    name: .customShort("o"),
    help: ArgumentHelp(
      """
      Write a form to a file; repeatable. A path of - is stdout, which then holds no summary unless text=- asks for it. \
      Kinds: \(OutputRequest.kinds).
      """, valueName: "kind=path"))
  var outputs: [OutputRequest] = []

  @Flag(name: .customLong("no-color"), help: "No colours, even on a terminal.")
  var refusesColour = false

  @OptionGroup var recording: RecordingOptions

  @Option(help: ArgumentHelp("Run directory instead of runs/NAME-HASH-sSEED.", valueName: "dir"))
  var outputDir: String?

  func validate() throws {
    if threads < 1 { throw ValidationError("--threads is 1 or more, got \(threads)") }
  }

  func run() throws {
    let (scenario, variants) = try options.load()
    var experiment = Experiment(scenario, variants: variants, reproduce: options.reproduction(scenario))
    experiment.baseline = try recorded(scenario)
    let directory =
      outputDir ?? RunFiles.defaultDirectory(experiment) + (options.changes.variant.map { "-" + $0 } ?? "")
    try writing(directory) { try RunFiles.prepare(directory) }

    let limit = wallLimit ?? scenario.parameters.run.maxWall
    let startedAt = Date()
    let (outcome, totals) = try ExperimentExecution(
      experiment: experiment, variants: variants, threads: threads, wallLimit: limit > .zero ? limit.seconds : nil,
      isSilent: quiet
    ).run()

    try write(outcome, scenario, to: directory, startedAt, totals)
    if json || !outputs.contains(where: \.isStandardOutput) { try show(outcome.result) }
    if !quiet { Terminal.complain("wrote \(directory)/: \(Self.speed(totals))") }
    let code = RunExitCode(outcome.result)
    if code != .pass { throw ExitCode(code.rawValue) }
  }

  /// The scenario's baseline, when there is one.
  private func recorded(_ scenario: Scenario) throws -> Baseline? {
    do {
      return try BaselineFile.read(baseline ?? BaselineFile.path(scenario))
    } catch BaselineFile.Problem.unreadable(let sentence) {
      Terminal.complain(sentence)
      throw ExitCode(RunExitCode.invalidScenario.rawValue)
    }
  }

  private func write(
    _ outcome: ExperimentOutcome, _ scenario: Scenario, to directory: String, _ startedAt: Date,
    _ totals: RunTotals
  ) throws {
    let files = try RunFiles(outcome, resolvedScenario: scenario.resolvedYAML)
    let manifest = Manifest(
      outcome.result, startedAt: startedAt, totals: totals, threads: threads, files: files.files.map(\.path))
    try writing(directory) { try files.write(to: directory, manifest: manifest) }
    for output in outputs {
      try writing(output.path) { try output.write(outcome.result, resolvedScenario: scenario.resolvedYAML) }
    }
    recording.record(outcome.result, manifest, scenario, directory)
  }

  private func show(_ result: RunResult) throws {
    if json { return Terminal.say(try JSONReport.text(result)) }
    let coloured = Terminal.wantsColour(unless: refusesColour)
    let text = TerminalReport.text(result, width: quiet ? 10_000 : Terminal.width, coloured: coloured)
    Terminal.say(quiet ? text.prefix { $0 != "\n" } + "\n" : text)
  }

  private static func speed(_ totals: RunTotals) -> String {
    let clock = totals.clock
    return "\(Readable.seconds(totals.simulatedSeconds)) simulated in \(Readable.seconds(totals.wallSeconds)) "
      + "(\(Readable.seconds(clock.preparationSeconds)) of it preparation), "
      + "\(Readable.factor(clock.realTimeFactor)) simulated seconds per second after the warm-up, "
      + "peak memory \(Readable.bytes(Double(Manifest.peakMemoryBytes)))"
  }

  private func writing(_ path: String, _ body: () throws -> Void) throws {
    do {
      try body()
    } catch {
      Terminal.complain("\(path): error: cannot be written: \(error.localizedDescription)")
      throw ExitCode(RunExitCode.internalError.rawValue)
    }
  }
}

extension OutputRequest: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

extension SimDuration: ExpressibleByArgument {
  /// `30s`, `1.5 min`; not zero.
  public init?(argument: String) {
    guard let span = try? SimDuration(text: argument), span > .zero else { return nil }
    self = span
  }
}
