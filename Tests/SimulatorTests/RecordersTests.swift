import Simulator
import Testing

@Suite struct CounterTests {
  @Test func countsMergesAndClears() {
    var counter = Counter()
    counter.add()
    counter.add(4)
    var other = Counter()
    other.add(5)
    counter.add(other)
    #expect(counter.count == 10)
    #expect(counter.rate(over: .seconds(4)) == 2.5)
    #expect(counter.rate(over: .zero) == 0)
    counter.clear()
    #expect(counter == Counter())
  }
}

@Suite struct TallyTests {
  /// 2, 4, 4, 4, 5, 5, 7, 9: mean 5, Σ(x − 5)² = 32.
  @Test func handWorked() {
    let tally = Self.tally([2, 4, 4, 4, 5, 5, 7, 9])
    #expect(tally.count == 8 && tally.sum == 40)
    #expect(tally.mean == 5 && tally.variance == 32.0 / 7)
    #expect(tally.minimum == 2 && tally.maximum == 9)
    #expect(Tally().mean == nil && Tally().variance == nil && Tally().minimum == nil)
    #expect(Self.tally([3]).variance == nil)
  }

  /// Small spread around a large value, where a floating-point sum of squares would lose every digit.
  @Test func noCancellation() {
    let base: Int64 = 3_600_000_000_000
    #expect(Self.tally([base, base + 1, base + 2]).variance == 1)
    #expect(Self.tally([-base - 1, -base + 1]).variance == 2)
    #expect(Self.tally([base, base + 1]).variance == 0.5)
    #expect(Self.tally([.max, .min]).maximum == .max)
  }

  @Test func mergingInAnyOrderGivesTheSameBytes() {
    let draws = Draws(seed: 4, replication: 0)
    for seed in 0..<200 as Range<UInt64> {
      let values = (0..<30 as Range<UInt64>).map { Int64(bitPattern: draws.bits(seed, $0)) >> 4 }
      var forward = Self.tally(Array(values[..<11]))
      forward.add(Self.tally(Array(values[11...])))
      var backward = Self.tally(Array(values[11...].reversed()))
      backward.add(Self.tally(Array(values[..<11])))
      #expect(forward == backward && forward == Self.tally(values), "seed \(seed)")
      let mean = values.reduce(0) { $0 + Double($1) } / 30
      let variance = values.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / 29
      #expect((forward.variance! / variance - 1).magnitude < 1e-12, "seed \(seed)")
    }
  }

  private static func tally(_ values: [Int64]) -> Tally {
    var tally = Tally()
    for value in values { tally.record(value) }
    return tally
  }
}

@Suite struct TimeWeightedTests {
  /// Level 0 for 2 s, 3 for 4 s, 1 for 4 s: area 16 over 10 s.
  @Test func handWorked() {
    var level = TimeWeighted()
    level.set(3, at: Self.second(2))
    level.add(-2, at: Self.second(6))
    level.close(at: Self.second(10))
    #expect(level.area == 16_000_000_000 && level.mean == 1.6)
    #expect(level.maximum == 3 && level.minimum == 0 && level.level == 1)
  }

  @Test func clearKeepsTheLevel() {
    var level = TimeWeighted(level: 9)
    level.set(5, at: Self.second(3))
    level.clear(at: Self.second(4))
    level.set(1, at: Self.second(6))
    level.close(at: Self.second(8))
    #expect(level.mean == 3 && level.maximum == 5 && level.covered == .seconds(4))
  }

  @Test func mergePoolsTime() {
    var first = TimeWeighted(level: 2)
    first.close(at: Self.second(1))
    var second = TimeWeighted(level: 6)
    second.close(at: Self.second(3))
    first.add(second)
    #expect(first.mean == 5 && first.maximum == 6 && first.minimum == 2)
    var empty = TimeWeighted(at: Self.second(1))
    empty.close(at: Self.second(1))
    #expect(empty.mean == nil)
  }

  @Test func anOpenLevelIsNotRead() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = TimeWeighted().mean
    }
    let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(message.contains("a level is read after it is closed"))
  }

  private static func second(_ count: Int64) -> SimTime { .zero + .seconds(count) }
}

@Suite struct LatencyHistogramTests {
  @Test func percentilesAgainstASortedArray() {
    let sampler = DurationDistribution.lognormal(median: .milliseconds(2), p99: .milliseconds(80)).sampler
    for seed in 0..<3 as Range<UInt64> {
      let draws = Draws(seed: seed, replication: 0)
      let spans = (0..<4_000 as Range<UInt64>).map { sampler.sample(draws.unit($0)) }.sorted()
      var histogram = LatencyHistogram()
      for span in spans { histogram.record(span) }
      for percent in [1, 25, 50, 90, 99, 99.9] {
        let exact = spans[Int((percent * 40).rounded(.up)) - 1]
        let error = (histogram.percentile(percent)! - exact).nanoseconds
        #expect(error >= 0 && error <= exact.nanoseconds / 1_000 + 64, "seed \(seed), \(percent) %")
      }
      #expect(histogram.sum == spans.reduce(0) { $0 + $1.nanoseconds })
      #expect(histogram.maximum == spans.last && histogram.percentile(100) == spans.last)
    }
  }

  /// A 100 s pause in a run of one call of 1 ms each 10 ms, timed from the intended start: 10,000 calls of 1 ms and
  /// 10,000 that wait 10 ms, 20 ms … 100 s. The mean is 25.0 s, the median 1 ms, p75 50 s.
  @Test func stalledGenerator() {
    var histogram = LatencyHistogram()
    for call in 1...10_000 as ClosedRange<Int64> {
      histogram.record(.milliseconds(1))
      histogram.record(.milliseconds(10 * call))
    }
    #expect(histogram.mean == SimDuration(nanoseconds: 25_003_000_000))
    #expect(histogram.percentile(50)! < .microseconds(1_002))
    #expect((histogram.percentile(75)!.seconds / 50 - 1).magnitude < 1e-3)
    #expect(histogram.countAbove(.seconds(90)) >= 990 && histogram.countAbove(.seconds(90)) <= 1_010)
  }

  @Test func mergeEqualsRecordingTogether() {
    let sampler = DurationDistribution.exponential(mean: .milliseconds(3)).sampler
    let draws = Draws(seed: 2, replication: 0)
    var (parts, together) = ([LatencyHistogram(), LatencyHistogram()], LatencyHistogram())
    for index in 0..<3_000 as Range<UInt64> {
      let span = index % 100 == 0 ? .hours(2) : sampler.sample(draws.unit(index))
      parts[Int(index % 2)].record(span)
      together.record(span)
    }
    parts[1].add(parts[0])
    #expect(Self.buckets(parts[1]) == Self.buckets(together))
    #expect(parts[1].sum == together.sum && parts[1].count == together.count)
    #expect(parts[1].maximum == .hours(2) && parts[1].outOfRange == 30)
    parts[0].add(LatencyHistogram())
    #expect(parts[0].count == 1_500)
  }

  @Test func outOfRangeIsCounted() {
    var histogram = LatencyHistogram()
    histogram.record(.hours(1))
    histogram.record(.hours(1) + SimDuration(nanoseconds: 1))
    histogram.record(SimDuration(nanoseconds: -1))
    histogram.record(.zero)
    #expect(histogram.count == 4 && histogram.outOfRange == 2)
    #expect(Self.buckets(histogram).reduce(0) { $0 + $1.count } == 2)
    #expect(histogram.percentile(100)! == .hours(1))
    #expect(histogram.countAbove(.hours(1)) == 2 && histogram.countAbove(.zero) == 3)
    #expect(histogram.countAbove(.hours(3)) == 2 && histogram.countAbove(SimDuration(nanoseconds: -5)) == 4)
  }

  @Test func clearForgetsEverything() {
    var histogram = LatencyHistogram()
    histogram.record(.milliseconds(5))
    histogram.record(.hours(9))
    histogram.clear()
    #expect(histogram.count == 0 && histogram.sum == 0 && histogram.outOfRange == 0)
    #expect(histogram.mean == nil && histogram.percentile(50) == nil && histogram.maximum == .zero)
    #expect(Self.buckets(histogram).isEmpty)
    histogram.record(.milliseconds(1))
    #expect(histogram.percentile(50)! == .milliseconds(1))
  }

  @Test func bucketsRiseAndBoundTheirSamples() {
    var histogram = LatencyHistogram()
    for micro in [900, 7, 7, 7, 50_000] as [Int64] { histogram.record(.microseconds(micro)) }
    let buckets = Self.buckets(histogram)
    #expect(buckets.map(\.count) == [3, 1, 1])
    for (bucket, micro) in zip(buckets, [7, 900, 50_000] as [Int64]) {
      let slack = (bucket.edge - .microseconds(micro)).nanoseconds
      #expect(slack >= 0 && slack <= max(64, micro))
    }
    #expect(histogram.percentileDistributionText.contains("1/(1-Percentile)"))
    #expect(histogram.percentileDistributionText.contains("Total count    =            5"))
  }

  private struct Bucket: Equatable {
    let edge: SimDuration
    let count: Int64
  }

  private static func buckets(_ histogram: LatencyHistogram) -> [Bucket] {
    var buckets: [Bucket] = []
    histogram.forEachBucket { edge, count in buckets.append(Bucket(edge: edge, count: count)) }
    return buckets
  }
}
