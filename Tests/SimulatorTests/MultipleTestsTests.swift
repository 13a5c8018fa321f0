import Simulator
import Testing

@Suite struct PairedTestTests {
  /// Differences 1, 2, 3, 4, 5: t = 3 / √0.5 = 4.2426 with 4 degrees of freedom, two-sided p = 0.013236.
  @Test func handWorked() throws {
    let test = try #require(PairedTest([0, 0, 0, 0, 0], [1, 2, 3, 4, 5]))
    #expect(test.meanDifference == 3 && test.pairs == 5)
    #expect((test.pValue - 0.0132357).magnitude < 1e-6)
    #expect((test.halfWidth(alpha: 0.05) - 1.9632432).magnitude < 1e-6)
  }

  @Test func equalDifferencesAreCertain() throws {
    #expect(try #require(PairedTest([1, 2, 3], [1, 2, 3])).pValue == 1)
    #expect(try #require(PairedTest([1, 2, 3], [2, 3, 4])).pValue == 0)
    #expect(PairedTest([1], [2]) == nil)
    // 1 − 10⁻¹⁸ is 1, yet the quantile is finite.
    #expect(try #require(PairedTest([0, 0, 0], [1, 2, 4])).halfWidth(alpha: 2e-18).isFinite)
  }

  /// 4,000 seeded comparisons of ten normal pairs: a difference of the detectable size is found in 90 ± 2.4 % (level 10⁻⁶).
  @Test func theDetectableDifferenceIsFoundAsOftenAsItSays() throws {
    let draws = Draws(seed: 3, replication: 0).purpose("power")
    var found = 0
    var promised = 0.0
    for trial in 0..<4_000 as Range<UInt64> {
      let noise = (0..<10 as Range<UInt64>).map { StandardNormal.quantile(draws.unit(trial, $0)) }
      let zero = [Double](repeating: 0, count: 10)
      let plain = try #require(PairedTest(zero, noise))
      promised += plain.detectableDifference(alpha: 0.05, power: 0.9) / 4_000
      // t(0.975; 9) + t(0.9; 9) = 3.645 standard errors of 1/√10.
      let shifted = try #require(PairedTest(zero, noise.map { $0 + 3.6453 / 10.0.squareRoot() }))
      if shifted.pValue <= 0.05 { found += 1 }
    }
    #expect((0.86...0.94).contains(Double(found) / 4_000), "\(found)")
    #expect((promised * 10.0.squareRoot() / 3.6453 - 0.973).magnitude < 0.03, "\(promised)")
  }
}

@Suite struct MultipleTestsTests {
  /// Holm (1979) and Benjamini & Hochberg (1995) by hand on 0.01, 0.04, 0.03, 0.005.
  @Test func handWorked() {
    let values = [0.01, 0.04, 0.03, 0.005]
    let holm = MultipleTests.holm.adjusted(values)
    for (found, wanted) in zip(holm, [0.03, 0.06, 0.06, 0.02]) { #expect((found - wanted).magnitude < 1e-12) }
    let discovery = MultipleTests.falseDiscovery.adjusted(values)
    for (found, wanted) in zip(discovery, [0.02, 0.04, 0.04, 0.02]) { #expect((found - wanted).magnitude < 1e-12) }
    #expect(MultipleTests.holm.adjusted([]) == [])
  }

  /// 5,000 families of 100 uniform p-values: Holm raises an alarm in 5 ± 1.5 % of them, no correction in nearly all.
  @Test func holmKeepsTheFamilysError() {
    let draws = Draws(seed: 5, replication: 0).purpose("families")
    var (corrected, plain) = (0, 0)
    for family in 0..<5_000 as Range<UInt64> {
      let values = (0..<100 as Range<UInt64>).map { draws.unit(family, $0) }
      if MultipleTests.holm.adjusted(values).contains(where: { $0 <= 0.05 }) { corrected += 1 }
      if values.contains(where: { $0 <= 0.05 }) { plain += 1 }
    }
    #expect((175...325).contains(corrected), "\(corrected)")
    #expect(plain > 4_900)
  }

  /// Welch 1947 by hand: variances 2.5 and 14 of 5 and 6 values.
  @Test func differenceOfIndependentSamples() throws {
    let interval = try #require(ConfidenceInterval.ofDifference([1, 2, 3, 4, 5], [2, 4, 6, 8, 10, 12]))
    #expect(interval.mean == -4)
    let freedom = squared(0.5 + 14.0 / 6) / (0.25 / 4 + (14.0 / 6) * (14.0 / 6) / 5)
    let half = StudentT.quantile(0.975, degreesOfFreedom: freedom) * (0.5 + 14.0 / 6).squareRoot()
    #expect((interval.halfWidth - half).magnitude < 1e-12)
    #expect(ConfidenceInterval.ofDifference([1], [1, 2]) == nil)
  }

  private func squared(_ value: Double) -> Double { value * value }
}
