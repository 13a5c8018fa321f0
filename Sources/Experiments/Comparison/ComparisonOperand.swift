import Foundation
import Reports
import Scenarios

/// One side of a comparison, as the user names it: a scenario to run, or a run that is on record.
public struct ComparisonOperand: Sendable {
  /// What to say of an operand that cannot be read, with the exit code.
  public struct Problem: Error, Sendable {
    public var message: String
    public var code: RunExitCode
  }

  public enum Content: Sendable {
    case scenario(Scenario)
    case recorded([RecordedVariant])
  }

  /// As written.
  public var name: String
  public var identity: ScenarioIdentity
  public var content: Content
  /// The variants that count, for differences of the scenario; empty when the scenario is not known.
  public var variants: [ScenarioVariant]

  /// Values of one variant that a run left.
  public struct RecordedVariant: Sendable {
    public var name: String
    public var values: [MetricValues]
    public var fingerprints: [String]
  }

  /// A run on record, with the text of its resolved scenario where that is known.
  public typealias Record = (result: RunResult, scenario: String?)

  /// `text` is a scenario file, a run directory, a summary.json or a baseline, or what `record` knows; `:NAME` after it
  /// picks a variant.
  public init(
    _ text: String, overlays: [String] = [], settings: [String], record: (String) throws -> Record?
  ) throws {
    let (path, variant) = Self.parts(text)
    if path.hasSuffix(".yaml") || path.hasSuffix(".yml") {
      try self.init(scenario: path, variant, overlays, settings, name: text)
      return
    }
    if !(overlays + settings).isEmpty {
      throw Problem(
        message:
          "\(path): error: is on record, so \((overlays + settings)[0]) cannot be applied; name its scenario file",
        code: .usage)
    }
    if let known = try record(path) {
      try self.init(
        known.result, variant, name: text,
        scenario: known.scenario.flatMap { try? ScenarioLoader.load(text: $0, named: path) })
      return
    }
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw Problem(
        message: "\(path): error: no such file; name a scenario, a run directory, a baseline or archive:ID",
        code: .missingInput)
    }
    let file = isDirectory.boolValue ? path + "/summary.json" : path
    guard let content = try? String(contentsOfFile: file, encoding: .utf8) else {
      throw Problem(message: "\(file): error: cannot be read; is \(path) a run directory?", code: .missingInput)
    }
    do {
      if let baseline = try? Baseline(text: content) {
        try self.init(baseline, variant, name: text)
      } else {
        let resolved = isDirectory.boolValue ? path + "/scenario.resolved.yaml" : ""
        try self.init(
          try JSONReport.result(content), variant, name: text, scenario: try? ScenarioLoader.load(path: resolved))
      }
    } catch JSONReportError.unknownVersion(let version) {
      throw Problem(
        message:
          "\(file): error: schema version \(version) is not \(RunResult.currentSchemaVersion); run the scenario again",
        code: .invalidScenario)
    } catch let error as DecodingError {
      throw Problem(message: "\(file): error: is not a result of darkroom: \(error.place)", code: .invalidScenario)
    }
  }

  private init(
    scenario path: String, _ variant: String?, _ overlays: [String], _ settings: [String], name: String
  ) throws {
    let scenario: Scenario
    do {
      scenario = try ScenarioLoader.load(
        path: path, overlays: overlays, settings: settings, vocabulary: MetricCatalogue.vocabulary)
    } catch {
      throw Problem(message: error.description, code: RunExitCode(rawValue: error.exitCode) ?? .invalidScenario)
    }
    self.name = ([name] + overlays + settings).joined(separator: " + ")
    let run = scenario.parameters.run
    identity = ScenarioIdentity(
      name: scenario.name, summary: scenario.description, hash: scenario.hash, seed: UInt64(run.seed),
      replications: run.replications, slice: run.slice)
    variants = try Self.picked(scenario.executed, variant, path) { $0.name }
    content = .scenario(scenario)
  }

  private init(_ result: RunResult, _ variant: String?, name: String, scenario: Scenario?) throws {
    self.name = name
    identity = result.scenario
    let all = result.variants.map {
      RecordedVariant(name: $0.name, values: $0.values, fingerprints: $0.fingerprints)
    }
    let kept = try Self.picked(all, variant, name) { $0.name }
    content = .recorded(kept)
    variants = scenario?.executed.filter { known in kept.contains { $0.name == known.name } } ?? []
  }

  private init(_ baseline: Baseline, _ variant: String?, name: String) throws {
    self.name = name
    identity = baseline.scenario
    let all = baseline.variants.map {
      RecordedVariant(name: $0.name, values: $0.values, fingerprints: $0.fingerprints)
    }
    content = .recorded(try Self.picked(all, variant, name) { $0.name })
    variants = []
  }

  private static func picked<T>(_ all: [T], _ variant: String?, _ path: String, _ name: (T) -> String) throws -> [T] {
    guard let variant else { return all }
    let picked = all.filter { name($0) == variant }
    if picked.isEmpty {
      throw Problem(
        message: "\(path): error: no variant '\(variant)'; it has \(all.map(name).joined(separator: ", "))",
        code: .usage)
    }
    return picked
  }

  /// `scenarios/x.yaml:direct` is the file and a variant; a colon inside a path that exists is part of it.
  private static func parts(_ text: String) -> (path: String, variant: String?) {
    if FileManager.default.fileExists(atPath: text) { return (text, nil) }
    guard let colon = text.lastIndex(of: ":"), !text.hasPrefix("archive:") || text[..<colon].contains(":") else {
      return (text, nil)
    }
    return (String(text[..<colon]), String(text[text.index(after: colon)...]))
  }
}

extension DecodingError {
  /// Where in the document, in words.
  fileprivate var place: String {
    switch self {
    case .dataCorrupted(let context), .keyNotFound(_, let context), .typeMismatch(_, let context),
      .valueNotFound(_, let context):
      context.codingPath.isEmpty
        ? context.debugDescription : context.codingPath.map(\.stringValue).joined(separator: ".")
    @unknown default: "unreadable"
    }
  }
}
