import Foundation
import Reports
import Simulator
import Testing

@Suite struct MetricsTests {
  @Test func expressionsAreReadAndPrinted() throws {
    for text in [
      "p50(feed.load.latency)", "p99(a.latency)", "p999(a.latency)", "p9999(a.latency)", "mean(a.latency)",
      "max(a.latency)", "rate(feed.load)", "hitRatio(edge)", "byteHitRatio(edge)", "utilisation(gateway)",
      "value(timeline.read.candidates)",
    ] {
      #expect(MetricExpression(parsing: text)?.description == text)
    }
    #expect(MetricFunction("p999") == .percentile(99.9))
    #expect(MetricFunction("p95") == .percentile(95))
  }

  @Test(arguments: [
    "", "p99", "p99()", "p99(a", "p99 (a)", "p99(a b)", "median(a)", "p(a)", "p00(a)", "p9x(a)", "p1234567(a)",
    "p99(a))",
  ])
  func otherTextsAreRefused(text: String) {
    #expect(MetricExpression(parsing: text) == nil)
  }

  @Test(arguments: [
    ("rate(like)", 500, MetricUnit.perSecond), ("rate(sessions)", 200, .perSecond), ("rate(edge)", 10_000, .perSecond),
    ("errorRatio(feed.load)", 12.0 / 40_012, .fraction), ("inFlight(upload)", 40, .count),
    ("hitRatio(edge)", 0.58, .fraction), ("byteHitRatio(edge)", 0.491, .fraction),
    ("missRate(edge)", 4_200, .perSecond),
    ("utilisation(gateway)", 0.41, .fraction), ("busiestUtilisation(media.workers)", 0.78, .fraction),
    ("meanWaiting(gateway)", 120e-6, .seconds), ("longestLine(gateway)", 9, .count),
    ("blockedRatio(media.workers)", 3.0 / 900, .fraction), ("p99(counter.staleness)", 0.98, .seconds),
    ("value(timeline.read.candidates)", 512.5, .fraction), ("max(rows.hottest)", 1.2, .seconds),
    ("mean(rows.hottest.lockWait)", 0.225, .seconds), ("utilisation(rows.hottest)", 0.97, .fraction),
  ])
  func valuesOfEveryKind(text: String, value: Double, unit: MetricUnit) throws {
    let found = try #require(MetricExpression(parsing: text)?.value(in: SyntheticRun().measurements()))
    #expect(abs(found.value - value) <= 1e-12 * value && found.unit == unit, "\(found)")
  }

  @Test func latenciesAreThoseOfTheHistogram() throws {
    let run = SyntheticRun().measurements()
    let p99 = try #require(MetricExpression(.percentile(99), "feed.load.latency").value(in: run))
    #expect(p99.value == run.operations[0].latency.percentile(99)!.seconds)
    #expect(MetricExpression(.percentile(99), "nothing.latency").value(in: run) == nil)
    #expect(MetricExpression(.hitRatio, "feed.load").value(in: run) == nil)
    #expect(MetricExpression(.value, "nothing").value(in: run) == nil)
  }

  @Test func replicationsGiveStudentIntervals() throws {
    let estimate = Estimator(level: 0.95).over([1, 2, 3, 4, 5], replications: 5)
    #expect(estimate.value == 3 && estimate.basis == .replications)
    #expect(abs(estimate.high! - 3 - 2.776445 * (2.5 / 5.0).squareRoot()) < 1e-5)
    #expect(Estimator(level: 0.95).over([1, 2], replications: 3).basis == .tooFewSamples)
    #expect(Estimator(level: 0.95).over([7], replications: 1) == .observed(7))
  }

  @Test func pairedDifferencesIgnoreWhatBothShare() throws {
    let difference = try #require(Estimator(level: 0.95).pairedDifference([10, 20, 30], [11, 21.5, 30.5]))
    #expect(difference.value == 1 && difference.low! < 1 && difference.high! < 3)
    #expect(Estimator().pairedDifference([1], [2]) == nil)
  }

  /// The 95 % interval of p95 and of the mean covers the truth in about 95 % of 200 synthetic runs.
  @Test func batchIntervalsCover() throws {
    var (meanCovered, tailCovered) = (0, 0)
    for seed in 0..<200 {
      let draws = Draws(seed: UInt64(seed), replication: 0)
      var pooled = LatencyHistogram()
      let batches = (0..<10).map { batch in
        var histogram = LatencyHistogram()
        for index in 0..<200 {
          histogram.record(SimDuration(seconds: -0.1 * log(draws.unit(UInt64(batch), UInt64(index)))))
        }
        pooled.add(histogram)
        return histogram
      }
      var run = RunMeasurements()
      run.operations = [OperationMeasurement(name: "x", latency: pooled, batches: batches)]
      let mean = try #require(Estimator().estimate(MetricExpression(.mean, "x.latency"), [run])).0
      let tail = try #require(Estimator().estimate(MetricExpression(.percentile(95), "x.latency"), [run])).0
      if mean.bounds!.contains(0.1) { meanCovered += 1 }
      if tail.bounds!.contains(-0.1 * log(0.05)) { tailCovered += 1 }
    }
    #expect((178...200).contains(meanCovered), "\(meanCovered)")
    #expect((180...200).contains(tailCovered), "\(tailCovered)")
  }

  @Test func tooFewSamplesGiveNoInterval() throws {
    var histogram = LatencyHistogram()
    for index in 1...200 { histogram.record(.milliseconds(Int64(index))) }
    var run = RunMeasurements()
    run.operations = [OperationMeasurement(name: "x", latency: histogram, batches: [histogram, histogram])]
    let p99 = try #require(Estimator().estimate(MetricExpression(.percentile(99), "x.latency"), [run])).0
    #expect(p99.basis == .tooFewSamples && p99.bounds == nil)
  }
}
