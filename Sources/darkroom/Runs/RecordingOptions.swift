import Archive
import ArgumentParser
import Reports
import Scenarios

/// Whether, where and under which label `darkroom run` records what it did.
struct RecordingOptions: ParsableArguments {
  @Option(
    name: .customLong("archive"),
    help: ArgumentHelp("Record the run in this archive instead of \(Archive.defaultPath).", valueName: "path"))
  var path = Archive.defaultPath

  @Flag(name: .customLong("no-archive"), help: "Do not record the run.")
  var isOff = false

  @Option(help: ArgumentHelp("Free text to find the run again in the archive.", valueName: "text"))
  var label: String?

  @Option(help: ArgumentHelp("Commit that the run belongs to, for the archive.", valueName: "id"))
  var commit: String?

  /// Comes last, when the run directory is complete. A failure is told and costs the run nothing else: its files are there,
  /// and can be imported.
  func record(_ result: RunResult, _ manifest: Manifest, _ scenario: Scenario, _ directory: String) {
    if isOff { return }
    do {
      let notes = RunNotes(label: label, gitCommit: commit, resolvedScenario: scenario.resolvedYAML)
      try Archive(path: path).record(result, manifest: manifest, directory: directory, notes: notes)
    } catch {
      let reason = "\(error)".replacing("error: ", with: "", maxReplacements: 1)
      Terminal.complain("warning: this run is not in the archive: \(reason)")
      Terminal.complain("  `darkroom runs import \(directory)` records it later")
    }
  }
}
