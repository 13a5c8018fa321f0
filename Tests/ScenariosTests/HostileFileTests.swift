import Foundation
import Simulator
import Testing

@testable import Scenarios

/// Files that are made to hurt are refused with a message, in bounded time and memory.
@Suite struct HostileFileTests {
  private func mistake(_ text: String) throws -> String { try TestFiles.mistakes(text).first ?? "accepted" }

  @Test func aliasBombIsRefused() throws {
    var text = "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
    for (name, before) in zip("bcdefghij", "abcdefghi") {
      text += "\(name): &\(name) [" + repeatElement("*\(before)", count: 10).joined(separator: ", ") + "]\n"
    }
    let message = try mistake(text)
    #expect(
      message
        == "scenario.yaml:2:40: error: more than 8 aliases (`*name`); use `extends` and `variants` to share settings")
  }

  @Test func aliasBombWithinTheAliasBudgetIsRefusedByItsSize() throws {
    let wide = "a: &a [" + repeatElement("x", count: 40_000).joined(separator: ", ") + "]\n"
    #expect(try mistake(wide + "b: &b [*a, *a]\nc: [*b, *b]\n").contains("more than 100000 values"))
  }

  @Test func aliasAsKeyCostsLittle() throws {
    let wide = "? &a [" + repeatElement("x", count: 30_000).joined(separator: ", ") + "]\n: 1\n"
    #expect(try mistake(wide + "? [*a, *a]\n: 1\n").contains("a key must be a name"))
  }

  @Test(arguments: ["[", "{a: ", "- ", "? ", "[{a: "])
  func deepNestingIsRefused(_ opener: String) throws {
    for depth in [65, 999, 2_000, 200_000] where depth * opener.utf8.count < 1_000_000 {
      let message = try mistake("run:\n  " + String(repeating: opener, count: depth))
      let isNamed = message.contains("a key must be a name")
      #expect(
        isNamed || message.contains("nested more than 64 levels") || message.contains("not valid YAML"),
        "\(depth): \(message)")
    }
    let closed = "run: " + String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
    #expect(try mistake(closed).contains("nested more than 64 levels"))
  }

  @Test func deepIndentationIsRefused() throws {
    let text = (0..<1_200).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
    let message = try mistake(text)
    #expect(message.contains("nested more than 64 levels"))
  }

  @Test func largeFilesAreRefusedBySize() throws {
    let files = try TestFiles()
    _ = FileManager.default.createFile(atPath: files.directory + "huge.yaml", contents: nil)
    let handle = try #require(FileHandle(forWritingAtPath: files.directory + "huge.yaml"))
    try handle.truncate(atOffset: 100_000_000)
    try handle.close()
    #expect(
      files.mistakes("huge.yaml") == [
        "huge.yaml: error: is larger than 1 MiB; a scenario file is a few KiB; is this the right file?"
      ])
  }

  @Test func manyValuesAreRefused() throws {
    let list = "events: [" + repeatElement("1", count: 400_000).joined(separator: ",") + "]"
    #expect(try mistake(list).contains("more than 50000 lines and commas"))
    let lines = String(repeating: "- a: b\n", count: 60_000)
    #expect(try mistake(lines).contains("more than 50000 lines and commas"))
  }

  @Test(arguments: [
    "1e999", "99999999999999999999999999999999999", ".inf", ".nan", "-1 s", "1e30 s", "292471209 h", "0x7fff s",
  ])
  func impossibleDurationsAreRefused(_ value: String) throws {
    #expect(try mistake("run: {duration: \(value)}").hasPrefix("scenario.yaml:1:17: error: run.duration: "))
  }

  @Test(arguments: [".inf", ".nan", "1e999 %", "NaN %", "-5 %", "101 %"])
  func impossibleSharesAreRefused(_ value: String) throws {
    #expect(try mistake("run: {confidence: \(value)}").hasPrefix("scenario.yaml:1:19: error: run.confidence: "))
  }

  @Test func bytesThatAreNotTextAreRefused() throws {
    let files = try TestFiles()
    try files.write(Data([0xFF, 0xFE, 0x6E, 0x00]), to: "utf16.yaml")
    try files.write(Data([0x72, 0x75, 0x6E, 0xC3, 0x28]), to: "broken.yaml")
    try files.write(Data("run:\n  se\u{0}ed: 4".utf8), to: "zero.yaml")
    try files.write(Data("\u{FEFF}run: {seed: 4}".utf8), to: "marked.yaml")
    let message = "is not text in UTF-8; save it as UTF-8 (no UTF-16, no binary)"
    #expect(files.mistakes("utf16.yaml") == ["utf16.yaml: error: \(message)"])
    #expect(files.mistakes("broken.yaml") == ["broken.yaml: error: \(message)"])
    #expect(
      files.mistakes("zero.yaml") == [
        "zero.yaml:2:5: error: control character 0x00 in the text; is this a text file in UTF-8?"
      ])
    #expect(files.mistakes("marked.yaml").isEmpty)
  }

  @Test func thingsThatAreNoFilesAreRefused() throws {
    let files = try TestFiles(["empty.yaml": "", "comment.yaml": "# nothing\n"])
    try FileManager.default.createDirectory(atPath: files.directory + "folder.yaml", withIntermediateDirectories: true)
    #expect(mkfifo(files.directory + "pipe.yaml", 0o600) == 0)
    #expect(files.mistakes("gone.yaml") == ["gone.yaml: error: no such file"])
    #expect(files.mistakes("folder.yaml") == ["folder.yaml: error: is a directory; name the scenario file inside it"])
    #expect(files.mistakes("pipe.yaml") == ["pipe.yaml: error: is not a regular file"])
    #expect(
      files.mistakes("empty.yaml") == ["empty.yaml: error: the file is empty; `darkroom init` writes one to start from"]
    )
    #expect(files.mistakes("comment.yaml").count == 1)
    #expect(throws: ScenarioErrors.self) { try ScenarioLoader.load(path: "/dev/zero") }
  }

  @Test func circlesOfExtendsAreRefused() throws {
    let files = try TestFiles([
      "self.yaml": "extends: self.yaml", "a.yaml": "name: a\nextends: ./b.yaml", "b.yaml": "extends: sub/../a.yaml",
      "sub/x.yaml": "name: x",
    ])
    #expect(
      files.mistakes("self.yaml") == [
        "self.yaml:1:10: error: extends: 'self.yaml' extends itself in a circle; remove one `extends`"
      ])
    #expect(files.mistakes("a.yaml").count == 1)
    #expect(files.mistakes("a.yaml")[0].contains("b.yaml:1:10: error: extends: "))
    for index in 0..<40 { try files.write("extends: c\(index + 1).yaml", to: "c\(index).yaml") }
    #expect(files.mistakes("c0.yaml") == ["c15.yaml:1:10: error: extends: more than 16 files extend each other"])
  }

  @Test func countlessMistakesAreCutShort() throws {
    let keys = (0..<45_000).map { "k\($0): v\n" }.joined()
    let tags = "events: [" + repeatElement("!x 1", count: 45_000).joined(separator: ",") + "]"
    let budgets = "budgets: [" + repeatElement("{x: 1}", count: 1_000).joined(separator: ",") + "]"
    for text in [keys, tags, budgets] {
      #expect((200..<210).contains(try TestFiles.mistakes(text).count), "\(text.prefix(40))")
    }
  }

  @Test func countlessVariantsAndEntriesAreRefused() throws {
    let variants = "variants:\n" + (0..<100).map { "  v\($0): {}\n" }.joined()
    #expect(try mistake(variants) == "scenario.yaml:1:1: error: variants: more than 64 variants")
    let events = "events: [" + repeatElement("{celebrityPost: }", count: 1_001).joined(separator: ",") + "]"
    #expect(try mistake(events) == "scenario.yaml:1:9: error: events: more than 1000 entries")
  }

  @Test func longKeysAndValuesAreCutInMessages() throws {
    let long = String(repeating: "x", count: 100_000)
    #expect(try mistake("\"\(long)\": \(long)").count < 400)
    #expect(try mistake("run: {duration: \(long)}").count < 400)
    #expect(try TestFiles.mistakes("name: x", settings: ["run.\(long)=\(long)"])[0].count < 500)
  }

  @Test func randomBytesNeverCrashTheReader() throws {
    let pieces = [
      "run", ":", " ", "\n", "  ", "- ", "[", "]", "{", "}", "\"", "'", "&a", "*a", "|", ">", "!", "%", "@", "#", "\t",
      "seed", "1", "?", ",",
    ]
    for seed in 0..<3_000 as Range<UInt64> {
      let draws = Draws(seed: 5, replication: seed)
      let text = (0..<24 as Range<UInt64>).map { pieces[Int(draws.index(UInt64(pieces.count), $0))] }.joined()
      var errors: [ScenarioError] = []
      do {
        if let node = try SourceParser.parse(text, file: "random.yaml") {
          var reader = LayerReader(vocabulary: MetricVocabulary())
          _ = reader.read(node)
          errors = reader.errors
        }
      } catch {
        errors = error.errors
      }
      #expect(errors.allSatisfy { $0.line >= 0 && !$0.message.isEmpty }, "seed \(seed)")
    }
  }
}
