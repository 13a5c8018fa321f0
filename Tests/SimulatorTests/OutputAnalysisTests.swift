import Glibc
import Simulator
import Testing

@Suite struct ConfidenceIntervalTests {
  /// 1…5: mean 3, s² = 2.5, t(0.975; 4) = 2.776445.
  @Test func handWorked() {
    let interval = ConfidenceInterval(of: [1, 2, 3, 4, 5])!
    #expect(interval.mean == 3)
    #expect((interval.halfWidth - 2.7764451051977987 * 0.5.squareRoot()).magnitude < 1e-9)
    #expect(interval.contains(1.1) && !interval.contains(1.0))
    #expect((interval.relativeHalfWidth - 0.6544).magnitude < 1e-4)
    #expect(interval.low == 3 - interval.halfWidth && interval.high == 3 + interval.halfWidth)
    #expect(ConfidenceInterval(of: [1]) == nil && ConfidenceInterval(of: []) == nil)
    #expect(ConfidenceInterval(of: [0, 0])!.relativeHalfWidth == 0)
  }

  @Test func publishedStudentQuantiles() {
    for (probability, degrees, quantile) in [
      (0.975, 1.0, 12.706205), (0.975, 29, 2.045230), (0.95, 10, 1.812461), (0.995, 5, 4.032143), (0.5, 3, 0),
    ] {
      #expect((StudentT.quantile(probability, degreesOfFreedom: degrees) - quantile).magnitude < 1e-5)
    }
  }

  /// The level of the analytic oracles: P(|T| > t) = 10⁻⁶ with 1 degree of freedom is the Cauchy tail, 2/π·10⁶.
  @Test func quantilesFarOut() {
    let cauchy = StudentT.quantile(1 - 0.5e-6, degreesOfFreedom: 1)
    #expect((cauchy / 636_619.77 - 1).magnitude < 1e-6)
    let normal = StudentT.quantile(1 - 0.5e-6, degreesOfFreedom: 1e7)
    #expect((normal - StandardNormal.quantile(1 - 0.5e-6)).magnitude < 1e-4)
    #expect((StudentT.quantile(1 - 0.5e-6, degreesOfFreedom: 2) - 999.999).magnitude < 0.01)
  }

  /// 10,000 seeded repetitions of ten normal values: the 95 % interval covers in 95 ± 1.1 % of them (level 10⁻⁶).
  @Test func coversAsOftenAsItSays() {
    let draws = Draws(seed: 12, replication: 0).purpose("coverage")
    var (covered, coveredByNormalQuantile) = (0, 0)
    for repetition in 0..<10_000 as Range<UInt64> {
      let values = (0..<10 as Range<UInt64>).map { 7 + 2 * StandardNormal.quantile(draws.unit(repetition, $0)) }
      let interval = ConfidenceInterval(of: values)!
      if interval.contains(7) { covered += 1 }
      let narrow = interval.halfWidth * 1.959964 / 2.262157
      if (interval.mean - 7).magnitude <= narrow { coveredByNormalQuantile += 1 }
    }
    #expect(covered >= 9_390 && covered <= 9_610, "\(covered)")
    #expect(coveredByNormalQuantile < 9_390, "an interval without Student's correction must be seen to fail")
  }
}

/// x ← φx + noise, stationary from the start unless `transient` is added: transient·decay^i.
func autoregressive(_ count: Int, phi: Double, seed: UInt64, transient: Double = 0, decay: Double = 0) -> [Double] {
  let draws = Draws(seed: seed, replication: 0).purpose("series")
  var value = StandardNormal.quantile(draws.unit(0, 1)) / (1 - phi * phi).squareRoot()
  var offset = transient
  return (0..<count).map { index in
    value = phi * value + StandardNormal.quantile(draws.unit(UInt64(index)))
    offset *= decay
    return 10 + value + offset
  }
}

@Suite struct BatchMeansTests {
  /// 11 observations in 5 batches of 2: the first is dropped.
  @Test func handWorked() {
    let batches = BatchMeans([99, 1, 3, 2, 4, 5, 5, 0, 2, 7, 9], batches: 5)!
    #expect(batches.means == [2, 3, 5, 1, 8] && batches.dropped == 1 && batches.batchSize == 2)
    #expect(batches.interval().mean == 3.8 && batches.interval().count == 5)
    #expect(BatchMeans([1, 2, 3], batches: 4) == nil)
    #expect(BatchMeans([1, 1, 1, 1], batches: 2)!.lagOneCorrelation == 0)
  }

  /// Correlated observations: batches long beside the correlation cover, single observations do not.
  @Test func coversForCorrelatedObservations() {
    var (covered, naive, independent) = (0, 0, 0)
    for seed in 0..<400 as Range<UInt64> {
      let series = autoregressive(1_000, phi: 0.8, seed: seed)
      let batches = BatchMeans(series, batches: 10)!
      if batches.interval().contains(10) { covered += 1 }
      if batches.looksIndependent { independent += 1 }
      if ConfidenceInterval(of: series)!.contains(10) { naive += 1 }
    }
    #expect(covered >= 350 && covered <= 395, "\(covered) of 400")
    #expect(independent >= 350, "\(independent) of 400")
    #expect(naive < 240, "\(naive) of 400: ignoring correlation must be seen to fail")
    let short = BatchMeans(autoregressive(400, phi: 0.9, seed: 1), batches: 200)!
    #expect(!short.looksIndependent)
  }
}

@Suite struct WarmUpDeletionTests {
  @Test func fixedRule() {
    #expect(WarmUpDeletion.fixed(30, of: 100).deleted == 30)
    #expect(WarmUpDeletion.fixed(30, of: 100).isReliable)
    #expect(WarmUpDeletion.fixed(300, of: 100) == WarmUpDeletion.fixed(100, of: 100))
    #expect(!WarmUpDeletion.fixed(100, of: 100).isReliable)
  }

  /// Ten observations of 100, then forty of 0 and 1 by turns: the cut is the ten.
  @Test func handWorkedTransient() {
    let series = [Double](repeating: 100, count: 10) + (0..<40).map { Double($0 % 2) }
    let cut = WarmUpDeletion.mser5(series)
    #expect(cut.deleted == 10 && cut.isReliable && cut.observations == 50 && cut.rule == .mser5)
  }

  @Test func findsAPlantedTransientAndCutsTheBias() {
    for seed in 0..<100 as Range<UInt64> {
      let series = autoregressive(2_000, phi: 0.3, seed: seed, transient: 40, decay: 0.98)
      let cut = WarmUpDeletion.mser5(series)
      #expect(cut.isReliable && cut.deleted >= 100 && cut.deleted < 1_000, "seed \(seed): \(cut.deleted)")
      let rest = series[cut.deleted...]
      let bias = (rest.reduce(0, +) / Double(rest.count) - 10).magnitude
      let uncut = (series.reduce(0, +) / 2_000 - 10).magnitude
      #expect(bias < 0.25 && uncut > 0.8, "seed \(seed): \(bias), \(uncut)")
    }
  }

  @Test func cutsLittleFromASteadySeries() {
    let cuts = (0..<100 as Range<UInt64>).map {
      WarmUpDeletion.mser5(autoregressive(2_000, phi: 0, seed: $0)).deleted
    }
    #expect(cuts.sorted()[50] <= 200, "median \(cuts.sorted()[50])")
  }

  @Test func saysWhenThereIsNoSteadyState() {
    #expect(!WarmUpDeletion.mser5((0..<500).map(Double.init)).isReliable)
    #expect(!WarmUpDeletion.mser5([1, 2, 3]).isReliable)
    #expect(WarmUpDeletion.mser5([]).deleted == 0)
  }

  /// The O(n) statistic against its definition.
  @Test func matchesTheDefinition() {
    for seed in 0..<50 as Range<UInt64> {
      let series = autoregressive(103, phi: 0.6, seed: seed, transient: Double(seed % 7), decay: 0.8)
      let means = (0..<20).map { group in series[group * 5..<group * 5 + 5].reduce(0, +) / 5 }
      let statistic = (0...10).map { cut in
        let tail = means[cut...]
        let mean = tail.reduce(0, +) / Double(tail.count)
        return tail.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(tail.count * tail.count)
      }
      let best = statistic.firstIndex(of: statistic.min()!)!
      #expect(WarmUpDeletion.mser5(series).deleted == best * 5, "seed \(seed)")
    }
  }
}

@Suite struct PairedComparisonTests {
  /// Differences 1, 2, 3: mean 2, s = 1, half-width t(0.975; 2)/√3 = 2.484.
  @Test func handWorked() {
    let pair = PairedComparison(baseline: [10, 20, 30], variant: [11, 22, 33])!
    #expect(pair.baselineMean == 20 && pair.variantMean == 22)
    #expect(pair.difference.mean == 2 && (pair.difference.halfWidth - 2.48414).magnitude < 1e-4)
    #expect(pair.verdict == .inconclusive && (pair.correlation - 1).magnitude < 1e-12)
    #expect((pair.relativeDifference!.mean - 0.1).magnitude < 1e-12)
    #expect(PairedComparison(baseline: [1], variant: [2]) == nil)
    #expect(PairedComparison(baseline: [0, 0], variant: [1, 1])!.relativeDifference == nil)
    #expect(PairedComparison(baseline: [5, 9], variant: [4, 8])!.verdict == .lower)
    #expect(PairedComparison(baseline: [5, 9], variant: [5, 9])!.verdict == .inconclusive)
  }

  /// A shift of 1 under noise of 10 that both share is found by pairs and lost without them.
  @Test func pairingRemovesSharedNoise() {
    let draws = Draws(seed: 6, replication: 0)
    let shared = (0..<20 as Range<UInt64>).map { 100 + 10 * StandardNormal.quantile(draws.unit($0)) }
    let variant = shared.indices.map { shared[$0] + 1 + 0.5 * StandardNormal.quantile(draws.unit(UInt64($0), 1)) }
    #expect(PairedComparison(baseline: shared, variant: variant)!.verdict == .higher)
    let shuffled = Array(variant[7...] + variant[..<7])
    #expect(PairedComparison(baseline: shared, variant: shuffled)!.verdict == .inconclusive)
  }
}

@Suite struct PercentileIntervalTests {
  @Test func poolsPartsAndCountsBeyond() {
    let parts = (0..<10 as Range<UInt64>).map { part in
      var histogram = LatencyHistogram()
      let sampler = DurationDistribution.exponential(mean: .milliseconds(10)).sampler
      let draws = Draws(seed: part, replication: 0)
      for index in 0..<2_000 as Range<UInt64> { histogram.record(sampler.sample(draws.unit(index))) }
      return histogram
    }
    let p99 = PercentileInterval(99, of: parts, level: 0.999_999)!
    #expect(p99.interval!.contains(0.010 * log(100)))
    #expect(p99.samples == 20_000 && p99.samplesBeyond >= 180 && p99.samplesBeyond <= 200 && p99.emptyParts == 0)
    #expect((p99.value.seconds / p99.interval!.mean - 1).magnitude < 0.03)
  }

  @Test func emptyPartsAreSaid() {
    var one = LatencyHistogram()
    one.record(.milliseconds(1))
    let median = PercentileInterval(50, of: [one, LatencyHistogram()])!
    #expect(median.interval == nil && median.emptyParts == 1 && median.samplesBeyond == 0)
    #expect(PercentileInterval(50, of: [LatencyHistogram()]) == nil)
    #expect(PercentileInterval(50, of: []) == nil)
  }
}
