import Foundation
import Reports

/// `-o KIND=PATH` of `darkroom fit lock`.
public struct LockFitOutput: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable { case json, svg, html, markdown, text }

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

  public func write(_ study: LockStudy) throws {
    let data = Data(try LockFitOutput.text(study, kind).utf8)
    if isStandardOutput {
      try FileHandle.standardOutput.write(contentsOf: data)
    } else {
      try data.write(to: URL(fileURLWithPath: path), options: .atomic)
    }
  }

  public static func text(_ study: LockStudy, _ kind: Kind) throws -> String {
    switch kind {
    case .json: try JSONReport.text(study)
    case .svg: LockSVG.text(study)
    case .html: LockPage.text(study)
    case .markdown: MarkdownReport.text(Digest(study))
    case .text: TerminalReport.text(Digest(study))
    }
  }
}
