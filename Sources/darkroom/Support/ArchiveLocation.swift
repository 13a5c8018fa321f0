import ArgumentParser
import Reports

/// Where recorded runs are looked up.
struct ArchiveLocation: ParsableArguments {
  /// The result of `archive:ID`; nil when `text` does not name a recorded run.
  func result(_ text: String) throws -> RunResult? { nil }
}
