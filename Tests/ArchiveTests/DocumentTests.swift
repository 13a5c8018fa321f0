import ArchiveTestSupport
import Foundation
import Testing

@testable import Archive

/// docs/archive.md says what is true: its examples run, and it names every table, view and column.
@Suite struct DocumentTests {
  private let page: String
  private let scratch: Scratch
  private let archive: Archive

  init() throws {
    page = try String(contentsOf: Programs.root.appendingPathComponent("docs/archive.md"), encoding: .utf8)
    scratch = try Scratch()
    let writer = try Archive(path: scratch.archivePath)
    for hour in 0..<3 {
      var run = MadeUpRun()
      (run.scenario, run.visibleP99) = ("first-light", Double(4 + hour))
      try writer.record(run, hour: Double(hour))
    }
    archive = try Archive(reading: scratch.archivePath)
  }

  @Test func examplesRunAndFindSomething() throws {
    let examples = page.matches(of: #/```sql\n(?<sql>[^`]+)```/#).map { String($0.output.sql) }
    #expect(examples.count >= 7)
    for example in examples {
      let result = try archive.query(example)
      #expect(!result.rows.isEmpty, "\(example)")
      #expect(!result.rows.contains { $0.allSatisfy { $0 == .null } }, "\(example)")
    }
  }

  @Test func tablesAndColumnsAreNamed() throws {
    let named = Set(page.matches(of: #/`(?<name>\w+)`/#).map { String($0.output.name) })
    let columns = try archive.query(
      """
      SELECT t.name, c.name FROM pragma_table_list AS t JOIN pragma_table_info(t.name) AS c
      WHERE t.schema = 'main' AND t.name NOT LIKE 'sqlite%'
      """)
    #expect(columns.rows.count > 100)
    for case .text(let name) in columns.rows.joined() { #expect(named.contains(name), "\(name)") }
  }

  @Test func versionsAreTheTrueOnes() {
    #expect(page.contains("`PRAGMA user_version` is the schema's version, \(ArchiveSchema.current.version)."))
    #expect(page.contains("0x" + String(ArchiveSchema.applicationID, radix: 16, uppercase: true)))
  }

  @Test func viewsAnswerWhatTheyPromise() throws {
    let p99 = try archive.query("SELECT operation, variant, seconds, low_seconds <= seconds FROM p99 WHERE run_id = 3")
    #expect(p99.rows.count == 2)
    for row in p99.rows {
      #expect(row[0] == .text("feed.load") && row[3] == .integer(1))
      guard case .real(let seconds) = row[2] else { continue }
      #expect(abs(seconds - 0.199) < 0.001)
    }
    #expect(try archive.query("SELECT id FROM latest_runs").rows == [[.integer(3)]])
    #expect(try archive.count("breached_budgets", "variant = 'direct'") == 3)
    #expect(try archive.count("breached_budgets", "variant = 'buffered'") == 1)
  }

  @Test func trendQueriesUseAnIndex() throws {
    let plan = try archive.query(
      "EXPLAIN QUERY PLAN SELECT * FROM metric_history WHERE metric = 'p99(feed.load.latency)' AND variant = 'direct'")
    let text = QueryText.csv(plan)
    #expect(text.contains("metrics_by_metric") && !text.contains("SCAN"), "\(text)")
  }
}
