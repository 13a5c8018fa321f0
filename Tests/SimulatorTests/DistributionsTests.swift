import CGSL
import Glibc
import Simulator
import Testing

/// Each distribution carries its own oracle; these tests hold sampler, moments, distribution function and quantiles
/// against each other.
@Suite struct DistributionsTests {
  static let continuous: [(name: String, distribution: any Distribution)] = [
    ("uniform", Uniform(-1, 3)), ("exponential", Exponential(mean: 0.2)), ("lognormal", Lognormal(median: 1, p99: 4)),
    ("lognormal by mean", Lognormal(mean: 2, squaredCoefficientOfVariation: 0.5)),
    ("gamma 0.5", Gamma(shape: 0.5, scale: 3)), ("gamma 1", Gamma(shape: 1, scale: 2)),
    ("gamma 7.3", Gamma(shape: 7.3, scale: 0.1)), ("Weibull 0.7", Weibull(shape: 0.7, scale: 2)),
    ("Weibull 3", Weibull(shape: 3, scale: 2)), ("Pareto", Pareto(minimum: 1, exponent: 6)),
    ("bounded Pareto", BoundedPareto(minimum: 1, maximum: 50, exponent: 1.3)),
    ("bounded Pareto, exponent 1", BoundedPareto(minimum: 2, maximum: 9, exponent: 1)),
    ("bounded Pareto, exponent 2", BoundedPareto(minimum: 2, maximum: 9, exponent: 2)),
    ("empirical", Empirical([.init(0, 1), .init(0.5, 2), .init(0.95, 5), .init(1, 10)])),
    (
      "empirical, geometric",
      Empirical([.init(0, 1), .init(0.5, 2), .init(0.95, 5), .init(1, 10)], interpolation: .geometric)
    ),
    ("hyperexponential", Mixture(0.3, Exponential(mean: 3), else: Exponential(mean: 0.7))),
    (
      "three components",
      Mixture(0.5, Uniform(0, 1), else: Mixture(0.5, Gamma(shape: 2, scale: 1), else: Uniform(3, 4)))
    ),
  ]
  static let discrete: [(name: String, distribution: any Distribution)] = [
    ("deterministic", Deterministic(3)), ("Zipf 0.8", Zipf(ranks: 1_000, exponent: 0.8)),
    ("Zipf 1", Zipf(ranks: 100, exponent: 1)), ("Zipf 0", Zipf(ranks: 7, exponent: 0)),
    ("Zipf 2.3", Zipf(ranks: 20, exponent: 2.3)), ("one rank", Zipf(ranks: 1, exponent: 1)),
    ("empirical with an atom", Empirical([.init(0, 1), .init(0.25, 2), .init(0.75, 2), .init(1, 3)])),
  ]
  static var all: [(name: String, distribution: any Distribution)] { continuous + discrete }

  /// Sample mean within the 10⁻⁶ interval of the stated one, and that interval at most 3 % wide on either side.
  @Test(arguments: all.indices) func sampleMean(_ index: Int) {
    let (name, distribution) = Self.all[index]
    let (_, mean) = samples(of: distribution, count: 60_000, name)
    let halfWidth = 4.892 * (distribution.variance / 60_000).squareRoot()
    #expect((mean - distribution.mean).magnitude <= halfWidth + 1e-12, "\(name): \(mean), \(distribution.mean)")
    #expect(halfWidth <= 0.03 * distribution.mean, "\(name)")
  }

  /// Moments of the quantile function, integrated over equal shares of probability.
  @Test(arguments: all.indices) func moments(_ index: Int) {
    let (name, distribution) = Self.all[index]
    let shares = 20_000
    var (sum, squares) = (0.0, 0.0)
    for share in 0..<shares {
      // y²(3 − 2y) is denser near both ends, where heavy tails live.
      let y = (Double(share) + 0.5) / Double(shares)
      let (probability, density) = (y * y * (3 - 2 * y), 6 * y * (1 - y) / Double(shares))
      let value = distribution.quantile(probability) - distribution.mean
      sum += density * value
      squares += density * value * value
    }
    let deviation = distribution.variance.squareRoot()
    #expect(sum.magnitude <= 3e-3 * deviation + 1e-9, "\(name): \(sum)")
    #expect((squares - distribution.variance).magnitude <= 0.02 * distribution.variance + 1e-9, "\(name): \(squares)")
  }

  /// Kolmogorov–Smirnov at level 10⁻⁶: √n·D below 2.6934.
  @Test(arguments: continuous.indices) func samplesFollowTheDistributionFunction(_ index: Int) {
    let (name, distribution) = Self.continuous[index]
    let (values, _) = samples(of: distribution, count: 20_000, name)
    #expect(kolmogorov(values, distribution) < 2.6934, "\(name)")
  }

  @Test func kolmogorovRejectsFivePercentLongerTimes() {
    let (values, _) = samples(of: Exponential(mean: 1.05), count: 20_000, "negative control")
    #expect(kolmogorov(values, Exponential(mean: 1)) > 2.6934)
    let (wider, _) = samples(of: Lognormal(median: 1, p99: 4.5), count: 20_000, "negative control")
    #expect(kolmogorov(wider, Lognormal(median: 1, p99: 4)) > 2.6934)
  }

  @Test(arguments: continuous.indices) func quantileInvertsTheDistributionFunction(_ index: Int) {
    let (name, distribution) = Self.continuous[index]
    for probability in [1e-9, 1e-4, 0.01, 0.2, 0.5, 0.77, 0.95, 0.99, 0.9999, 1 - 1e-9] {
      let value = distribution.quantile(probability)
      let back = distribution.cumulative(value)
      #expect(
        (back - probability).magnitude <= 1e-9 * min(probability, 1 - probability) + 4e-16, "\(name) \(probability)")
      #expect(
        (distribution.quantile(back) - value).magnitude <= 1e-6 * value.magnitude + 1e-12, "\(name) \(probability)")
      #expect(distribution.support.contains(value), "\(name)")
    }
  }

  @Test(arguments: discrete.indices) func discreteQuantileIsTheSmallestValueThatReaches(_ index: Int) {
    let (name, distribution) = Self.discrete[index]
    for probability in [1e-6, 0.1, 0.3, 0.5, 0.9, 0.999] {
      let value = distribution.quantile(probability)
      #expect(distribution.cumulative(value) >= probability - 1e-15, "\(name)")
      #expect(distribution.cumulative(value.nextDown) <= probability + 1e-15, "\(name)")
    }
  }

  @Test(arguments: all.indices) func distributionFunctionRisesFromZeroToOne(_ index: Int) {
    let (name, distribution) = Self.all[index]
    #expect(distribution.cumulative(distribution.support.lowerBound - 1) == 0, "\(name)")
    #expect(distribution.cumulative(.greatestFiniteMagnitude) == 1, "\(name)")
    var previous = 0.0
    for step in 0...200 {
      let probability = distribution.cumulative(Double(step) / 20 - 1)
      #expect(probability >= previous && probability <= 1, "\(name)")
      previous = probability
    }
  }

  /// The first word all zeros or all ones, then a normal stream: no NaN, no infinity, inside the support.
  @Test(arguments: all.indices) func degenerateGenerators(_ index: Int) {
    let (name, distribution) = Self.all[index]
    for first in [[0], [UInt64.max], [0, 0], [.max, .max], [0, .max], [.max, 0]] as [[UInt64]] {
      var source = StuckSource(first: first)
      for _ in 0..<3 {
        let value = distribution.sample(&source)
        #expect(value.isFinite && distribution.support.contains(value), "\(name): \(value)")
      }
    }
    for (shape, probability) in [(0.01, 0.5), (0.05, 1e-6), (0.3, 1e-12), (2_000, 0.999)] {
      let gamma = Gamma(shape: shape, scale: 1)
      let value = gamma.quantile(probability)
      #expect(value >= 0 && value.isFinite && gamma.cumulative(value) >= probability * (1 - 1e-9))
    }
  }

  @Test func momentsThatDoNotExist() {
    #expect(Pareto(minimum: 1, exponent: 1).mean == .infinity)
    #expect(Pareto(minimum: 1, exponent: 2).variance == .infinity)
    #expect(Pareto(minimum: 1, exponent: 2).mean == 2)
  }

  @Test func aSequenceBelongsToItsEntity() {
    let draws = Draws(seed: 1, replication: 0).purpose("sequence")
    var (first, again, other) = (draws.sequence(7), draws.sequence(7), draws.sequence(8))
    for _ in 0..<100 {
      let word = first.nextWord()
      #expect(word == again.nextWord())
      #expect(word != other.nextWord())
    }
  }

  private func samples(of distribution: any Distribution, count: Int, _ name: String) -> ([Double], mean: Double) {
    var source = Draws(seed: 42, replication: 0).purpose(name).sequence(0)
    var values: [Double] = []
    values.reserveCapacity(count)
    for _ in 0..<count { values.append(distribution.sample(&source)) }
    return (values, values.reduce(0, +) / Double(count))
  }

  private func kolmogorov(_ values: [Double], _ distribution: some Distribution) -> Double {
    let count = Double(values.count)
    var largest = 0.0
    for (index, value) in values.sorted().enumerated() {
      let probability = distribution.cumulative(value)
      largest = max(largest, probability - Double(index) / count, Double(index + 1) / count - probability)
    }
    return largest * count.squareRoot()
  }
}

/// Gives the chosen words first and a normal stream after them.
struct StuckSource: WordSource {
  var first: [UInt64]
  var rest = DrawSequence(state: 99)

  mutating func nextWord() -> UInt64 { first.isEmpty ? rest.nextWord() : first.removeFirst() }
}
