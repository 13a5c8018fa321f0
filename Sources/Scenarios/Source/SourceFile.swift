import Foundation

/// Reads a scenario file's text, within `SourceLimits`, whatever stands at the path.
enum SourceFile {
  /// `reference` is where another file asked for this one, and `written` how.
  static func text(_ path: String, written: String, reference: SourcePlace?) throws(ScenarioError) -> String {
    func missing(_ message: String, hint: String? = nil) -> ScenarioError {
      guard let reference else {
        return ScenarioError(SourcePlace(file: path), message, hint: hint, isMissingInput: true)
      }
      return ScenarioError(
        reference, key: "extends", "\(quoted(written)): \(message)",
        hint: hint ?? "the path is relative to the file that names it", isMissingInput: true)
    }
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw missing(errno == ENOENT || errno == ENOTDIR ? "no such file" : "cannot be opened")
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw missing("is a directory", hint: "name the scenario file inside it")
    default: throw missing("is not a regular file")
    }
    guard let handle = FileHandle(forReadingAtPath: path) else { throw missing("cannot be opened") }
    defer { try? handle.close() }
    guard Int64(status.st_size) <= Int64(SourceLimits.bytes) else { throw tooLarge(path) }
    let data: Data
    do {
      data = try handle.read(upToCount: SourceLimits.bytes + 1) ?? Data()
    } catch {
      throw missing("cannot be read")
    }
    if data.count > SourceLimits.bytes { throw tooLarge(path) }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw ScenarioError(
        SourcePlace(file: path), "is not text in UTF-8", hint: "save it as UTF-8 (no UTF-16, no binary)")
    }
    return text
  }

  private static func tooLarge(_ path: String) -> ScenarioError {
    ScenarioError(
      SourcePlace(file: path), "is larger than 1 MiB", hint: "a scenario file is a few KiB; is this the right file?")
  }

  /// `relative` as seen from the directory of `file`; absolute paths stay.
  static func resolve(_ relative: String, from file: String) -> String {
    if relative.hasPrefix("/") { return relative }
    guard let slash = file.lastIndex(of: "/") else { return relative }
    return String(file[...slash]) + relative
  }

  /// Equal for two spellings of one file.
  static func identity(_ path: String) -> String {
    URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
  }
}
