import GRDB

/// Why an archive cannot be used as asked; each describes itself in one line that names the file or the run.
public enum ArchiveError: Error, Equatable, CustomStringConvertible {
  case missing(path: String)
  /// Of a schema that a later release made.
  case newerVersion(path: String, found: Int, known: Int)
  /// A file of something else.
  case notAnArchive(path: String)
  case damaged(path: String, reason: String)
  /// SQLite or the file system refused.
  case failed(path: String, reason: String)
  case unknownRun(String)
  /// A prefix of the names of several runs.
  case ambiguousRun(String, names: [String])
  case unknownMetric(String)
  /// The archive has the metric, but not for this scenario and variant.
  case noValues(metric: String)
  /// Statements that could write, or several at once.
  case refusedQuery(reason: String)
  case wrongQuery(reason: String)
  /// A recorded result that this release cannot decode; its bytes can still be exported.
  case otherResultVersion(run: Int64, version: Int)

  public var description: String {
    switch self {
    case .missing(let path):
      "\(path): error: there is no archive here; `darkroom run` makes one, or name another with --archive PATH"
    case .newerVersion(let path, let found, let known):
      "\(path): error: the archive has schema version \(found), and this release knows \(known); use a newer darkroom"
    case .notAnArchive(let path): "\(path): error: this is not an archive of runs"
    case .damaged(let path, let reason): "\(path): error: the archive is damaged: \(reason)"
    case .failed(let path, let reason): "\(path): error: \(reason)"
    case .unknownRun(let name): "error: the archive has no run \(shown(name))"
    case .ambiguousRun(let name, let names):
      "error: \(shown(name)) could be \(names.map { shown($0) }.joined(separator: " or "))"
    case .unknownMetric(let name): "error: the archive has no metric \(shown(name))"
    case .noValues(let metric): "error: no complete run of this scenario and variant has \(shown(metric))"
    case .refusedQuery(let reason): "error: a query only reads: \(reason)"
    case .wrongQuery(let reason): "error: the query is wrong: \(reason)"
    case .otherResultVersion(let run, let version):
      "error: run \(run) was recorded with result version \(version), which this release cannot show; "
        + "`darkroom runs export \(run) --to -` gives its bytes"
    }
  }

  init(_ error: DatabaseError, path: String) {
    let message = error.message ?? error.resultCode.description
    switch error.resultCode {
    case .SQLITE_NOTADB: self = .notAnArchive(path: path)
    case .SQLITE_CORRUPT: self = .damaged(path: path, reason: message)
    case .SQLITE_BUSY: self = .failed(path: path, reason: "another process keeps it locked (\(message))")
    default: self = .failed(path: path, reason: message)
    }
  }
}

/// A text from outside in quotes, on one line, cut when long.
func shown(_ text: String) -> String { "'" + oneLine(text, limit: 80) + "'" }

/// `text` with control characters replaced, at most `limit` characters.
func oneLine(_ text: String, limit: Int) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
    result.unicodeScalars.append(isControl ? "␣" : scalar)
    if result.count > limit { return String(result.prefix(limit - 1)) + "…" }
  }
  return result
}
