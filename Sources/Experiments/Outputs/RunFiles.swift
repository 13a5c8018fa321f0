import Foundation
import Reports

/// The files that a run leaves, made from its result; the manifest comes last because it names the others.
public struct RunFiles {
  /// Path below the run directory, and content.
  public private(set) var files: [(path: String, text: String)] = []

  public init(_ outcome: ExperimentOutcome, resolvedScenario: String) throws {
    let result = outcome.result
    files = [
      ("summary.json", try JSONReport.text(result)), ("summary.md", MarkdownReport.text(result)),
      ("junit.xml", JUnitReport.text(result)), ("scenario.resolved.yaml", resolvedScenario),
      ("series.csv", SeriesReport.text(result)), ("trace.json", ChromeTraceReport.text(result)),
      ("openmetrics.txt", OpenMetricsReport.text(result)), ("report.html", HTMLReport.text(result)),
    ]
    for (variant, runs) in zip(result.variants, outcome.measurements) {
      guard let first = runs.first else { continue }
      for (index, operation) in first.operations.enumerated() {
        var pooled = operation.latency
        for run in runs.dropFirst() { pooled.add(run.operations[index].latency) }
        if pooled.count == 0 { continue }
        files.append(("latency/\(variant.name)-\(operation.name).hgrm", pooled.percentileDistributionText))
      }
    }
  }

  /// `runs/NAME-HASH8-sSEED`, relative to the working directory.
  public static func defaultDirectory(_ experiment: Experiment) -> String {
    "runs/\(experiment.name)-\(experiment.hash)-s\(experiment.seed)"
  }

  /// Makes the directory, so that a run does not end with nowhere to go. Percentile files of an earlier run go.
  public static func prepare(_ directory: String) throws {
    let root = URL(fileURLWithPath: directory)
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    try? FileManager.default.removeItem(at: root.appendingPathComponent("latency"))
  }

  public func write(to directory: String, manifest: Manifest) throws {
    for (path, text) in files + [("manifest.json", try manifest.text())] {
      let file = URL(fileURLWithPath: directory).appendingPathComponent(path)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file, options: .atomic)
    }
  }
}
