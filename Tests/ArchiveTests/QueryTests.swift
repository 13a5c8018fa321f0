import ArchiveTestSupport
import Foundation
import GRDB
import Testing

@testable import Archive

@Suite struct QueryTests {
  private let scratch: Scratch
  private let archive: Archive

  init() throws {
    scratch = try Scratch()
    try Archive(path: scratch.archivePath).record(MadeUpRun(), hour: 0)
    archive = try Archive(reading: scratch.archivePath)
  }

  @Test func readsAreAllowed() throws {
    for sql in [
      "SELECT 1", "  select count(*) from runs ;", "-- why\n/* and */ WITH a AS (SELECT 1) SELECT * FROM a",
      "VALUES (1), (2)", "EXPLAIN QUERY PLAN SELECT * FROM runs", "PRAGMA table_info(runs)", "PRAGMA user_version",
      "PRAGMA integrity_check", "SELECT * FROM pragma_table_list",
    ] {
      #expect(throws: Never.self, "\(sql)") { try archive.query(sql) }
    }
  }

  @Test func writesAreRefused() throws {
    let target = scratch.path("stolen.sqlite")
    for sql in [
      "INSERT INTO runs (id) VALUES (9)", "DELETE FROM runs", "UPDATE runs SET host = 'x'", "DROP TABLE runs",
      "CREATE TABLE t (a)", "CREATE TEMP TABLE t (a)", "REPLACE INTO documents VALUES (1, 'a', 'b')",
      "ATTACH '\(target)' AS other", "DETACH other", "VACUUM", "VACUUM INTO '\(target)'", "REINDEX", "ANALYZE",
      "BEGIN IMMEDIATE", "SAVEPOINT s", "WITH a AS (SELECT 1) INSERT INTO runs (id) SELECT * FROM a",
      "WITH a AS (SELECT 1) DELETE FROM runs", "PRAGMA user_version = 9", "PRAGMA user_version(9)",
      "PRAGMA main.user_version = 9", "PRAGMA journal_mode = DELETE", "PRAGMA journal_mode(DELETE)",
      "PRAGMA query_only = 0", "PRAGMA writable_schema = 1", "PRAGMA wal_checkpoint", "PRAGMA /* = */ optimize",
      "PRAGMA temp_store_directory = 'x'", "SELECT 1; DELETE FROM runs", "; DELETE FROM runs", "", "/* open",
      "/**/DELETE FROM runs", "SELECT load_extension('x')",
    ] {
      #expect(throws: ArchiveError.self, "\(sql)") { try archive.query(sql) }
    }
    #expect(!FileManager.default.fileExists(atPath: target))
    #expect(try archive.runs().count == 1 && archive.integrityCheck() == [])
  }

  /// Even a statement that slips through the gate meets a connection that cannot write.
  @Test func theConnectionItselfIsReadOnly() throws {
    for sql in ["DELETE FROM runs", "PRAGMA user_version = 9", "CREATE TABLE t (a)"] {
      #expect(throws: DatabaseError.self, "\(sql)") { try archive.queue.inDatabase { try $0.execute(sql: sql) } }
      let insistent = "PRAGMA query_only = 0; " + sql
      #expect(throws: DatabaseError.self, "\(sql)") { try archive.queue.inDatabase { try $0.execute(sql: insistent) } }
    }
    #expect(try archive.query("PRAGMA user_version").rows == [[.integer(1)]])
    #expect(try archive.runs().count == 1)
  }

  @Test func aWritingArchiveQueriesReadOnlyToo() throws {
    let writing = try Archive(path: scratch.archivePath)
    #expect(try writing.query("SELECT id FROM runs").rows == [[.integer(1)]])
    #expect(throws: ArchiveError.self) { try writing.query("WITH a AS (SELECT 1) DELETE FROM runs") }
    #expect(try writing.runs().count == 1)
  }

  @Test func mistakesAreNamed() throws {
    let error = #expect(throws: ArchiveError.self) { try archive.query("SELECT colour FROM runs") }
    #expect(error == .wrongQuery(reason: "no such column: colour"))
    let refused = #expect(throws: ArchiveError.self) { try archive.query("DELETE FROM runs") }
    #expect(
      refused?.description
        == "error: a query only reads: it begins with SELECT, WITH, VALUES, EXPLAIN or PRAGMA, not with 'DELETE'")
  }

  private let result = QueryResult(
    columns: ["name", "value"],
    rows: [
      [.text("a \"b\", c"), .integer(-3)], [.text("line\nfeed \u{1B}[31m"), .real(0.5)], [.null, .null],
      [.text(""), .blob(Data([0, 255]))],
    ])

  @Test func tablesAreAligned() {
    let numbers = QueryResult(columns: ["n", "name"], rows: [[.integer(5), .text("x")], [.real(12.25), .null]])
    #expect(QueryText.table(numbers, width: 80) == "    n  name\n    5  x\n12.25  –\n2 rows\n")
    #expect(
      QueryText.table(result, width: 80) == """
        name             value
        a "b", c         -3
        line␣feed ␣[31m  0.5
        –                –
                         2 bytes
        4 rows

        """)
  }

  @Test func commaSeparatedValuesAreQuoted() {
    #expect(
      QueryText.csv(result)
        == "name,value\n\"a \"\"b\"\", c\",-3\n\"line\nfeed \u{1B}[31m\",0.5\n,\n\"\",00ff\n")
  }

  @Test func objectsKeepTheOrderOfColumns() throws {
    #expect(
      QueryText.json(result) == """
        [
          {"name": "a \\"b\\", c", "value": -3},
          {"name": "line\\nfeed \\u001b[31m", "value": 0.5},
          {"name": null, "value": null},
          {"name": "", "value": "00ff"}
        ]

        """)
    let read = try JSONSerialization.jsonObject(with: Data(QueryText.json(result).utf8)) as? [[String: Any]]
    #expect(read?.count == 4)
    #expect(QueryText.json(QueryResult(columns: ["a"], rows: [])) == "[]\n")
  }
}
