import ArchiveTestSupport
import Testing

@testable import Archive

@Suite struct TrendTests {
  private let scratch: Scratch
  private let archive: Archive

  init() throws {
    scratch = try Scratch()
    archive = try Archive(path: scratch.archivePath)
  }

  private func record(_ value: Double, hash: String = "0badcafe", hour: Double, complete: Bool = true) throws {
    var run = MadeUpRun()
    (run.visibleP99, run.hash, run.isComplete, run.replications) = (value, hash, complete, 1)
    try archive.record(run, hour: hour)
  }

  @Test func runsAreInTheOrderOfTheirTimes() throws {
    try record(3, hour: 5)
    try record(2, hour: 1)
    try record(4, hour: 9, complete: false)
    try record(1, hash: "c0ffee00", hour: 7)
    let all = try archive.trend("p99(post.visible)")
    #expect(all.map(\.variant) == ["buffered", "direct"] && all.allSatisfy { $0.unit == "s" })
    let direct = try #require(all.last)
    #expect(direct.points.map(\.value) == [2, 3, 1])
    #expect(direct.points.map(\.run) == [2, 1, 4])
    #expect(direct.points.map(\.change) == [nil, 0.5, -2.0 / 3])
    #expect(direct.points.map(\.scenarioChanged) == [false, false, true])
    #expect(all[0].points.map(\.value) == [1, 1.5, 0.5])
    let newest = try archive.trend("p99(post.visible)", variant: "direct", limit: 2)
    #expect(newest.map(\.points) == [Array(direct.points.suffix(2))])
  }

  @Test func theTextShowsBarsAndChanges() throws {
    try record(2, hour: 1)
    try record(3, hour: 5)
    try record(1, hash: "c0ffee00", hour: 7)
    let direct = try archive.trend("p99(post.visible)", variant: "direct")[0]
    #expect(
      TrendText.text(direct, width: 100) == """
        p99(post.visible): made-up, variant direct
          run  recorded (UTC)       hash      seed  value  interval  change                    label
            1  2026-01-21 13:53:20  0badcafe     1    2 s     exact       –
            2  2026-01-21 17:53:20  0badcafe     1    3 s     exact   +50 %
            3  2026-01-21 19:53:20  c0ffee00     1    1 s     exact   -67 %  scenario changed
          ▅█│▁  1 s to 3 s

        """)
    #expect(TrendText.sparkline(Array(repeating: direct.points[0], count: 3)) == "▁▁▁")
  }

  @Test func whatIsMissingIsTold() throws {
    try record(2, hour: 1)
    #expect(throws: ArchiveError.unknownMetric("p99(post.visble)")) { try archive.trend("p99(post.visble)") }
    #expect(throws: ArchiveError.noValues(metric: "p99(post.visible)")) {
      try archive.trend("p99(post.visible)", scenario: "another")
    }
    #expect(try archive.names(of: .metrics).contains("p99(post.visible)"))
  }
}

@Suite struct PruningTests {
  private let scratch: Scratch
  private let archive: Archive

  /// Six runs of one scenario and two of another, one per hour, in turn; ids rise with time.
  init() throws {
    scratch = try Scratch()
    archive = try Archive(path: scratch.archivePath)
    for hour in 0..<8 {
      var run = MadeUpRun()
      run.scenario = hour % 4 == 3 ? "rare" : "often"
      try archive.record(run, hour: Double(hour))
    }
  }

  private var kept: [Int64] { get throws { try archive.runs().map(\.id).reversed() } }

  private func time(_ hour: Double) -> PruneRule {
    PruneRule(olderThan: ArchiveTime.date("2026-01-21T12:53:20.000Z")?.addingTimeInterval(hour * 3_600))
  }

  @Test func theNewestOfEachScenarioStay() throws {
    let rule = PruneRule(keeping: 2)
    #expect(try archive.prunable(rule).map(\.id) == [1, 2, 3, 5])
    #expect(try kept.count == 8)
    #expect(try archive.prune(rule).map(\.id) == [1, 2, 3, 5])
    #expect(try kept == [4, 6, 7, 8])
    #expect(try archive.prune(rule) == [])
    for table in RunExtent.tables.dropFirst() {
      #expect(try archive.count(table, "run_id NOT IN (4, 6, 7, 8)") == 0)
      #expect(try archive.count(table) > 0)
    }
    #expect(try archive.integrityCheck() == [])
  }

  @Test func oldRunsGo() throws {
    #expect(try archive.prune(time(3)).map(\.id) == [1, 2, 3])
    #expect(try kept == [4, 5, 6, 7, 8])
  }

  @Test func bothConditionsMustHold() throws {
    var rule = time(5)
    rule.keeping = 4
    #expect(try archive.prune(rule).map(\.id) == [1, 2])
    rule.keeping = 0
    #expect(try archive.prunable(rule).map(\.id) == [3, 4, 5])
    #expect(try archive.prune(PruneRule()) == [])
  }

  @Test func idsAreNotUsedTwice() throws {
    try archive.delete(8)
    #expect(throws: ArchiveError.unknownRun("8")) { try archive.delete(8) }
    #expect(try archive.record(MadeUpRun(), hour: 9) == 9)
  }
}
