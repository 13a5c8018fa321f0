import Foundation
import Testing

/// `darkroom cache` as a shell sees it.
@Suite struct CacheCommandTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
  private static let trace = "examples/cache/photos.csv"

  private func darkroom(_ arguments: [String], input: String? = nil) throws -> (
    code: Int32, output: String, errors: String
  ) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("cache-command-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = ["in", "out", "err"].map { folder.appendingPathComponent($0) }
    for file in files { try Data((input ?? "").utf8).write(to: file) }
    let process = Process()
    let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    process.executableURL = URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("darkroom")
    process.arguments = ["cache"] + arguments
    process.currentDirectoryURL = Self.root
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    for file in files[1...] { try Data().write(to: file) }
    process.standardOutput = try FileHandle(forWritingTo: files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    try process.run()
    process.waitUntilExit()
    return (
      process.terminationStatus, try String(contentsOf: files[1], encoding: .utf8),
      try String(contentsOf: files[2], encoding: .utf8)
    )
  }

  /// Every example of docs/cache.md prints what the page says.
  @Test func theDocumentIsTrue() throws {
    let page = try String(contentsOf: Self.root.appendingPathComponent("docs/cache.md"), encoding: .utf8)
    let examples = page.components(separatedBy: "```console\n$ darkroom cache ").dropFirst()
    #expect(examples.count >= 4)
    for example in examples {
      let block = try #require(example.range(of: "```")).lowerBound
      let lines = example[..<block].split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      let answer = try darkroom(lines[0].split(separator: " ").map(String.init))
      #expect(answer.code == 0 && answer.errors == "")
      #expect(answer.output == lines[1], "darkroom cache \(lines[0])")
    }
  }

  @Test func stdinIsTheFile() throws {
    let text = try String(contentsOf: Self.root.appendingPathComponent(Self.trace), encoding: .utf8)
    let options = ["--policy", "lru,gdsf", "--size", "5%", "-o", "csv=-"]
    let file = try darkroom([Self.trace] + options)
    #expect(try darkroom(["-"] + options, input: text).output == file.output)
    #expect(file.output.split(separator: "\n").count == 3)
  }

  @Test func threadsDoNotMatter() throws {
    let one = try darkroom([Self.trace, "--json", "--threads", "1", "--curve"])
    let two = try darkroom([Self.trace, "--json", "--threads", "2", "--curve"])
    #expect(one.code == 0 && one.output == two.output && one.output.contains("darkroom.cache/1"))
  }

  @Test func mistakesHaveTheirCodes() throws {
    func expect(_ code: Int32, _ words: String, _ arguments: [String], input: String? = nil) throws {
      let answer = try darkroom(arguments, input: input)
      #expect(answer.code == code && answer.output == "", "\(arguments)")
      #expect(answer.errors.contains(words), "\(arguments): \(answer.errors)")
    }
    let damaged = "time,key,size\n1,a,5\n2,b\n"
    try expect(66, "nope.csv: error: cannot be read: No such file", ["nope.csv"])
    try expect(64, "did you mean 'lru'?", [Self.trace, "--policy", "lur"])
    try expect(64, "--size: '5' has no unit", [Self.trace, "--size", "5"])
    try expect(64, "did you mean 'secondHit'?", [Self.trace, "--admission", "secondHot"])
    try expect(64, "no column 'photo'; it has: time, key, size", [Self.trace, "--columns", "key=photo"])
    try expect(64, "none of the 4000 requests", [Self.trace, "--warm-up", "4000"])
    try expect(65, "stdin:3: error: column 3 is missing: 2,b", ["-", "--strict"], input: damaged)
    try expect(65, "no request could be read", ["-"], input: "")
    let lenient = try darkroom(["-", "--policy", "lru", "--size", "10B", "--json"], input: damaged)
    #expect(lenient.code == 0 && lenient.output.contains("\"malformed\" : 1"))
    #expect(lenient.errors == "-: warning: 1 malformed and left out, first line 3: column 3 is missing\n")
  }
}
