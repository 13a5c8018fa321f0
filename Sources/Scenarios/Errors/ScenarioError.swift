/// Where something stands: a file with its line and column, both from 1, or a `--set` argument (line 0).
public struct SourcePlace: Sendable, Hashable {
  public var file: String
  public var line: Int
  public var column: Int

  public init(file: String, line: Int = 0, column: Int = 0) {
    self.file = file
    self.line = line
    self.column = column
  }
}

/// One mistake in a scenario: its place, the key, what is wrong, and what to do about it.
public struct ScenarioError: Error, Sendable, Hashable, CustomStringConvertible {
  public var place: SourcePlace
  /// Full dotted path; empty when the file as a whole is meant.
  public var key: String
  public var message: String
  public var hint: String?
  /// The input does not exist or cannot be opened, as opposed to saying something wrong.
  public var isMissingInput: Bool

  public var file: String { place.file }
  public var line: Int { place.line }
  public var column: Int { place.column }

  public init(
    _ place: SourcePlace, key: String = "", _ message: String, hint: String? = nil, isMissingInput: Bool = false
  ) {
    self.place = place
    self.key = key
    self.message = message
    self.hint = hint
    self.isMissingInput = isMissingInput
  }

  /// Such as `x.yaml:12:5: error: system.gateway.worker: unknown key; did you mean 'workers'?`.
  public var description: String {
    let position = place.line > 0 ? ":\(place.line):\(place.column)" : ""
    let subject = key.isEmpty ? "" : "\(key): "
    return "\(place.file)\(position): error: \(subject)\(message)\(hint.map { "; \($0)" } ?? "")"
  }
}

/// All mistakes of a scenario at once, by file in order of reading and by place within it.
public struct ScenarioErrors: Error, Sendable, CustomStringConvertible {
  public var errors: [ScenarioError]

  public init(_ errors: [ScenarioError]) { self.errors = errors }

  /// 66 when inputs are missing and nothing else is wrong, else 65.
  public var exitCode: Int32 { errors.allSatisfy(\.isMissingInput) ? 66 : 65 }

  public var description: String { errors.map(\.description).joined(separator: "\n") }
}
