import Foundation

/// A text file of the repository: its path below the root, and what it says.
struct SourceText: Sendable {
  var path: String
  var text: String

  /// The folder below `Sources/` or `Tests/`, which is the module's name.
  var module: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
  var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
}

/// The files of this checkout, found from the place of this file.
enum Repository {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let swiftSources = files(under: "Sources", endings: ["swift"])
  static let swiftTests = files(under: "Tests", endings: ["swift"])
  static let swiftBenchmarks = files(under: "Benchmarks", endings: ["swift"])

  /// Everything that is written by hand or generated as text, tests included.
  static var allTexts: [SourceText] {
    let folders = ["Sources", "Tests", "Benchmarks", "docs", "scenarios"]
    let endings = ["swift", "md", "json", "yaml", "txt", "h", "cpp", "modulemap", "xml"]
    let own = ["Package.swift", "Benchmarks/Package.swift", "README.md", "CONTRIBUTING.md", "Makefile", ".ci/run"]
    return folders.flatMap { files(under: $0, endings: endings) } + own.compactMap(text)
  }

  static func text(_ path: String) -> SourceText? {
    guard let data = try? Data(contentsOf: root.appendingPathComponent(path)) else { return nil }
    return SourceText(path: path, text: String(decoding: data, as: UTF8.self))
  }

  /// Sorted by path, build products left out; empty when the folder does not exist.
  static func files(under folder: String, endings: [String]) -> [SourceText] {
    let base = root.appendingPathComponent(folder).path
    guard let walk = FileManager.default.enumerator(atPath: base) else { return [] }
    var paths: [String] = []
    for case let path as String in walk {
      if path.split(separator: "/").contains(".build") { continue }
      if endings.contains((path as NSString).pathExtension) { paths.append(folder + "/" + path) }
    }
    return paths.sorted().compactMap(text)
  }
}
