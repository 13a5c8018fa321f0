import Foundation

/// Scenario keys in docs/model.md against the generated reference page: they exist, and tables quote the true default.
enum DocumentedKeys {
  static let sections = ["run", "population", "regions", "load", "session", "system"]
  /// Subsystems, whose keys a page may write without `system.`.
  static let subsystems = [
    "gateway", "upload", "objectStore", "postStore", "eventLog", "feed", "delivery", "counters", "stories",
  ]

  /// Key → default, from the rows of the reference page.
  static func defaults(of reference: SourceText) -> [String: String] {
    var found: [String: String] = [:]
    for line in reference.lines {
      guard let row = line.wholeMatch(of: #/\| `(?<key>[\w.]+)`[^|]*\| (?<value>[^|]*) \|.*/#) else { continue }
      found[String(row.output.key)] = String(row.output.value)
    }
    return found
  }

  static func mistakes(in page: SourceText, _ defaults: [String: String]) -> [String] {
    func full(_ name: Substring) -> String? {
      let first = String(name.prefix { $0 != "." })
      if subsystems.contains(first) { return "system." + name }
      return sections.contains(first) ? String(name) : nil
    }
    return page.lines.enumerated().flatMap { index, line -> [String] in
      let place = "\(page.path):\(index + 1)"
      let named = line.matches(of: #/`(?<key>\w+(?:\.\w+)+)(?:: [^`]*)?`/#).compactMap { full($0.output.key) }
      let unknown = named.filter { key in
        defaults[key] == nil && !metrics.contains(String(key.dropFirst("system.".count)))
      }
      var mistakes = unknown.map { "\(place): no key \($0)" }
      if let row = line.wholeMatch(of: #/\| `(?<key>[\w.]+)` \| (?<value>[^|]*) \|.*/#),
        let key = full(row.output.key), let expected = defaults[key],
        !plain(row.output.value).hasPrefix(plain(expected[...]))
      {
        mistakes.append("\(place): default of \(key) is \(expected)")
      }
      return mistakes
    }
  }

  /// Metrics that begin like a subsystem.
  static let metrics: Set<String> = ["feed.load", "feed.page", "feed.visible"]

  /// Without what only helps reading.
  private static func plain(_ text: Substring) -> String {
    text.filter { $0 != "," && $0 != "`" }.replacing("lognormal ", with: "").replacing("constant ", with: "")
  }
}
