import Foundation
import Reports
import Scenarios

/// Where a scenario's recorded values lie, and how they are read.
public enum BaselineFile {
  public enum Problem: Error, Sendable { case unreadable(String) }

  /// `baselines/NAME.json` beside the scenario, unless the scenario names a file.
  public static func path(_ scenario: Scenario) -> String {
    if let named = scenario.baselinePath { return named }
    let folder = scenario.sources.first.map { URL(fileURLWithPath: $0).deletingLastPathComponent().relativePath } ?? "."
    let beside = "baselines/\(scenario.name).json"
    return folder == "." ? beside : "\(folder)/\(beside)"
  }

  /// Nil when there is no file. Throws a sentence for one that cannot be read.
  public static func read(_ path: String) throws -> Baseline? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    do {
      return try Baseline(text: String(contentsOfFile: path, encoding: .utf8))
    } catch JSONReportError.unknownVersion(let version) {
      throw Problem.unreadable(
        "\(path): error: baseline of schema version \(version), not \(Baseline.currentSchemaVersion); update it")
    } catch {
      throw Problem.unreadable("\(path): error: is not a baseline; 'darkroom baseline update' writes one")
    }
  }

  public static func write(_ baseline: Baseline, to path: String) throws {
    let file = URL(fileURLWithPath: path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(baseline.text().utf8).write(to: file, options: .atomic)
  }
}
