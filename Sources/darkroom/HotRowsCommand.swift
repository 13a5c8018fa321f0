import ArgumentParser
import Experiments
import Foundation
import Reports
import Scenarios
import Synchronization

/// `darkroom hot-rows`: the row on which writers wait longest, and what each remedy for it takes off and costs.
struct HotRowsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hot-rows",
    abstract: "Show a scenario's hottest counter row, and try the remedies for it.",
    discussion: """
      Runs the scenario as it is, then again with each remedy and the same draws. The differences come with intervals. \
      Without --variant it takes the scenario's first variant.
      Remedies: \(Remedy.allCases.map(\.rawValue).joined(separator: ", ")).
      Exit codes: 0 done, 1 broken law, 64 usage, 65 invalid scenario, 66 missing input, 130 interrupted.
      """)

  @Argument(help: "Scenario file.", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @OptionGroup var changes: ScenarioChanges

  @Option(
    name: .customLong("remedy"),
    help: ArgumentHelp("A remedy to try; repeatable. All without it.", valueName: "name"))
  var names: [String] = []

  @Option(
    help: ArgumentHelp("Threads; they change speed, never a byte of the result.", valueName: "n"))
  var threads = ProcessInfo.processInfo.activeProcessorCount

  @Flag(help: "Print JSON instead of tables.")
  var json = false

  @Flag(name: .customLong("no-color"), help: "No colours, even on a terminal.")
  var refusesColour = false

  /// Replications when neither the command nor the scenario asks for more.
  private static let leastReplications = 5

  func validate() throws {
    if threads < 1 { throw ValidationError("--threads is 1 or more, got \(threads)") }
    for name in names where Remedy(rawValue: name) == nil {
      let all = Remedy.allCases.map(\.rawValue)
      let nearest = NearestName.of(name, among: all).map { "did you mean '\($0)'?" }
      throw ValidationError(
        "there is no remedy '\(name)'; \(nearest ?? "remedies: \(all.joined(separator: ", "))")")
    }
  }

  func run() throws {
    let (scenario, variants) = try changes.load(file)
    let stop = StopSignal(wallLimit: nil)
    stop.listen()
    let run = try remedyRun(scenario, variants[0], stop)
    let (changes, file, variant) = (self.changes, self.file, variants[0].name)
    let study = try run.study({ settings in
      var more = changes
      more.settings += settings
      return try more.load(file).variants.first { $0.name == variant }!
    })
    guard let study else { throw ExitCode(RunExitCode.interrupted.rawValue) }
    let coloured = Terminal.wantsColour(unless: refusesColour)
    Terminal.say(
      json
        ? try JSONReport.text(study)
        : TerminalReport.text(Digest(study), width: Terminal.width, coloured: coloured))
    if !study.brokenLaws.isEmpty { throw ExitCode(RunExitCode.internalError.rawValue) }
  }

  private func remedyRun(_ scenario: Scenario, _ variant: ScenarioVariant, _ stop: StopSignal)
    throws -> RemedyRun
  {
    let own = scenario.parameters.run
    let identity = ScenarioIdentity(
      name: scenario.name, summary: scenario.description, hash: scenario.hash,
      seed: UInt64(own.seed),
      replications: own.replications, slice: own.slice)
    var run = RemedyRun(identity, variant)
    if !names.isEmpty { run.remedies = Remedy.allCases.filter { names.contains($0.rawValue) } }
    run.replications = changes.replications ?? max(own.replications, Self.leastReplications)
    run.threads = threads
    run.confidenceLevel = own.confidence
    let chosen = names.flatMap { ["--remedy", $0] }
    run.reproduce = ScenarioOptions.line(
      ["darkroom", "hot-rows", file] + changes.words(scenario) + chosen)
    run.isInterrupted = { stop.isInterrupted }
    let lines = Mutex<[String: CountLine]>([:])
    run.progress = { stage, done, total in
      let noun = stage == .asItIs ? "replications as it is" : "replications with a remedy"
      let line = lines.withLock { lines -> CountLine in
        let line = lines[noun] ?? CountLine(total: total, noun: noun)
        lines[noun] = line
        return line
      }
      line.update(done)
      if done == total { line.finish() }
    }
    return run
  }
}
