import Foundation
import Reports
import Simulator
import Testing

@testable import Reports

/// Metrics of a region or a part of the time.
@Suite struct PartsTests {
  /// Two regions and four intervals of one second: interval i of the second region has 10 i requests of 100 (i + 1) ms,
  /// that of the first one request of 1 ms.
  private func run() -> RunMeasurements {
    var run = RunMeasurements()
    run.warmUp = .seconds(2)
    run.measured = .seconds(4)
    run.intervalEdges = (2...6).map { .zero + .seconds(Int64($0)) }
    var whole = LatencyHistogram()
    run.regions = ["tokyo", "sydney"].enumerated().map { index, name in
      RegionMeasurements(
        name: name,
        intervals: (0..<4).map { interval in
          var part = IntervalMeasurements()
          var histogram = LatencyHistogram()
          for _ in 0..<(index == 0 ? 1 : 10 * interval) {
            histogram.record(index == 0 ? .milliseconds(1) : .milliseconds(Int64(100 * (interval + 1))))
          }
          whole.add(histogram)
          part.latencies = [histogram]
          part.work = [Int64(index + interval)]
          var station = StationCounts()
          station.busyTimes = index == 0 ? [0, 250_000_000] : [500_000_000, 500_000_000]
          station.serversPerInstance = 1
          (station.arrivals, station.departures) = (10, 10)
          station.waitingSum = 10_000_000
          part.stations = [station]
          var cache = CacheCounts()
          (cache.requests, cache.hits) = (10, index == 0 ? 5 : Int64(interval))
          part.caches = [cache]
          return part
        })
    }
    run.operations = [OperationMeasurement(name: "feed.load", latency: whole, batches: [])]
    run.rates = [RateMeasurement(name: "likes", executed: 16, executedPerSecond: 4)]
    run.stations = [
      StationMeasurement(
        name: "ranker", instances: 4, serversPerInstance: 1, arrivals: 80, blocked: 0, utilisation: 0.3125,
        busiestUtilisation: 0.5, meanWaiting: .milliseconds(1), longestLine: 1)
    ]
    var edge = CacheMeasurement(name: "edge")
    (edge.requests, edge.hits) = (80, 26)
    run.caches = [edge]
    return run
  }

  private func value(_ text: String, _ window: MetricWindow = .wholeRun, largest: Bool = true) -> Double? {
    WindowedMetric(MetricExpression(parsing: text)!, over: window, worstIsLargest: largest).value(in: run())?.value
  }

  private func span(_ from: Int64, _ to: Int64) -> MetricWindow {
    .span(from: .zero + .seconds(from), to: .zero + .seconds(to), name: nil)
  }

  @Test func aLabelPicksARegion() throws {
    #expect(value("rate(feed.load{region=tokyo})") == 1)
    #expect(value("rate(feed.load{region=sydney})") == 15)
    #expect(try abs(#require(value("p99(feed.load.latency{region=tokyo})")) - 0.001) < 1e-5)
    #expect(value("rate(likes{region=sydney})") == 2.5)
    #expect(value("utilisation(ranker{region=sydney})") == 0.5)
    #expect(value("utilisation(ranker{region=tokyo})") == 0.125)
    #expect(value("busiestUtilisation(ranker{region=tokyo})") == 0.25)
    #expect(value("hitRatio(edge{region=tokyo})") == 0.5)
    #expect(value("p99(feed.load.latency{region=oslo})") == nil)
  }

  @Test func aSpanPicksIntervals() throws {
    #expect(value("rate(feed.load)", span(2, 3)) == 1)
    #expect(value("rate(feed.load)", span(4, 6)) == 26)
    #expect(value("rate(feed.load{region=sydney})", span(4, 6)) == 25)
    #expect(try abs(#require(value("max(feed.load.latency)", span(2, 5))) - 0.3) < 1e-9)
    #expect(value("hitRatio(edge)", span(5, 6)) == 0.4)
    #expect(value("meanWaiting(ranker)", span(5, 6)) == 0.001)
    #expect(value("rate(feed.load)", span(3, 9)) == nil)
  }

  @Test func theWorstWindowDependsOnWhatIsWanted() throws {
    let second = MetricWindow.worst(.seconds(1))
    #expect(value("rate(feed.load)", second) == 31)
    #expect(value("rate(feed.load)", second, largest: false) == 1)
    #expect(value("rate(feed.load)", .worst(.seconds(2))) == 26)
    #expect(value("hitRatio(edge)", .worst(.seconds(2)), largest: false) == 0.275)
    #expect(value("rate(feed.load)", .worst(.seconds(9))) == nil)
    // Two budgets may ask for opposite extremes of one metric.
    let rate = MetricExpression(.rate, "feed.load")
    #expect(
      WindowedMetric(rate, over: second).description
        != WindowedMetric(rate, over: second, worstIsLargest: false).description)
  }

  /// Whole-run values are those of all regions and intervals together.
  @Test func partsSumToTheWhole() throws {
    let all = try #require(run().part(region: nil))
    #expect(all.operations[0].latency.count == run().operations[0].latency.count)
    #expect(all.rates[0].executedPerSecond == 4)
    #expect(all.stations[0].utilisation == 0.3125 && all.stations[0].instances == 4)
    #expect(all.caches[0].hits == 26)
  }

  @Test func expressionsWithLabelsKeepTheirText() {
    for text in ["p99(feed.load.latency{region=tokyo})", "rate(likes)"] {
      #expect(MetricExpression(parsing: text)?.description == text)
    }
    for text in ["p99(a{region=})", "p99(a{area=b})", "p99(a{region=b)", "p99({region=b})"] {
      #expect(MetricExpression(parsing: text) == nil, "\(text)")
    }
  }

  @Test func timelinesHaveOneValuePerInterval() throws {
    let timeline = try #require(Timeline(run()))
    #expect(timeline.edgesSeconds == [2, 3, 4, 5, 6])
    #expect(timeline.series.first { $0.metric == "rate(feed.load)" }?.values == [1, 11, 21, 31])
    #expect(timeline.series.first { $0.metric == "hitRatio(edge)" }?.values == [0.25, 0.3, 0.35, 0.4])
    #expect(timeline.series.allSatisfy { $0.values.count == 4 })
  }
}
