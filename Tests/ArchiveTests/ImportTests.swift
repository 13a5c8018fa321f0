import ArchiveTestSupport
import Foundation
import Reports
import Testing

@testable import Archive

@Suite struct ImportTests {
  private let scratch: Scratch
  private let archive: Archive

  init() throws {
    scratch = try Scratch()
    archive = try Archive(path: scratch.archivePath)
  }

  private func writeFiles(_ run: MadeUpRun, _ folder: String) throws -> String {
    let path = scratch.path(folder)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try Data(JSONReport.text(run.result).utf8).write(to: URL(fileURLWithPath: path + "/summary.json"))
    try Data(run.manifest.text().utf8).write(to: URL(fileURLWithPath: path + "/manifest.json"))
    return path
  }

  @Test func aDirectoryIsRecordedOnce() throws {
    let folder = try writeFiles(MadeUpRun(), "made-up-1")
    #expect(try archive.importDirectory(folder) == ImportOutcome(recorded: [1]))
    #expect(try archive.importDirectory(folder + "/") == ImportOutcome(known: 1))
    #expect(try archive.run(1) == MadeUpRun().result)
    let record = try #require(try archive.runs().first)
    #expect(record.recordedAt == "2026-01-31T12:00:06.500Z" && record.name == "made-up-1")
    var other = MadeUpRun()
    other.wallSeconds = 6.25
    #expect(try archive.importDirectory(writeFiles(other, "made-up-2")) == ImportOutcome(recorded: [2]))
  }

  @Test func otherFoldersAreRefused() throws {
    let error = #expect(throws: ArchiveError.self) { try archive.importDirectory(scratch.folder.path) }
    #expect(error?.description.hasSuffix("has no summary.json with a manifest.json beside it") == true)
    let folder = try writeFiles(MadeUpRun(), "later")
    try Data("{\"schemaVersion\": 99}".utf8).write(to: URL(fileURLWithPath: folder + "/summary.json"))
    #expect(throws: ArchiveError.self) { try archive.importDirectory(folder) }
    #expect(try archive.runs() == [])
  }

  @Test func archivesOfOtherMachinesAreJoined() throws {
    let other = try Archive(path: scratch.path("other.sqlite"))
    var run = MadeUpRun()
    try archive.record(run, hour: 0)
    try other.record(run, hour: 0)
    run.host = "another-host"
    try other.record(run, hour: 1, notes: RunNotes(label: "night", resolvedScenario: "name: made-up\n"))
    #expect(try archive.importRuns(of: other) == ImportOutcome(recorded: [2], known: 1))
    #expect(try archive.importRuns(of: other) == ImportOutcome(known: 2))
    let (mine, theirs) = (try archive.find("2"), try other.find("2"))
    #expect(mine == theirs && mine.label == "night")
    #expect(try archive.files(of: 2).map(\.text) == other.files(of: 2).map(\.text))
  }

  @Test func linesHoldEveryNumberAsWritten() throws {
    let run = MadeUpRun()
    let id = try archive.record(run, hour: 0)
    let line = try archive.exportLine(archive.find("\(id)"))
    #expect(line.filter { $0 == "\n" }.count == 1 && line.hasSuffix("}\n"))
    let summary = try #require(line.firstRange(of: "\"summary\":"))
    let text = line[summary.upperBound...].dropLast(2)
    #expect(try JSONReport.result(String(text)) == run.result)
    #expect(JSONText.minified("{\n \"a \\\" b\" : [1.0e3, \"c\\\\\" ]\n}\n") == "{\"a \\\" b\":[1.0e3,\"c\\\\\"]}")
  }
}
