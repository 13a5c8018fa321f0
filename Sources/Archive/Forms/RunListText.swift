import Foundation
import Reports

/// Runs as a table, in the order in which they are given.
public enum RunListText {
  public static func text(_ runs: [RunRecord], width: Int) -> String {
    var table = TextTable([
      .init("id"), .init("recorded (UTC)", right: false, rank: 3), .init("scenario", right: false),
      .init("hash", right: false, rank: 2), .init("seed", rank: 4), .init("slice", rank: 7),
      .init("repl.", rank: 6), .init("verdict", right: false), .init("wall", rank: 5), .init("× real time", rank: 8),
      .init("memory", rank: 9), .init("label", right: false, rank: 1),
    ])
    for run in runs {
      table.add([
        "\(run.id)", shortTime(run.recordedAt), oneLine(run.scenario, limit: 40), oneLine(run.scenarioHash, limit: 8),
        "\(run.seed)", "1/\(run.slice)", "\(run.replications)", run.complete ? run.verdict : "partial",
        Readable.seconds(run.wallSeconds), Readable.factor(run.realTimeFactor),
        Readable.bytes(Double(run.peakMemoryBytes)), oneLine(run.label ?? "", limit: 30),
      ])
    }
    return table.lines(width: width, indent: "").joined(separator: "\n") + "\n"
  }

  /// One line about where and when a run took place.
  public static func origin(_ run: RunRecord) -> String {
    var parts = [
      "run \(run.id), recorded \(shortTime(run.recordedAt)) UTC on \(oneLine(run.host, limit: 40))",
      "darkroom \(oneLine(run.version, limit: 20))",
      "\(Readable.seconds(run.wallSeconds)) wall, \(Readable.factor(run.realTimeFactor)) × real time",
      "peak memory \(Readable.bytes(Double(run.peakMemoryBytes)))",
    ]
    if let label = run.label { parts.append("label \(shown(label))") }
    if let commit = run.gitCommit { parts.append("commit \(oneLine(commit, limit: 40))") }
    return parts.joined(separator: ", ") + ", in \(oneLine(run.directory, limit: 200))"
  }

  /// `2026-01-31 12:34:56` of an archive's instant.
  static func shortTime(_ text: String) -> String {
    oneLine(String(text.prefix(19)).replacing("T", with: " "), limit: 19)
  }
}
