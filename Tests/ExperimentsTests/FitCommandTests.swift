import Foundation
import Testing

/// `darkroom fit lock` as a shell sees it.
@Suite struct FitCommandTests {
  private static let example = "examples/locks/postgres-like.csv"

  /// Every example of docs/locks.md prints what the page says.
  @Test func theDocumentIsTrue() throws {
    let path = DarkroomShell.root.appendingPathComponent("docs/locks.md")
    let page = try String(contentsOf: path, encoding: .utf8)
    let examples = page.components(separatedBy: "```console\n$ darkroom ").dropFirst()
    #expect(examples.count >= 2)
    for example in examples {
      let block = try #require(example.range(of: "```")).lowerBound
      let lines = example[..<block].split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      let answer = try DarkroomShell.run(lines[0].split(separator: " ").map(String.init))
      #expect(answer.output + answer.errors == lines[1], "darkroom \(lines[0])")
    }
  }

  @Test func stdinIsTheFileAndFormsAreWritten() throws {
    let text = try String(
      contentsOf: DarkroomShell.root.appendingPathComponent(Self.example), encoding: .utf8)
    let file = try DarkroomShell.run(["fit", "lock", Self.example, "--json"])
    let stdin = try DarkroomShell.run(["fit", "lock", "-", "--json"], input: text)
    #expect(file.code == 0 && file.output.contains("darkroom.lockFit/1"))
    #expect(stdin.output == file.output.replacingOccurrences(of: "postgres-like.csv", with: "stdin"))
    for (kind, sign) in [
      ("svg", "<svg xmlns"), ("html", "<!DOCTYPE html>"), ("markdown", "# DONE: "), ("text", "DONE "),
    ] {
      let answer = try DarkroomShell.run(["fit", "lock", Self.example, "-o", "\(kind)=-"])
      #expect(answer.code == 0 && answer.errors == "" && answer.output.hasPrefix(sign), "\(kind)")
    }
    let quiet = try DarkroomShell.run(["fit", "lock", Self.example, "-q"])
    #expect(quiet.output.hasPrefix("Slowing: ") && quiet.output.split(separator: "\n").count == 1)
  }

  @Test func mistakesHaveTheirCodes() throws {
    func expect(_ code: Int32, _ words: String, _ arguments: [String], input: String = "") throws {
      let answer = try DarkroomShell.run(["fit", "lock"] + arguments, input: input)
      #expect(answer.code == code && answer.output == "", "\(arguments)")
      #expect(answer.errors.contains(words), "\(arguments): \(answer.errors)")
    }
    try expect(66, "nope.csv: error: cannot be read: no such file", ["nope.csv"])
    try expect(65, "stdin: error: is empty", ["-"])
    try expect(
      65, "stdin:2:1: error: clients: 'x' is not a number", ["-"], input: "clients,throughput,mean_ms\nx,1,1\n")
    try expect(65, "is not text in UTF-8", ["-"], input: "\0\0")
    try expect(64, "pdf=x", [Self.example, "-o", "pdf=x"])
    try expect(1, "/no/such/x.svg: error: cannot be written", [Self.example, "-o", "svg=/no/such/x.svg"])
  }
}
