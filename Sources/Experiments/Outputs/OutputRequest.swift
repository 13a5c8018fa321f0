import Foundation
import Reports

/// One `-o KIND=PATH`: a form of the result written to a chosen place.
public struct OutputRequest: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable { case json, markdown, junit, text, scenario }

  public var kind: Kind
  public var path: String

  /// Nil when `text` is not KIND=PATH with a known kind.
  public init?(_ text: String) {
    let parts = text.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, let kind = Kind(rawValue: String(parts[0])) else { return nil }
    self.kind = kind
    path = String(parts[1])
  }

  public static var kinds: String { Kind.allCases.map(\.rawValue).joined(separator: ", ") }

  public func write(_ result: RunResult, resolvedScenario: String) throws {
    let text =
      switch kind {
      case .json: try JSONReport.text(result)
      case .markdown: MarkdownReport.text(result)
      case .junit: JUnitReport.text(result)
      case .text: TerminalReport.text(result)
      case .scenario: resolvedScenario
      }
    try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
  }
}
