import ArgumentParser
import Experiments
import Foundation
import Reports
import SystemModel

/// `darkroom doctor`: is this machine fit, and does a scenario give the same answer twice?
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Check this machine, or that a scenario runs deterministically.",
    discussion: """
      With --determinism every variant of the scenario runs twice, the second time with its regions in the opposite \
      order. When the runs differ, they are repeated and the first event that differs is named, with its time, kind \
      and region.
      Exit codes: 0 sound, 1 something is missing, 5 not deterministic, 65 invalid scenario, 66 missing input.
      """)

  @Flag(help: "Run the scenario twice and compare every executed event.")
  var determinism = false

  @Argument(help: "Scenario file for --determinism.", completion: .file(extensions: ["yaml", "yml"]))
  var file = "scenarios/first-light.yaml"

  @OptionGroup var changes: ScenarioChanges

  func run() throws {
    if determinism { return try checkDeterminism() }
    let process = ProcessInfo.processInfo
    let memory = Readable.bytes(Double(process.physicalMemory))
    let writable = FileManager.default.isWritableFile(atPath: FileManager.default.currentDirectoryPath)
    Terminal.say("darkroom    \(Darkroom.release)\n")
    Terminal.say("system      \(process.operatingSystemVersionString)\n")
    Terminal.say("processors  \(process.activeProcessorCount), memory \(memory)\n")
    Terminal.say("run files   \(writable ? "this directory is writable" : "this directory is NOT writable")\n")
    if !writable { throw ExitCode(RunExitCode.internalError.rawValue) }
  }

  private func checkDeterminism() throws {
    let (_, variants) = try changes.load(file)
    let runner = PlatformRunner(variants)
    var isSound = true
    for (index, variant) in variants.enumerated() {
      let journal = PlatformJournal(runner, variant: index)
      let verdict = try DeterminismCheck().check(
        journal, PlatformJournal(runner, variant: index, reversesRegions: true))
      let sentence = verdict.sentence(
        eventName: { EventKind(rawValue: $0).map { "\($0)" } ?? "event \($0)" }, regionName: { "region \($0)" })
      Terminal.say("\(variant.name): \(sentence)\n")
      isSound = isSound && verdict.isDeterministic
    }
    if !isSound { throw ExitCode(RunExitCode.notDeterministic.rawValue) }
  }
}
