import ArchiveTestSupport
import Foundation
import Reports
import Testing

@testable import Archive

@Suite struct RecordingTests {
  private let scratch: Scratch
  private let archive: Archive

  init() throws {
    scratch = try Scratch()
    archive = try Archive(path: scratch.archivePath)
  }

  @Test func everyByteComesBack() throws {
    var run = MadeUpRun()
    run.summary = "quotes \" ' and lines\nand é ✓ \u{1F4F7} \\u0000"
    let notes = RunNotes(resolvedScenario: "name: made-up\n# ✓\n")
    let id = try archive.record(run, hour: 0, notes: notes)
    #expect(try archive.summary(id) == JSONReport.text(run.result))
    #expect(try Data(archive.summary(id).utf8) == Data(JSONReport.text(run.result).utf8))
    #expect(try archive.document("manifest.json", of: id) == run.manifest.text())
    #expect(try archive.files(of: id).map(\.name) == ["summary.json", "manifest.json", "scenario.resolved.yaml"])
    #expect(try archive.files(of: id)[2].text == "name: made-up\n# ✓\n")
    #expect(try archive.run(id) == run.result)
  }

  @Test func factsAreColumns() throws {
    var run = MadeUpRun()
    (run.isComplete, run.verdict) = (false, .inconclusive)
    let notes = RunNotes(label: "before the change", gitCommit: "abc123")
    let id = try archive.record(run, hour: 1, notes: notes)
    let record = try #require(try archive.runs().first)
    #expect(record.id == id && record.name == "made-up-0badcafe-s1" && record.scenario == "made-up")
    #expect(record.recordedAt == "2026-01-21T13:53:20.000Z" && record.startedAt == "2026-01-31T12:00:00Z")
    #expect(record.label == "before the change" && record.gitCommit == "abc123")
    #expect(record.seed == 1 && record.replications == 3 && record.slice == 20 && record.scenarioHash == "0badcafe")
    #expect(!record.complete && record.stopped == "interrupted" && record.verdict == "inconclusive")
    #expect(record.wallSeconds == 6.5 && record.simulatedSeconds == 75 && record.realTimeFactor == 15)
    #expect(record.peakMemoryBytes == 536_870_912 && record.executedEvents == 6_000)
    #expect(record.command == "darkroom run 'a file.yaml'" && record.directory.hasSuffix("/runs/" + record.name))
  }

  @Test func metricsHaveTheNamesOfBudgets() throws {
    try archive.record(MadeUpRun(), hour: 0)
    let rows = try archive.query(
      "SELECT metric, unit, value, low IS NULL, basis FROM metrics WHERE variant = 'direct' ORDER BY metric")
    func row(_ metric: String) -> [QueryResult.Cell]? { rows.rows.first { $0[0] == .text(metric) } }
    #expect(
      row("p99(post.visible)") == [
        .text("p99(post.visible)"), .text("s"), .real(4), .integer(0), .text("replications"),
      ])
    #expect(row("value(stories.leakedByteHours)")?[1] == .text("bytes·h"))
    #expect(row("hitRatio(edge)")?[2] == .real(0.55))
    #expect(row("missRate(edge)")?[2] == .real(22.5))
    #expect(row("utilisation(rows.hottest)")?[2] == .real(0))
    // From the values by replication: one replication lacks the first, so it has no interval.
    #expect(row("p9999(feed.load.latency)")?[4] == .text("tooFewSamples"))
    #expect(row("blockedRatio(gateway)")?[2] == .real(0.01))
    let expressions = rows.rows.compactMap { row -> String? in
      if case .text(let name) = row[0] { name } else { nil }
    }
    #expect(expressions.count > 25 && expressions.allSatisfy { MetricExpression(parsing: $0)?.description == $0 })
  }

  @Test func valuesByReplicationAreNotRounded() throws {
    let run = MadeUpRun()
    let id = try archive.record(run, hour: 0)
    let expected = run.result.variants[1].values.sorted { $0.metric < $1.metric }
    #expect(try archive.values(id, variant: "buffered") == expected)
    #expect(try archive.values(id, variant: "nobody") == [])
  }

  @Test func hostileNamesAreOnlyText() throws {
    let hostile = ["'; DROP TABLE runs; --", "\"quoted\"", "a\nb\u{1B}[31m", "%_*?", "é🙂", ""]
    for (index, name) in hostile.enumerated() {
      var run = MadeUpRun()
      (run.scenario, run.hash, run.seed, run.host) = (name, name, UInt64(index), name)
      run.variants = [name]
      let notes = RunNotes(label: name, gitCommit: name)
      let id = try archive.record(run, hour: Double(index), name: "run-\(index)-" + name, notes: notes)
      #expect(try archive.runs(RunFilter(scenario: name, label: name)).map(\.id) == [id])
      #expect(try archive.run(id) == run.result)
      #expect(try archive.trend("p99(post.visible)", scenario: name, variant: name)[0].points.map(\.run) == [id])
      #expect(try archive.find("run-\(index)-").id == id)
    }
    #expect(try archive.runs().count == hostile.count)
    #expect(try archive.integrityCheck() == [])
    let text = RunListText.text(try archive.runs(), width: 200)
    #expect(text.split(separator: "\n").count == hostile.count + 1 && !text.contains("\u{1B}"))
  }

  @Test func oddRunsAreRecorded() throws {
    var run = MadeUpRun()
    (run.seed, run.replications, run.variants) = (.max, 0, ["direct"])
    let id = try archive.record(run, hour: 0)
    #expect(try archive.runs()[0].seed == -1 && archive.run(id).scenario.seed == .max)
    #expect(try archive.count("variants") == 1 && archive.count("metrics") == 0)
  }

  @Test func aRunThatDoesNotFitLeavesNothing() throws {
    var run = MadeUpRun()
    run.variants = ["same", "same"]
    #expect(throws: ArchiveError.self) { try archive.record(run, hour: 0) }
    for table in RunExtent.tables { #expect(try archive.count(table) == 0) }
    #expect(try archive.record(MadeUpRun(), hour: 0) > 0)
  }

  @Test func runsAreFoundByNameIDAndLatest() throws {
    var run = MadeUpRun()
    let first = try archive.record(run, hour: 0)
    let again = try archive.record(run, hour: 2)
    run.scenario = "made-otherwise"
    let other = try archive.record(run, hour: 1)
    #expect(try archive.find("latest").id == again && archive.find("\(first)").id == first)
    #expect(try archive.find("made-u").id == again && archive.find("made-o").id == other)
    #expect(throws: ArchiveError.ambiguousRun("made-", names: ["made-otherwise-0badcafe-s1", "made-up-0badcafe-s1"])) {
      try archive.find("made-")
    }
    #expect(throws: ArchiveError.unknownRun("99")) { try archive.find("99") }
    #expect(throws: ArchiveError.unknownRun("")) { try archive.find("") }
    #expect(try archive.nearestID(to: 99) == other)
  }

  @Test func filtersHoldTogether() throws {
    var run = MadeUpRun()
    try archive.record(run, hour: 0)
    run.verdict = .fail
    let failed = try archive.record(run, hour: 1)
    run.scenario = "another"
    try archive.record(run, hour: 2)
    #expect(try archive.runs(RunFilter(scenario: "made-up", verdict: "fail")).map(\.id) == [failed])
    #expect(try archive.runs(RunFilter(limit: 2)).map(\.id) == [3, 2])
    #expect(try archive.runs(RunFilter(since: "2026-01-21T13:53:20.000Z")).map(\.id) == [3, 2])
  }

  @Test func timesAreReadAsWritten() throws {
    for text in ["2026-01-31T12:34:56.789Z", "1999-12-31T23:59:59.999Z", "2026-06-01T00:00:00.001Z"] {
      #expect(ArchiveTime.text(try #require(ArchiveTime.date(text))) == text)
    }
    #expect(ArchiveTime.text(try #require(ArchiveTime.date("2026-01-31"))) == "2026-01-31T00:00:00.000Z")
    #expect(ArchiveTime.date("yesterday") == nil)
  }
}
