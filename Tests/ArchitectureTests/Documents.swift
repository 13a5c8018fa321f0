import Foundation

/// Documents name files; this finds the ones that are not there.
enum Documents {
  static let pages =
    ["README.md", "CONTRIBUTING.md"].compactMap(Repository.text)
    + Repository.files(under: "docs", endings: ["md"])

  /// Paths in back quotes that begin with a folder of this repository, and targets of relative links, as `path:line`.
  static func deadReferences(in page: SourceText, exists: (_ path: String) -> Bool) -> [String] {
    let quoted = #/`(?<path>(?:Sources|Tests|docs|Benchmarks|scenarios)/[\w.+\/-]*)`/#
    let linked = #/\]\((?<path>[\w.+\/-]+)(?:#[\w-]*)?\)/#
    let folder = (page.path as NSString).deletingLastPathComponent
    return page.lines.enumerated().flatMap { index, line in
      let named = line.matches(of: quoted).map { String($0.output.path) }
      let targets = line.matches(of: linked).map { (folder as NSString).appendingPathComponent(String($0.output.path)) }
      return (named + targets).filter { !exists($0) && !$0.contains("NAME") }
        .map { "\(page.path):\(index + 1): \($0) does not exist" }
    }
  }

  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: Repository.root.appendingPathComponent(path).standardizedFileURL.path)
  }
}
