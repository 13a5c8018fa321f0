import Experiments
import Foundation
import Reports
import Testing

@Suite struct OutputRequestTests {
  private func outcome() throws -> ExperimentOutcome {
    try ExperimentRun(experiment(budgets: [rule("p99(feed.load.latency)", .less, 0.05)])).execute(ScriptedRunner())
  }

  @Test func everyKindIsNamedAndWritten() throws {
    let result = try outcome().result
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("darkroom-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var texts: [String] = []
    for kind in OutputRequest.Kind.allCases {
      let file = folder.appendingPathComponent(kind.rawValue)
      let request = try #require(OutputRequest("\(kind.rawValue)=\(file.path)"))
      #expect(request.kind == kind && !request.isStandardOutput && OutputRequest.kinds.contains(kind.rawValue))
      try request.write(result, resolvedScenario: "name: scripted\n")
      texts.append(try String(contentsOf: file, encoding: .utf8))
    }
    #expect(texts.allSatisfy { $0.utf8.last == UInt8(ascii: "\n") })
    #expect(Set(texts).count == texts.count)
  }

  @Test func aDashIsStandardOutput() {
    #expect(OutputRequest("github-annotations=-")?.isStandardOutput == true)
    #expect(OutputRequest("github-annotations=./-")?.isStandardOutput == false)
    for text in ["github-annotations", "github-annotations=", "annotations=-", "=-", ""] {
      #expect(OutputRequest(text) == nil)
    }
  }

  @Test func aRunLeavesItsForms() throws {
    let files = try RunFiles(outcome(), resolvedScenario: "name: scripted\n").files
    let names = files.map(\.path)
    for name in ["summary.json", "summary.md", "junit.xml", "series.csv", "trace.json", "openmetrics.txt"] {
      #expect(names.contains(name))
    }
    #expect(files.first { $0.path == "openmetrics.txt" }?.text.hasSuffix("# EOF\n") == true)
  }
}
