import Foundation

/// What is recorded of a run beside its result and its manifest; all of it may be missing.
public struct RunNotes: Sendable, Equatable {
  /// Free text that finds the run again, such as `before the cache change`.
  public var label: String?
  public var gitCommit: String?
  /// The scenario with every key, as in `scenario.resolved.yaml`.
  public var resolvedScenario: String?

  public init(label: String? = nil, gitCommit: String? = nil, resolvedScenario: String? = nil) {
    self.label = label
    self.gitCommit = gitCommit
    self.resolvedScenario = resolvedScenario
  }
}

/// Files of a run as they were written, byte by byte.
struct RunDocument: Sendable, Equatable {
  static let summary = "summary.json"
  static let manifest = "manifest.json"
  static let scenario = "scenario.resolved.yaml"

  var name: String
  var text: String
}

/// Instants as the archive writes them: `2026-01-31T12:34:56.789Z`, so that the order of texts is the order of times.
public enum ArchiveTime {
  private static let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

  public static func text(_ date: Date) -> String {
    // Half a millisecond more, because the style cuts and a date that was read back lies a little below its text.
    date.addingTimeInterval(0.000_5).formatted(style)
  }

  /// Reads what `text` writes, the same without a fraction, and a plain day; nil otherwise.
  public static func date(_ text: String) -> Date? {
    if let date = try? style.parse(text) { return date }
    if let date = try? Date.ISO8601FormatStyle().parse(text) { return date }
    return try? Date.ISO8601FormatStyle().year().month().day().parse(text)
  }
}
