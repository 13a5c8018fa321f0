import Reports
import Simulator
import Testing

@Suite struct RemedyStudyTests {
  static let metrics = [
    "p99(like.latency)", "mean(like.latency)", "errorRatio(like)", "p95(counter.staleness)",
    "mean(rows.hottest.lockWait)", "value(counter.writesPerChange)", "value(counter.rowsPerRead)",
    "max(counter.atRisk)",
  ]
  private static let asItIs = [0.052, 0.021, 0, 0.05, 0.018, 1, 1, 0]

  /// Five replications of all metrics: each a little different, `noise` of it not shared with the run as it is.
  private static func values(_ means: [Double], noise: [Double] = [0, 0, 0, 0, 0]) -> [MetricValues] {
    let shared = [0.97, 1.02, 1, 1.03, 0.98]
    return zip(metrics, means).map { metric, mean in
      MetricValues(
        metric: metric, unit: .seconds, values: zip(shared, noise).map { mean * ($0 + $1) })
    }
  }

  private static func prints(_ name: String) -> [String] { (0..<5).map { "\(name)-\($0)" } }

  static func empty(rows: Bool = true, replications: Int = 5) -> RemedyStudy {
    var run = SyntheticRun().measurements()
    if !rows { run.hotRows = [] }
    return RemedyStudy(
      scenario: SyntheticRun.identity, asItIs: VariantResult(name: "direct", runs: [run], estimator: Estimator()),
      replications: replications, confidenceLevel: 0.95,
      reproduce: "darkroom hot-rows scenarios/synthetic.yaml --seed 1")
  }

  private static func add(
    _ study: inout RemedyStudy, _ name: String, _ title: String, _ means: [Double], noise: [Double] = [0, 0, 0, 0, 0],
    isSame: Bool = false
  ) {
    study.add(
      .init(name: name, title: title, settings: ["system.counters.mode=\(name)"]),
      fingerprints: (prints("as it is"), prints(isSame ? "as it is" : name)), before: values(asItIs),
      after: values(means, noise: noise))
  }

  static func full() -> RemedyStudy {
    var study = empty()
    add(
      &study, "fifo", "first-come order", [0.0519, 0.021, 0, 0.05, 0.018, 1, 1, 0], noise: [0.1, -0.1, 0, 0.1, -0.1])
    add(
      &study, "optimistic", "optimistic retry", [0.09, 0.03, 0.031, 0.08, 0.001, 1.4, 1, 0],
      noise: [0.01, 0, 0, 0, -0.01])
    add(
      &study, "buffered", "buffering", [0.011, 0.009, 0, 0.86, 0, 0.02, 1, 4_270], noise: [0.02, -0.01, 0, 0, -0.01])
    add(
      &study, "sharded", "sharding the counter over 16 rows", [0.012, 0.01, 0, 0.012, 0.0001, 1, 16, 0],
      noise: [0.01, 0, 0, -0.02, 0.01])
    add(&study, "merged", "merging changes in the engine", asItIs, isSame: true)
    study.skipped = [SkippedRemedy(name: "grouped", reason: "the scenario does it already")]
    return study
  }

  @Test func theDigestIsReadable() throws {
    try expectGolden(TerminalReport.text(Digest(Self.full())), "remedies.txt")
    try expectGolden(MarkdownReport.text(Digest(Self.full())), "remedies.md")
    for width in [60, 80, 100] {
      for line in TerminalReport.text(Digest(Self.full()), width: width).split(separator: "\n") {
        #expect(line.count <= width, "\(line)")
      }
    }
  }

  @Test func remediesAreRankedByTheirEffect() throws {
    let study = Self.full()
    #expect(study.effects.map(\.remedy.name) == ["buffered", "sharded", "fifo", "merged", "optimistic"])
    #expect(study.rankedBy == "p99(like.latency)" && study.counted == .likes)
    let buffering = try #require(study.effects[0].mainChange)
    #expect(abs(buffering.difference.value + 0.041) < 1e-4 && buffering.isCertain)
    #expect(buffering.before == 0.052)
    #expect(study.effects.map { $0.mainChange?.isCertain } == [true, true, false, false, true])
  }

  /// Pairs share their draws: the interval is that of the differences, not of the values.
  @Test func intervalsArePaired() throws {
    let study = Self.full()
    let staleness = try #require(study.effects[0].changes.first { $0.metric == "p95(counter.staleness)" })
    let expected = try #require(
      Estimator().pairedDifference(
        [0.97, 1.02, 1, 1.03, 0.98].map { $0 * 0.05 }, [0.99, 1.01, 1, 1.03, 0.97].map { $0 * 0.86 }))
    #expect(abs(staleness.difference.value - expected.value) < 1e-5)
    #expect(abs(staleness.difference.low! - expected.low!) < 1e-5)
  }

  @Test func whatIsNotSureIsSaidSo() {
    let text = TerminalReport.text(Digest(Self.full()), width: 10_000)
    #expect(text.contains("first-come order has no effect on p99 of likes that 5 replications can tell"))
    #expect(text.contains("merging changes in the engine changes nothing: the same events in the same order"))
    #expect(text.contains("optimistic retry adds 38 ms"))
    #expect(text.contains("buffering takes 41 ms ± "))
    #expect(text.contains("buffering helps most"))
    #expect(text.contains("grouped was not tried: the scenario does it already"))
  }

  @Test func oneReplicationDecidesNothing() {
    var study = Self.empty(replications: 1)
    study.add(
      .init(name: "buffered", title: "buffering", settings: []), fingerprints: (["a"], ["b"]),
      before: [MetricValues(metric: "p99(like.latency)", unit: .seconds, values: [0.05])],
      after: [MetricValues(metric: "p99(like.latency)", unit: .seconds, values: [0.01])])
    let text = TerminalReport.text(Digest(study), width: 10_000)
    #expect(
      text.contains("buffering: p99 of likes goes from 50 ms to 10 ms in one replication, which decides nothing"))
    #expect(text.contains("no remedy has an effect that 1 replication can tell"))
  }

  @Test func aMissingMetricIsSaidSo() {
    var study = Self.empty()
    study.add(
      .init(name: "buffered", title: "buffering", settings: []), fingerprints: (["a"], ["b"]),
      before: [MetricValues(metric: "p99(like.latency)", unit: .seconds, values: [0.05, 0.06])],
      after: [MetricValues(metric: "p99(like.latency)", unit: .seconds, values: [0.01, nil])])
    let text = TerminalReport.text(Digest(study), width: 10_000)
    #expect(text.contains("buffering: p99(like.latency) is missing in some replication, so nothing can be said"))
  }

  @Test func noContendedRow() {
    let text = TerminalReport.text(Digest(Self.empty(rows: false)))
    #expect(text.hasPrefix("NO HOT ROW"))
    #expect(text.contains("no row made a writer wait") && !text.contains("Remedies"))
  }

  @Test func aBrokenLawLeads() {
    var study = Self.full()
    study.brokenLaws = ["likes are accounted for"]
    #expect(TerminalReport.text(Digest(study)).hasPrefix("BROKEN"))
  }

  @Test func jsonComesBack() throws {
    let text = try JSONReport.text(Self.full())
    #expect(text.contains("\"schemaVersion\" : 1") && text.contains("\"rankedBy\" : \"p99(like.latency)\""))
  }
}
