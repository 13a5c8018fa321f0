import CGSL
import Testing

@testable import Simulator

@Suite struct DurationTextTests {
  @Test func canonicalForms() throws {
    let forms: [(Int64, String)] = [
      (0, "0 s"), (1, "1 ns"), (999, "999 ns"), (1_500, "1.5 us"), (1_500_000, "1.5 ms"), (1_234_567, "1.234567 ms"),
      (2_000_000_000, "2 s"), (90_000_000_000, "90 s"), (60_000_000_000, "1 min"), (5_400_000_000_000, "90 min"),
      (3_600_000_000_000, "1 h"), (90_000_000_000_000, "25 h"), (172_800_000_000_000, "2 d"),
      (60_000_000_001, "60.000000001 s"), (-1_500_000, "-1.5 ms"), (.max, "9223372036.854775807 s"),
      (.min, "-9223372036.854775808 s"),
    ]
    for (nanoseconds, text) in forms {
      #expect(SimDuration(nanoseconds: nanoseconds).text == text)
      #expect(try SimDuration(text: text).nanoseconds == nanoseconds)
    }
  }

  @Test func acceptedSpellings() throws {
    for text in ["200us", "200 µs", "200 μs", " 0.2 ms ", "+200 us", "000200.000 us", ".2 ms", "200. us"] {
      #expect(try SimDuration(text: text) == .microseconds(200))
    }
    #expect(try SimDuration(text: "0.5 d") == .hours(12))
  }

  @Test func printedSpansParseToThemselves() throws {
    let draws = Draws(seed: 11, replication: 0)
    for seed in 0..<5_000 as Range<UInt64> {
      let span = SimDuration(nanoseconds: Int64(bitPattern: draws.bits(seed)) >> Int64(draws.index(63, seed, 1)))
      let parsed = try SimDuration(text: span.text)
      #expect(parsed == span, "seed \(seed)")
      #expect(parsed.text == span.text, "seed \(seed)")
    }
  }

  @Test func refusals() {
    let refusals: [(String, String)] = [
      ("", "is not a duration; write a number and a unit, such as `200 ms`"),
      ("ms", "is not a duration; write a number and a unit, such as `200 ms`"),
      ("nan ms", "is not a duration; write a number and a unit, such as `200 ms`"),
      ("inf s", "is not a duration; write a number and a unit, such as `200 ms`"),
      ("200", "has no unit; write for example `200 ms`"),
      ("200 msec", "has the unknown unit `msec`; use ns, us, ms, s, min, h or d"),
      ("1e9 s", "has the unknown unit `e9 s`; use ns, us, ms, s, min, h or d"),
      ("1.2.3 ms", "does not start with a decimal number"), ("1-2 ms", "does not start with a decimal number"),
      ("0.5 ns", "is not a whole number of nanoseconds"),
      ("293 d d", "has the unknown unit `d d`; use ns, us, ms, s, min, h or d"),
      ("106752 d", "is longer than 292 years"), ("999999999999999999999999999999 d", "is longer than 292 years"),
      ("9223372036.854775808 s", "is longer than 292 years"),
    ]
    for (text, reason) in refusals {
      #expect(throws: TextFormError(text, reason)) { try SimDuration(text: text) }
    }
    #expect(throws: TextFormError.self) { try SimDuration(text: String(repeating: "9", count: 1_000_000)) }
  }
}

@Suite struct DurationDistributionTests {
  static let examples: [DurationDistribution] = [
    .constant(.zero), .constant(.microseconds(200)), .uniform(.milliseconds(1), .milliseconds(5)),
    .uniform(.seconds(2), .seconds(2)), .exponential(mean: .milliseconds(2)),
    .lognormal(median: .milliseconds(1), p99: .microseconds(25_900)),
    .lognormal(median: .seconds(1), p99: .seconds(1)),
  ]

  @Test func textRoundTrip() throws {
    let texts = [
      "constant 0 s", "constant 200 us", "uniform 1 ms 5 ms", "uniform 2 s 2 s", "exponential mean 2 ms",
      "lognormal median 1 ms p99 25.9 ms", "lognormal median 1 s p99 1 s",
    ]
    for (example, text) in zip(Self.examples, texts) {
      #expect(example.description == text)
      #expect(try DurationDistribution(text: text) == example)
    }
    #expect(try DurationDistribution(text: "200 us") == .constant(.microseconds(200)))
    #expect(try DurationDistribution(text: "uniform 1ms  5ms") == .uniform(.milliseconds(1), .milliseconds(5)))
  }

  @Test func refusals() {
    let forms = "write `200 us`, `uniform 1 ms 5 ms`, `exponential mean 2 ms` or `lognormal median 1 ms p99 26 ms`"
    let refusals: [(String, TextFormError)] = [
      ("", TextFormError("", "is not a distribution; \(forms)")),
      ("gauss 1 ms", TextFormError("gauss 1 ms", "has the unknown kind `gauss`; \(forms)")),
      ("uniform 1 ms", TextFormError("uniform 1 ms", "lacks its high end")),
      ("uniform 5 ms 1 ms", TextFormError("uniform 5 ms 1 ms", "uniform needs 0 ≤ low ≤ high, got 5 ms and 1 ms")),
      ("exponential 2 ms", TextFormError("exponential 2 ms", "needs the word `mean` here: \(forms)")),
      ("exponential mean 0 ms", TextFormError("exponential mean 0 ms", "exponential needs mean > 0, got 0 s")),
      ("constant -1 ms", TextFormError("constant -1 ms", "a constant is not negative, got -1 ms")),
      ("200 us 3", TextFormError("200 us 3", "has `3` left over; \(forms)")),
      (
        "lognormal median 2 ms p99 1 ms",
        TextFormError(
          "lognormal median 2 ms p99 1 ms", "lognormal needs 0 < median ≤ p99 ≤ 10,000 × median, got 2 ms and 1 ms")
      ),
      (
        "lognormal median 2 lightyears p99 1 ms",
        TextFormError("2 lightyears", "has the unknown unit `lightyears`; use ns, us, ms, s, min, h or d")
      ),
    ]
    for (text, error) in refusals {
      #expect(throws: error) { try DurationDistribution(text: text) }
    }
    #expect(throws: TextFormError.self) { try DurationDistribution(text: String(repeating: "x ", count: 1_000_000)) }
  }

  @Test func quantilesMatchTheStatement() {
    let lognormal = DurationDistribution.lognormal(median: .milliseconds(1), p99: .microseconds(25_900))
    #expect(lognormal.quantile(0.5) == .milliseconds(1))
    #expect(lognormal.quantile(0.99) == .microseconds(25_900))
    #expect(DurationDistribution.uniform(.milliseconds(1), .milliseconds(5)).quantile(0.25) == .milliseconds(2))
    #expect(DurationDistribution.exponential(mean: .milliseconds(1)).quantile(0.5).nanoseconds == 693_147)
    #expect(lognormal.sampler.sample(0.99) == lognormal.sample(0.99))
  }

  /// Midpoint rule over the unit interval: the mean of the quantile function is the mean of the distribution.
  @Test func momentsAreThoseOfTheQuantileFunction() {
    for example in Self.examples {
      let sampler = example.sampler
      let points = 200_000
      var sum = 0.0
      var squares = 0.0
      for index in 0..<points {
        let value = sampler.sample((Double(index) + 0.5) / Double(points)).seconds
        sum += value
        squares += value * value
      }
      let mean = sum / Double(points)
      #expect((mean - example.meanSeconds).magnitude <= 1e-3 * example.meanSeconds, "\(example)")
      let variance = squares / Double(points) - mean * mean
      #expect((variance - example.variance).magnitude <= 0.03 * example.variance + 1e-12, "\(example)")
    }
  }

  @Test func extremeDrawsGiveFiniteOrderedDurations() {
    let extremes = [Draws.unit(0), Draws.unit(1 << 12), 0.5, Draws.unit(.max - (1 << 12)), Draws.unit(.max)]
    #expect(extremes[0] > 0 && extremes[4] < 1 && extremes[3] < extremes[4])
    let wild = DurationDistribution.lognormal(median: .days(10_000), p99: .days(100_000))
    for example in Self.examples + [wild, .exponential(mean: .days(100_000))] {
      let samples = extremes.map { example.sample($0) }
      #expect(samples == samples.sorted(), "\(example)")
      #expect(samples.allSatisfy { $0 >= .zero && $0 <= DurationSampler.longest }, "\(example)")
    }
    #expect(wild.sample(extremes[4]) == DurationSampler.longest)
    let longest = SimDuration(nanoseconds: .max)
    for extreme in [DurationDistribution.constant(longest), .exponential(mean: longest), .uniform(.zero, longest)] {
      #expect(extreme.mean <= DurationSampler.longest && extreme.sample(0.999) <= DurationSampler.longest)
    }
    #expect(DurationDistribution.lognormal(median: longest, p99: longest).mean == DurationSampler.longest)
    #expect(DurationDistribution.lognormal(median: SimDuration(nanoseconds: 1), p99: longest).violation != nil)
    #expect(DurationDistribution.constant(.days(104)).sample(0.5) == .days(104))
  }

  @Test func normalQuantileAgreesWithGSL() {
    let draws = Draws(seed: 5, replication: 0)
    var worst = 0.0
    for index in 0..<20_000 as Range<UInt64> {
      let central = draws.unit(index)
      let tail = central * exp2(-Double(index % 52))
      for probability in [central, tail, 1 - tail] where probability < 1 && probability != 0.5 {
        let reference = gsl_cdf_ugaussian_Pinv(probability)
        worst = max(worst, ((StandardNormal.quantile(probability) - reference) / reference).magnitude)
      }
    }
    #expect(worst < 1e-12, "worst relative error \(worst)")
    #expect(StandardNormal.quantile(0.5) == 0)
    #expect((StandardNormal.quantile(0.99) - StandardNormal.p99).magnitude < 1e-15)
  }
}
