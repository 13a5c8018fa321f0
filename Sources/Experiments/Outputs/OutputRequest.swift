import Foundation
import Reports

/// One `-o KIND=PATH`: a form of the result written to a chosen place.
public struct OutputRequest: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable {
    case json, markdown, junit, html, text, scenario
    case gitHubSummary = "github-summary"
    case gitHubAnnotations = "github-annotations"
    case benchmarkSmaller = "benchmark-smaller"
    case benchmarkBigger = "benchmark-bigger"
    case openMetrics = "openmetrics"
    case csv, trace, otlp
  }

  public var kind: Kind
  /// `-` is stdout.
  public var path: String

  /// Nil when `text` is not KIND=PATH with a known kind.
  public init?(_ text: String) {
    let parts = text.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, let kind = Kind(rawValue: String(parts[0])) else { return nil }
    self.kind = kind
    path = String(parts[1])
  }

  public var isStandardOutput: Bool { path == "-" }

  public static var kinds: String { Kind.allCases.map(\.rawValue).joined(separator: ", ") }

  public func write(_ result: RunResult, resolvedScenario: String) throws {
    let data = Data(try text(result, resolvedScenario: resolvedScenario).utf8)
    if isStandardOutput {
      try FileHandle.standardOutput.write(contentsOf: data)
    } else {
      try data.write(to: URL(fileURLWithPath: path), options: .atomic)
    }
  }

  func text(_ result: RunResult, resolvedScenario: String) throws -> String {
    switch kind {
    case .json: try JSONReport.text(result)
    case .markdown: MarkdownReport.text(result)
    case .junit: JUnitReport.text(result)
    case .html: HTMLReport.text(result)
    case .text: TerminalReport.text(result)
    case .scenario: resolvedScenario
    case .gitHubSummary: GitHubSummary.text(result)
    case .gitHubAnnotations: GitHubAnnotations.text(result)
    case .benchmarkSmaller: BenchmarkReport.smallerIsBetter(result)
    case .benchmarkBigger: BenchmarkReport.biggerIsBetter(result)
    case .openMetrics: OpenMetricsReport.text(result)
    case .csv: SeriesReport.text(result)
    case .trace: ChromeTraceReport.text(result)
    case .otlp: OTLPReport.text(result)
    }
  }
}
