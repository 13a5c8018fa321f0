import Testing

/// Planted faults: each rule must see its own, and must not see what only looks like one.
@Suite struct NegativeControls {
  @Test(arguments: [
    ("Simulator", "import Workloads"), ("Simulator", "@testable import SystemModel"),
    ("Simulator", "import Foundation"), ("Theory", "import Simulator"), ("Workloads", "public import SystemModel"),
    ("SystemModel", "import struct Reports.Digest"), ("SystemModel", "import Dispatch; import Scenarios"),
    ("Reports", "@preconcurrency import Experiments"), ("Scenarios", "import Reports"),
    ("Experiments", "import ArgumentParser"), ("Experiments", "\timport darkroom"), ("Extras", "import Simulator"),
  ])
  func backEdgeIsRejected(module: String, statement: String) {
    let planted = SourceText(path: "Sources/\(module)/Planted.swift", text: "/// A file.\n\(statement)\nlet a = 1\n")
    #expect(Layering.violations(in: planted).count == 1)
  }

  @Test func whatOnlyLooksLikeAnImportPasses() {
    let text = """
      import CGSL
      import Glibc
      // import Workloads
      /* import Reports /* import Scenarios */
      import Experiments */
      let quoted = "\\(name("import Theory")) import Workloads"
      let long = #\"""
        import SystemModel "
        \"""#
      func importance(Workloads: Int) {}
      """
    let source = SourceText(path: "Sources/Simulator/Looks.swift", text: text)
    #expect(Layering.violations(in: source) == [])
    #expect(Layering.imports(of: source).map(\.module) == ["CGSL", "Glibc"])
    #expect(Layering.imports(of: source).map(\.line) == [1, 2])
  }

  @Test func platformWordsAreFoundInNamesOnly() {
    let file = SourceText(path: "Sources/Simulator/FeedQueue.swift", text: "public struct Queue {}\n")
    #expect(SourceRules.platformWords(file).count == 1)
    let code = SourceText(
      path: "Sources/Simulator/Queue.swift",
      text: "/// Such as a photo of a user.\npublic var userCount = 0\nfunc nextStory() {}\nlet feeder = unused\n")
    #expect(
      SourceRules.platformWords(code) == [
        "Sources/Simulator/Queue.swift:2: the engine says 'user'",
        "Sources/Simulator/Queue.swift:3: the engine says 'story'",
      ])
  }

  @Test(arguments: [
    "var index: [UInt64: Int] = x", "let a = [String: [Int]]()", "var b: [Key : any Value]", "let c = [:]",
    "Dictionary(grouping: a) { $0 }", "var seen: Set<Int> = []", "let t = DispatchTime.now()", "let d = Date()",
    "let d = Date.now",
    "Int.random(in: 0..<3)", "list.shuffled()", "list.randomElement()", "ContinuousClock().now", "getenv(name)",
  ])
  func unfitConstructIsRejected(line: String) {
    let planted = SourceText(path: "Sources/Simulator/Planted.swift", text: line + "\n")
    #expect(SourceRules.unfitForEventLoop(planted).count == 1)
  }

  @Test(arguments: [
    "let number = numbers[unchecked: lane]", "case random", "let x = pages[A ? 1 : 0]", "OptionSet", "// a Set<Int>",
    "preconditionFailure(\"[String: Int] at Date()\")", "let handOver: RowHandOver = .random",
  ])
  func fitConstructPasses(line: String) {
    let source = SourceText(path: "Sources/Simulator/Fit.swift", text: line + "\n")
    #expect(SourceRules.unfitForEventLoop(source) == [])
  }

  @Test func longFileIsRejected() {
    let lines = String(repeating: "let a = 1\n", count: SourceRules.mostLines)
    #expect(SourceRules.tooLong(SourceText(path: "Sources/A/B.swift", text: lines)) == [])
    #expect(SourceRules.tooLong(SourceText(path: "Sources/A/B.swift", text: lines + "let b = 2\n")).count == 1)
  }

  @Test func pathOfAMachineIsRejected() {
    let folder = "home"
    let planted = SourceText(path: "docs/a.md", text: "see `/\(folder)/someone/notes.txt`\nand src/\(folder)/x\n")
    #expect(SourceRules.machinePaths(planted) == ["docs/a.md:1: a path of one machine"])
  }

  @Test func deadReferenceIsRejected() {
    let page = SourceText(
      path: "docs/a.md",
      text: "`Sources/A/B.swift` and `Sources/A/C.swift`\n[b](b.md#part), [web](https://a.org/b.md)\n")
    let found = Documents.deadReferences(in: page) { $0 == "Sources/A/B.swift" }
    #expect(found == ["docs/a.md:1: Sources/A/C.swift does not exist", "docs/a.md:2: docs/b.md does not exist"])
  }

  @Test func wrongDefaultAndUnknownKeyAreRejected() {
    let reference = SourceText(
      path: "docs/r.md",
      text: "| `system.feed.size` ● | 8 GiB | 0 B … 1 TiB | Size. | assumed |\n| `run.seed` | 1 | any | Seed. | - |\n")
    let text = """
      | `feed.size` | 8 GiB per PoP | assumed |
      | `feed.size` | 32 GiB | assumed |
      `run.sed`, `run.seed: 1`, `feed.load` and `Sources.thing`
      """
    let found = DocumentedKeys.mistakes(
      in: SourceText(path: "docs/m.md", text: text), DocumentedKeys.defaults(of: reference))
    #expect(found == ["docs/m.md:2: default of system.feed.size is 8 GiB", "docs/m.md:3: no key run.sed"])
  }
}
