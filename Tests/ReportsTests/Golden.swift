import Foundation
import Testing

/// Compares text with a file of `Golden/`; `DARKROOM_UPDATE_GOLDEN=1` writes the file instead.
func expectGolden(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
  let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden/\(name)")
  if ProcessInfo.processInfo.environment["DARKROOM_UPDATE_GOLDEN"] == "1" {
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: file, atomically: true, encoding: .utf8)
  }
  let expected = try String(contentsOf: file, encoding: .utf8)
  let (found, wanted) = (text.split(separator: "\n"), expected.split(separator: "\n"))
  let different = zip(found, wanted).first { $0 != $1 }
  #expect(
    text == expected,
    "\(name) differs, first at: \(different.map { "\($0) instead of \($1)" } ?? "its length")",
    sourceLocation: sourceLocation)
}
