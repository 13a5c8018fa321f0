import ArgumentParser
import Experiments
import Foundation
import Scenarios

/// `darkroom check`: all mistakes of scenario files at once, without running anything.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check scenario files and print every mistake with its place.",
    discussion: "Exit codes: 0 valid, 65 invalid, 66 a file is missing.")

  @Argument(help: "Scenario files.", completion: .file(extensions: ["yaml", "yml"]))
  var files: [String]

  @Option(name: .customLong("overlay"), help: "A file whose settings win over the scenario's; repeatable.")
  var overlays: [String] = []

  @Option(name: .customLong("set"), help: "A setting that wins over all files, such as run.seed=2; repeatable.")
  var settings: [String] = []

  @Flag(help: "Print the scenario with every key instead of ok.")
  var resolved = false

  func run() throws {
    var codes: [Int32] = []
    for file in files {
      do {
        let scenario = try ScenarioLoader.load(
          path: file, overlays: overlays, settings: settings,
          vocabulary: MetricCatalogue.vocabulary)
        print(resolved ? scenario.resolvedYAML : "\(file): ok", terminator: resolved ? "" : "\n")
      } catch {
        FileHandle.standardError.write(Data((error.description + "\n").utf8))
        codes.append(error.exitCode)
      }
    }
    if let code = codes.min() { throw ExitCode(code) }
  }
}
