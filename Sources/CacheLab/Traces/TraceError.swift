/// Why a trace cannot be read.
public enum TraceError: Error, Equatable, CustomStringConvertible {
  case missing(path: String, reason: String)
  /// The file does not fit what was asked of it; the sentence says what would.
  case wrongRequest(String)
  /// Malformed lines where none are allowed, or nothing that could be read.
  case malformed(String)
  case interrupted

  public var description: String {
    switch self {
    case .missing(let path, let reason): "\(path): error: cannot be read: \(reason)"
    case .interrupted: "interrupted"
    case .wrongRequest(let sentence), .malformed(let sentence): sentence
    }
  }
}
