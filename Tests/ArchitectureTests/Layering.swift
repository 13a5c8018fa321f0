import Foundation

/// Which module may import which: docs/ARCHITECTURE.md, section "Layers". Imports go one way.
enum Layering {
  /// Part of the toolchain or the C library. No layer below Scenarios may use Foundation, which brings the wall clock.
  static let system: Set<String> = ["Swift", "Glibc", "Synchronization", "Dispatch", "Foundation", "FoundationXML"]

  static let allowed: [String: Set<String>] = [
    "Simulator": ["CGSL", "CProcessor", "Histogram"],
    "Theory": ["CGSL"],
    "Workloads": ["Simulator"],
    "Caching": ["Simulator"],
    "SystemModel": ["Simulator", "Workloads", "Caching"],
    "Scenarios": ["Simulator", "Workloads", "Caching", "SystemModel", "Yams"],
    "Reports": ["Simulator", "CCrypto", "CReportAssets"],
    "CacheLab": ["Simulator", "Caching", "Reports", "CZlib", "CZstd"],
    "Archive": ["Simulator", "Reports", "GRDB"],
    "Experiments": [
      "Simulator", "Theory", "Workloads", "Caching", "CacheLab", "SystemModel", "Scenarios", "Reports",
    ],
    "darkroom": [
      "Simulator", "Theory", "Workloads", "Caching", "CacheLab", "SystemModel", "Scenarios", "Reports", "Archive",
      "Experiments", "ArgumentParser",
    ],
  ]

  static let withoutFoundation: Set<String> = ["Simulator", "Theory", "Workloads", "Caching", "SystemModel"]

  /// Modules that a file imports, in order of appearance.
  static func imports(of source: SourceText) -> [(line: Int, module: String)] {
    let form =
      #/^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:struct|class|enum|protocol|typealias|func|var|let|actor)\s+)?(?<module>\w+)/#
    return SwiftCode(source.text).lines.enumerated().flatMap { index, line -> [(line: Int, module: String)] in
      if !line.contains("import") { return [] }
      return line.split(separator: ";").compactMap { statement in
        statement.firstMatch(of: form).map { (index + 1, String($0.output.module)) }
      }
    }
  }

  /// Imports that the layering forbids, as `path:line: why`.
  static func violations(in source: SourceText) -> [String] {
    guard let permitted = allowed[source.module] else {
      return ["\(source.path):1: module \(source.module) has no place in the layering"]
    }
    return imports(of: source).compactMap { line, module in
      let isFoundation = module.hasPrefix("Foundation")
      if permitted.contains(module) { return nil }
      if system.contains(module) && !(isFoundation && withoutFoundation.contains(source.module)) { return nil }
      return "\(source.path):\(line): \(source.module) may not import \(module)"
    }
  }
}
