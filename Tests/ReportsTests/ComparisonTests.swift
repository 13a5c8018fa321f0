import Foundation
import Reports
import Simulator
import Testing

@Suite struct ComparisonTests {
  private let draws = Draws(seed: 8, replication: 0).purpose("comparison")

  /// Ten replications with a spread of 1 %, times `factor`.
  private func values(_ metric: String, _ factor: Double, salt: UInt64 = 0) -> MetricValues {
    MetricValues(
      metric: metric, unit: .seconds,
      values: (0..<10).map { 0.2 * factor * (1 + 0.01 * StandardNormal.quantile(draws.unit(UInt64($0), salt))) })
  }

  private func verdict(_ metric: String, _ factor: Double, tolerance: Double = 0) -> MetricDifference.Verdict? {
    MetricComparison(tolerance: tolerance).differences([values(metric, 1)], [values(metric, factor)]).first?.verdict
  }

  @Test func theDirectionDecides() {
    #expect(verdict("p99(feed.load.latency)", 1.05) == .worse)
    #expect(verdict("p99(feed.load.latency)", 0.95) == .better)
    #expect(verdict("p99(feed.load.latency)", 1) == .same)
    #expect(verdict("hitRatio(edge)", 1.05) == .better)
    #expect(verdict("hitRatio(edge)", 0.95) == .worse)
    #expect(verdict("utilisation(ranker)", 1.05) == .changed)
    #expect(verdict("p99(feed.load.latency)", 1.05, tolerance: 0.1) == .tolerated)
  }

  @Test func pairingSeesWhatIndependentDrawsDoNot() throws {
    let a = values("p99(x.latency)", 1)
    let paired = MetricComparison().differences([a], [values("p99(x.latency)", 1.01)])[0]
    let alone = MetricComparison().differences([a], [values("p99(x.latency)", 1.01, salt: 1)])[0]
    #expect(paired.verdict == .worse && alone.verdict == .same)
    #expect(try #require(paired.detectable) < 0.001 && alone.detectable! > 0.01)
  }

  /// The interval and the verdict agree, for the first and hardest step of Holm's procedure.
  @Test func intervalsHoldForTheFamily() throws {
    let others = (0..<99).map { values("p99(o\($0).latency)", 1, salt: UInt64($0 + 2)) }
    let a = [values("p99(x.latency)", 1)] + others
    let found = MetricComparison().differences(a, [values("p99(x.latency)", 1.02)] + others)
    #expect(found.filter { $0.verdict != .same }.map(\.metric) == ["p99(x.latency)"])
    #expect(try #require(found[0].difference?.low) > 0)
  }

  @Test func countsAreNotTested() {
    let a = MetricValues(metric: "longestLine(x)", unit: .count, values: [1, 2, 1, 1, 2, 1, 1, 1, 2, 1])
    let b = MetricValues(metric: "longestLine(x)", unit: .count, values: [2, 3, 2, 2, 3, 2, 2, 2, 3, 2])
    let found = MetricComparison().differences([a], [b])[0]
    #expect(found.verdict == .untested && found.pValue == nil && found.difference?.value == 1)
    #expect(MetricComparison().differences([a], [a])[0].verdict == .same)
  }

  @Test func aMetricThatBLostIsARegression() {
    let missing = MetricValues(metric: "p99(y.latency)", unit: .seconds, values: [1, nil])
    #expect(MetricComparison().differences([missing], [missing]).isEmpty)
    let gone = MetricValues(metric: "p99(x.latency)", unit: .seconds, values: [nil, nil])
    let kept = MetricValues(metric: "p99(x.latency)", unit: .seconds, values: [1, 2])
    #expect(MetricComparison().differences([kept], [gone]).map(\.verdict) == [.missing])
    #expect(MetricComparison().differences([kept], [missing]).map(\.verdict) == [.missing])
    #expect(MetricComparison().differences([gone], [kept]).isEmpty)
  }

  /// Two pairs have quantiles beyond what a ratio can show; the numbers stay finite, so that JSON can hold them.
  @Test func twoPairsHaveNoInterval() throws {
    let a = MetricValues(metric: "p99(x.latency)", unit: .seconds, values: [0.1, 0.2])
    let b = MetricValues(metric: "p99(x.latency)", unit: .seconds, values: [0.11, 0.25])
    let found = MetricComparison(alpha: 1e-6).differences([a], [b])[0]
    #expect(found.verdict == .same && found.difference?.low == nil && found.detectable == nil)
    #expect(try !JSONEncoder().encode(found).isEmpty)
  }

  @Test func oneReplicationDecidesNothing() {
    let metrics = MetricComparison().differences(
      [MetricValues(metric: "p99(x.latency)", unit: .seconds, values: [1])],
      [MetricValues(metric: "p99(x.latency)", unit: .seconds, values: [2])])
    let identity = ScenarioIdentity(name: "x", hash: "00000000", seed: 1, replications: 1, slice: 1)
    let result = ComparisonResult(
      a: .init(name: "a", scenario: identity), b: .init(name: "b", scenario: identity), isPaired: true, alpha: 0.002,
      correction: .holm, tolerance: 0,
      variants: [VariantComparison(a: "x", b: "x", replications: 1, isSameBehaviour: false, metrics: metrics)],
      changes: nil)
    #expect(result.isUndecided && TerminalReport.text(Digest(result)).hasPrefix("INCONCLUSIVE"))
  }

  @Test func theTextLeadsWithTheAnswer() {
    func text(_ factor: Double, same: Bool = false) -> String {
      let identity = ScenarioIdentity(name: "x", hash: "00000000", seed: 1, replications: 10, slice: 1)
      let metrics = MetricComparison().differences([values("p99(x.latency)", 1)], [values("p99(x.latency)", factor)])
      return TerminalReport.text(
        Digest(
          ComparisonResult(
            a: .init(name: "a.yaml", scenario: identity), b: .init(name: "b.yaml", scenario: identity), isPaired: true,
            alpha: 0.002, correction: .holm, tolerance: 0,
            variants: [
              VariantComparison(a: "x", b: "x", replications: 10, isSameBehaviour: same, metrics: metrics)
            ], changes: [ScenarioChange(key: "load.level", values: ["1", "1.2"])])))
    }
    #expect(text(1.05).hasPrefix("REGRESSION") && text(1.05).contains("load.level"))
    #expect(text(0.9).hasPrefix("BETTER"))
    #expect(text(1).hasPrefix("NO SIGNIFICANT DIFFERENCE"))
    #expect(text(1, same: true).hasPrefix("NO BEHAVIOURAL CHANGE"))
  }
}

@Suite struct BaselineTests {
  @Test func whatIsWrittenIsRead() throws {
    let run = SyntheticRun().measurements()
    let baseline = Baseline(SyntheticRun.single(), [[run]])
    let text = try baseline.text()
    #expect(try Baseline(text: text) == baseline)
    #expect(try JSONSerialization.jsonObject(with: Data(text.utf8)) is [String: Any])
    let histogram = try #require(baseline.variants[0].histograms.first)
    #expect(histogram.buckets.reduce(0) { $0 + $1[1] } == run.operations[0].latency.count)
    let recorded = try #require(baseline.recorded("p99(feed.load.latency)", variant: "base", seed: 1))
    #expect(recorded.isPaired && recorded.values == [run.operations[0].latency.percentile(99)!.seconds])
    #expect(baseline.recorded("p99(feed.load.latency)", variant: "base", seed: 2)?.isPaired == false)
    #expect(baseline.recorded("p99(nothing.latency)", variant: "base", seed: 1) == nil)
  }

  @Test func anotherVersionIsRefused() {
    #expect(throws: JSONReportError.unknownVersion(9)) { try Baseline(text: "{\"schemaVersion\": 9}") }
    #expect(throws: (any Error).self) { try Baseline(text: "{}") }
  }
}
