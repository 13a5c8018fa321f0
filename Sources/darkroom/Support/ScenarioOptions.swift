import ArgumentParser
import Experiments
import Scenarios
import Simulator

/// How a command names a scenario and changes it.
struct ScenarioOptions: ParsableArguments {
  @Argument(help: "Scenario file.", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @OptionGroup var changes: ScenarioChanges

  func load() throws -> (scenario: Scenario, variants: [ScenarioVariant]) { try changes.load(file) }

  /// The command that repeats the run: what changes results, with the seed spelled out.
  func reproduction(_ scenario: Scenario) -> String {
    ScenarioOptions.line(["darkroom", "run", file] + changes.words(scenario))
  }

  /// A command line as a POSIX shell reads it back.
  static func line(_ words: [String]) -> String { words.map(quoted).joined(separator: " ") }

  /// A word as a POSIX shell reads it back.
  private static func quoted(_ word: String) -> String {
    let isPlain =
      !word.isEmpty && word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_./=:,@%+".contains($0)) }
    return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }
}

/// Settings that win over a scenario's files.
struct ScenarioChanges: ParsableArguments {
  @Option(
    name: .customLong("overlay"),
    help: ArgumentHelp("A file whose settings win over the scenario's; repeatable.", valueName: "file"))
  var overlays: [String] = []

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "A setting that wins over all files, such as run.slice=1/50; repeatable.", valueName: "key=value"))
  var settings: [String] = []

  @Option(help: ArgumentHelp("Pick one variant.", valueName: "name"))
  var variant: String?

  @Option(help: ArgumentHelp("Root of every random draw; wins over run.seed.", valueName: "n"))
  var seed: Int?

  @Option(
    help: ArgumentHelp("Simulate a share of the viewers, written 1/N; wins over run.slice.", valueName: "1/N"))
  var slice: String?

  @Option(help: ArgumentHelp("Independent runs of each variant; wins over run.replications.", valueName: "n"))
  var replications: Int?

  /// The scenario and the variants to run. Prints every mistake and throws its exit code.
  func load(_ file: String) throws -> (scenario: Scenario, variants: [ScenarioVariant]) {
    let own = seed.map { ["run.seed=\($0)"] } ?? []
    let more =
      (replications.map { ["run.replications=\($0)"] } ?? []) + (slice.map { ["run.slice=\($0)"] } ?? [])
    let scenario: Scenario
    do {
      scenario = try ScenarioLoader.load(
        path: file, overlays: overlays, settings: settings + own + more,
        vocabulary: MetricCatalogue.vocabulary)
    } catch {
      Terminal.complain(error.description)
      throw ExitCode(error.exitCode)
    }
    guard let variant else { return (scenario, scenario.executed) }
    let picked = scenario.executed.filter { $0.name == variant }
    if picked.isEmpty {
      let names = scenario.executed.map(\.name).joined(separator: ", ")
      throw ValidationError("'\(file)' has no variant '\(variant)'; it has: \(names)")
    }
    return (scenario, picked)
  }

  /// Nothing is changed.
  var isEmpty: Bool {
    overlays.isEmpty && settings.isEmpty && seed == nil && slice == nil && replications == nil
  }

  /// What repeats these changes on a command line.
  func words(_ scenario: Scenario) -> [String] {
    var words: [String] = []
    for overlay in overlays { words += ["--overlay", overlay] }
    for setting in settings { words += ["--set", setting] }
    if let variant { words += ["--variant", variant] }
    words += ["--seed", "\(scenario.parameters.run.seed)"]
    if let replications { words += ["--replications", "\(replications)"] }
    if let slice { words += ["--slice", slice] }
    return words
  }
}
