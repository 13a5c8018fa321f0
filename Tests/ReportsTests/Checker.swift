import Foundation
import Testing

/// An independent reader of one form: a script of `Parsers/`, run with the interpreter that `make test` sets up.
struct Checker {
  var script: String

  init(_ script: String) { self.script = script }

  struct Answer {
    var accepts: Bool
    /// Without the last line end.
    var output: String
    var complaint: String
    var lines: [String] { output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
  }

  /// Writes the texts to files and hands their paths to the script, the paths given after them.
  func judge(_ texts: String..., and paths: [String] = []) throws -> Answer {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("darkroom-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = try texts.enumerated().map { index, text in
      let file = folder.appendingPathComponent("form-\(index)")
      try Data(text.utf8).write(to: file)
      return file.path
    }
    let isPython = script.hasSuffix(".py")
    return try Checker.run(
      isPython ? Checker.python : Checker.node,
      (isPython ? ["-I", "-B"] : []) + [Checker.parsers.appendingPathComponent(script).path] + files + paths)
  }

  /// Runs an interpreter; throws when it is not there or lacks a library.
  static func run(_ interpreter: URL, _ arguments: [String]) throws -> Answer {
    guard FileManager.default.isExecutableFile(atPath: interpreter.path) else {
      throw Missing(what: interpreter.path)
    }
    let process = Process()
    process.executableURL = interpreter
    process.arguments = arguments
    let (output, complaint) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = complaint
    try process.run()
    let said = output.fileHandleForReading.readDataToEndOfFile()
    let complained = complaint.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let answer = Answer(
      accepts: process.terminationStatus == 0, output: String(decoding: said.dropLast(), as: UTF8.self),
      complaint: String(decoding: complained, as: UTF8.self))
    if answer.complaint.contains("Traceback") || answer.complaint.contains("ENOENT") {
      throw Missing(what: answer.complaint)
    }
    return answer
  }

  /// A reader that is not there, or that fails itself: never a reason to pass.
  struct Missing: Error, CustomStringConvertible {
    var what: String
    var description: String { "no reader of forms: run `make test`, which installs what is needed (\(what))" }
  }

  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  static let python = root.appendingPathComponent(".build/parsers/bin/python3")
  static let node = URL(fileURLWithPath: "/usr/bin/node")
  /// Perfetto's engine, which `make test` takes from a package.
  static let perfetto = root.appendingPathComponent(".build/parsers/perfetto").path
  static let parsers = root.appendingPathComponent("Tests/ReportsTests/Parsers")
  static let schema = root.appendingPathComponent("docs/summary.schema.json").path
}

/// The form is accepted, and a damaged copy of it is not: `damage` must change the text.
func expectReadable(
  _ checker: Checker, _ text: String, and paths: [String] = [], damage: [(String, String)],
  sourceLocation: SourceLocation = #_sourceLocation
) throws -> [String] {
  let answer = try checker.judge(text, and: paths)
  #expect(answer.accepts, "\(answer.complaint)", sourceLocation: sourceLocation)
  for (part, wrong) in damage {
    let damaged = text.replacing(part, with: wrong, maxReplacements: 1)
    #expect(damaged != text, "\(part) is not there", sourceLocation: sourceLocation)
    let judged = try checker.judge(damaged, and: paths)
    #expect(!judged.accepts, "\(wrong) for \(part) is accepted", sourceLocation: sourceLocation)
  }
  return answer.lines
}
