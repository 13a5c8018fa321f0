import ArchiveTestSupport
import Foundation
import Reports
import Testing

@testable import Archive

/// `darkroom run` and `darkroom runs` as a shell sees them.
@Suite struct CommandLineTests {
  private let scratch: Scratch

  /// Three runs of `first-light`, the last with another scenario hash, in the default place.
  init() throws {
    scratch = try Scratch()
    let archive = try Archive(path: scratch.path(Archive.defaultPath))
    for hour in 0..<3 {
      var run = MadeUpRun()
      (run.scenario, run.visibleP99) = ("first-light", 4 + Double(hour))
      if hour == 2 { run.hash = "c0ffee00" }
      try archive.record(run, hour: Double(hour))
    }
  }

  private func darkroom(_ arguments: String...) throws -> (code: Int32, output: String, errors: String) {
    let process = Process()
    let (output, errors) = (scratch.folder.appendingPathComponent("out"), scratch.folder.appendingPathComponent("err"))
    for file in [output, errors] { try Data().write(to: file) }
    process.executableURL = try Programs.place(of: "darkroom")
    process.arguments = arguments
    process.currentDirectoryURL = scratch.folder
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    return (
      process.terminationStatus, try String(contentsOf: output, encoding: .utf8),
      try String(contentsOf: errors, encoding: .utf8)
    )
  }

  @Test func runsAreListedNewestFirst() throws {
    let all = try darkroom("runs")
    #expect(all.code == 0 && all.errors == "")
    let ids = all.output.split(separator: "\n").dropFirst().map { $0.split(separator: " ")[0] }
    #expect(ids == ["3", "2", "1"])
    let newest = try darkroom("runs", "list", "--limit", "1", "--json")
    let decoded = try JSONDecoder().decode([RunRecord].self, from: Data(newest.output.utf8))
    #expect(decoded.map(\.id) == [3])
    #expect(try darkroom("runs", "list", "--since", "2026-01-21T14:00:00Z").output.split(separator: "\n").count == 2)
    let none = try darkroom("runs", "list", "--scenario", "frist-light")
    #expect(none.code == 0 && none.errors == "no such run; did you mean --scenario first-light?\n")
  }

  @Test func aRunIsShownAsItWasPrinted() throws {
    var run = MadeUpRun()
    (run.scenario, run.visibleP99) = ("first-light", 5)
    let expected = TerminalReport.text(run.result, width: 100)
    let shown = try darkroom("runs", "show", "2")
    #expect(shown.code == 0 && shown.output == expected)
    #expect(shown.errors.hasPrefix("run 2, recorded 2026-01-21 13:53:20 UTC on test-host, darkroom 0.1.0, "))
    #expect(try darkroom("runs", "show", "first-light-0b").output == expected)
    #expect(try darkroom("runs", "export", "2", "--to", "-").output == JSONReport.text(run.result))
    #expect(try darkroom("runs", "export", "2", "--to", "copy").code == 0)
    #expect(
      try String(contentsOfFile: scratch.path("copy/summary.json"), encoding: .utf8) == JSONReport.text(run.result))
    #expect(try darkroom("runs", "export", "--all").output.split(separator: "\n").count == 3)
  }

  @Test func aTrendMarksWhereTheScenarioChanged() throws {
    let trend = try darkroom("runs", "trend", "p99(post.visible)", "--variant", "direct")
    #expect(trend.code == 0 && trend.output.contains("▁▅│█  4 s to 6 s"))
    #expect(trend.output.split(separator: "\n").filter { $0.contains("scenario changed") }.count == 1)
  }

  @Test func mistakesSayWhatToDo() throws {
    func expect(_ code: Int32, _ message: String, _ arguments: [String], place: SourceLocation = #_sourceLocation)
      throws
    {
      let answer = try darkroom("runs", arguments[0], arguments[1], "--archive", arguments[2])
      #expect(answer.code == code && answer.output == "", sourceLocation: place)
      #expect(answer.errors == message + "\n", sourceLocation: place)
    }
    let here = Archive.defaultPath
    try expect(66, "error: the archive has no run '17'; the nearest is 3", ["show", "17", here])
    try expect(66, "error: the archive has no run 'latst'; did you mean 'latest'?", ["show", "latst", here])
    try expect(66, "error: the archive has no run 'frist-l'; did you mean 'first-l'?", ["show", "frist-l", here])
    try expect(
      64, "error: 'first' could be 'first-light-0badcafe-s1' or 'first-light-c0ffee00-s1'", ["show", "first", here])
    try expect(
      66, "error: the archive has no metric 'p99(post.visble)'; did you mean 'p99(post.visible)'?",
      ["trend", "p99(post.visble)", here])
    try expect(64, "error: the query is wrong: no such table: run", ["query", "SELECT * FROM run", here])
    try expect(
      64, "error: a query only reads: it begins with SELECT, WITH, VALUES, EXPLAIN or PRAGMA, not with 'DELETE'",
      ["query", "DELETE FROM runs", here])
    try expect(
      66, "none.sqlite: error: there is no archive here; `darkroom run` makes one, or name another with --archive PATH",
      ["show", "latest", "none.sqlite"])
    try Data("no database".utf8).write(to: scratch.folder.appendingPathComponent("notes.txt"))
    try expect(65, "notes.txt: error: this is not an archive of runs", ["show", "latest", "notes.txt"])
    #expect(!FileManager.default.fileExists(atPath: scratch.path("none.sqlite")))
  }

  @Test func pruningAsksFirst() throws {
    let asked = try darkroom("runs", "prune", "--keep", "1")
    #expect(asked.code == 0 && asked.errors == "2 runs would be removed; --yes removes them\n")
    #expect(try darkroom("runs", "query", "SELECT count(*) AS n FROM runs", "--csv").output == "n\n3\n")
    #expect(try darkroom("runs", "prune", "--keep", "1", "--yes").errors == "2 runs removed\n")
    #expect(try darkroom("runs", "query", "SELECT id FROM runs", "--csv").output == "id\n3\n")
    #expect(try darkroom("runs", "prune").code == 64)
    #expect(try darkroom("runs", "prune", "--keep", "1", "--yes", "--archive", "none.sqlite").code == 66)
  }

  @Test func aRunIsRecordedAndAFailureToRecordChangesNothingElse() throws {
    let scenario = Programs.root.appendingPathComponent("scenarios/first-light.yaml").path
    func run(_ more: String...) throws -> (code: Int32, output: String, errors: String) {
      try darkroom(
        "run", scenario, "--slice", "1/100", "--set", "run.duration=0.2 s", "--set", "run.warmUp=0 s", "--set",
        "population.users=10 M", "--output-dir", "here", more[0], more[1], more[2], more[3])
    }
    let recorded = try run("--archive", "new/own.sqlite", "--label", "a label")
    let archive = try Archive(reading: scratch.path("new/own.sqlite"))
    let record = try #require(try archive.runs().first)
    #expect(record.label == "a label" && record.name == "here" && record.scenario == "first-light")
    for file in try archive.files(of: record.id) {
      #expect(try String(contentsOfFile: scratch.path("here/" + file.name), encoding: .utf8) == file.text)
    }
    #expect(try archive.files(of: record.id).count == 3)

    try FileManager.default.removeItem(atPath: scratch.path("here"))
    let failed = try run("--archive", "here/summary.json", "--label", "x")
    #expect(failed.code == recorded.code && failed.output == recorded.output)
    #expect(
      failed.errors.contains(
        "warning: this run is not in the archive: here/summary.json: this is not an archive of runs\n"
          + "  `darkroom runs import here` records it later\n"))
    #expect(
      try String(contentsOfFile: scratch.path("here/summary.json"), encoding: .utf8) == archive.summary(record.id))
  }
}

/// Programs that are built beside the tests.
enum Programs {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func place(of name: String) throws -> URL {
    let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent(name)
  }
}
