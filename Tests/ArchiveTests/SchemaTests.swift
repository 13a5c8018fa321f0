import ArchiveTestSupport
import Foundation
import GRDB
import Testing

@testable import Archive

@Suite struct SchemaTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func version() throws -> Int? { try scratch.plainly { try Int.fetchOne($0, sql: "PRAGMA user_version") } }

  @Test func aNewFileIsOfTheCurrentVersion() throws {
    let archive = try Archive(path: scratch.path("new/folder/archive.sqlite"))
    let facts = try archive.queue.read { database in
      try ["user_version", "application_id", "journal_mode", "foreign_keys", "synchronous"].map {
        try String.fetchOne(database, sql: "PRAGMA " + $0)
      }
    }
    #expect(facts == ["1", "\(0x4461_726B)", "wal", "1", "2"])
    #expect(try archive.integrityCheck() == [])
  }

  @Test func anEmptyFileBecomesAnArchive() throws {
    try Data().write(to: URL(fileURLWithPath: scratch.archivePath))
    #expect(try Archive(reading: scratch.archivePath).runs() == [])
    #expect(try version() == 1)
  }

  @Test func anOlderSchemaIsBroughtUpToDate() throws {
    let id = try Archive(path: scratch.archivePath).record(MadeUpRun(), hour: 0)
    let later = ArchiveSchema(
      steps: ArchiveSchema.current.steps + [
        "ALTER TABLE runs ADD COLUMN mood TEXT", "UPDATE runs SET mood = 'good'; CREATE TABLE moods (mood TEXT)",
      ])
    for _ in 0..<2 {
      let archive = try Archive(path: scratch.archivePath, schema: later)
      #expect(try archive.query("SELECT mood FROM runs").rows == [[.text("good")]])
      #expect(try archive.run(id) == MadeUpRun().result)
    }
    #expect(try version() == 3)
  }

  @Test func readersBringAnOlderSchemaUpToDateToo() throws {
    _ = try Archive(path: scratch.archivePath)
    let later = ArchiveSchema(steps: ArchiveSchema.current.steps + ["ALTER TABLE runs ADD COLUMN mood TEXT"])
    #expect(try Archive(reading: scratch.archivePath, schema: later).query("SELECT mood FROM runs").rows == [])
    #expect(try version() == 2)
  }

  @Test func aFailedStepChangesNothing() throws {
    try Archive(path: scratch.archivePath).record(MadeUpRun(), hour: 0)
    let broken = ArchiveSchema(
      steps: ArchiveSchema.current.steps + ["ALTER TABLE runs ADD COLUMN mood TEXT", "DELETE FROM runs; NONSENSE"])
    #expect(throws: ArchiveError.self) { try Archive(path: scratch.archivePath, schema: broken) }
    let archive = try Archive(path: scratch.archivePath)
    #expect(try archive.runs().count == 1)
    #expect(throws: ArchiveError.self) { try archive.query("SELECT mood FROM runs") }
    #expect(try version() == 1)
  }

  @Test func aNewerSchemaIsRefusedAndLeftAlone() throws {
    try Archive(path: scratch.archivePath).record(MadeUpRun(), hour: 0)
    try scratch.plainly { try $0.execute(sql: "PRAGMA user_version = 7; PRAGMA wal_checkpoint(TRUNCATE)") }
    let before = try Data(contentsOf: URL(fileURLWithPath: scratch.archivePath))
    let expected = ArchiveError.newerVersion(path: scratch.archivePath, found: 7, known: 1)
    #expect(throws: expected) { try Archive(path: scratch.archivePath) }
    #expect(throws: expected) { try Archive(reading: scratch.archivePath) }
    #expect(try Data(contentsOf: URL(fileURLWithPath: scratch.archivePath)) == before)
    #expect(expected.description.hasSuffix("has schema version 7, and this release knows 1; use a newer darkroom"))
  }

  @Test func aFileOfSomethingElseIsRefusedAndLeftAlone() throws {
    try scratch.plainly { try $0.execute(sql: "CREATE TABLE letters (text TEXT)") }
    try Data("name: first-light\n".utf8).write(to: URL(fileURLWithPath: scratch.path("scenario.yaml")))
    for name in ["archive.sqlite", "scenario.yaml"] {
      let before = try Data(contentsOf: URL(fileURLWithPath: scratch.path(name)))
      #expect(throws: ArchiveError.notAnArchive(path: scratch.path(name))) { try Archive(path: scratch.path(name)) }
      #expect(throws: ArchiveError.notAnArchive(path: scratch.path(name))) { try Archive(reading: scratch.path(name)) }
      #expect(try Data(contentsOf: URL(fileURLWithPath: scratch.path(name))) == before)
    }
  }

  @Test func whatCannotBeOpenedIsNamed() throws {
    #expect(throws: ArchiveError.missing(path: scratch.archivePath)) { try Archive(reading: scratch.archivePath) }
    try Data().write(to: URL(fileURLWithPath: scratch.path("file")))
    for path in [scratch.path("file") + "/archive.sqlite", scratch.folder.path] {
      let error = #expect(throws: ArchiveError.self) { try Archive(path: path) }
      #expect(error?.description.hasPrefix(path + ": error: ") == true)
    }
  }

  @Test func aLockedArchiveIsGivenUpInTime() throws {
    let archive = try Archive(path: scratch.archivePath, patienceSeconds: 0.1)
    let other = try DatabaseQueue(path: scratch.archivePath)
    try other.inDatabase { database in
      try database.execute(sql: "BEGIN IMMEDIATE")
      let error = #expect(throws: ArchiveError.self) { try archive.record(MadeUpRun(), hour: 0) }
      #expect(error?.description.contains("another process keeps it locked") == true)
      try database.execute(sql: "COMMIT")
    }
    #expect(try archive.record(MadeUpRun(), hour: 0) == 1)
  }

  @Test func aResultOfAnotherVersionKeepsItsBytes() throws {
    let archive = try Archive(path: scratch.archivePath)
    let id = try archive.record(MadeUpRun(), hour: 0)
    try scratch.plainly {
      try $0.execute(sql: "UPDATE documents SET text = '{\"schemaVersion\": 99}' WHERE name = 'summary.json'")
    }
    #expect(throws: ArchiveError.otherResultVersion(run: id, version: 99)) { try archive.run(id) }
    #expect(try archive.summary(id) == "{\"schemaVersion\": 99}")
    #expect(try archive.runs().count == 1)
  }
}
