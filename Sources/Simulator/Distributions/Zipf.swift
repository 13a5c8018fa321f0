import Glibc

/// Rank 1…N with probability k^−exponent / H(N, exponent); exponent 0 is uniform over the ranks.
///
/// Sampling by rejection-inversion, Hörmann & Derflinger 1996, *Rejection-inversion to generate variates from monotone
/// discrete distributions*: exact, no table, O(1), under 1.2 tries per sample at any N. Symbols are the paper's.
public struct Zipf: Distribution {
  public let ranks: Int
  public let exponent: Double
  private let normalisation: Double
  private let integralAtStart: Double
  private let integralAtEnd: Double
  private let acceptedDistance: Double

  public init(ranks: Int, exponent: Double) {
    requireDomain(
      ranks >= 1 && ranks <= 1 << 50 && exponent >= 0 && exponent <= 20,
      "Zipf needs 1 ≤ ranks ≤ 2⁵⁰ and 0 ≤ exponent ≤ 20, got \(ranks) and \(exponent)")
    self.ranks = ranks
    self.exponent = exponent
    normalisation = GeneralizedHarmonic.sum(ranks, exponent: exponent)
    integralAtStart = Zipf.integral(1.5, exponent) - 1
    integralAtEnd = Zipf.integral(Double(ranks) + 0.5, exponent)
    acceptedDistance = 2 - Zipf.inverseIntegral(Zipf.integral(2.5, exponent) - pow(2, -exponent), exponent)
  }

  /// Probability of one rank; 0 outside 1…N.
  public func probability(ofRank rank: Int) -> Double {
    rank < 1 || rank > ranks ? 0 : pow(Double(rank), -exponent) / normalisation
  }

  /// Probability of ranks 1…`rank`.
  public func cumulative(ofRank rank: Int) -> Double {
    if rank < 1 { return 0 }
    return rank >= ranks ? 1 : GeneralizedHarmonic.sum(rank, exponent: exponent) / normalisation
  }

  public var mean: Double { GeneralizedHarmonic.sum(ranks, exponent: exponent - 1) / normalisation }
  public var variance: Double {
    GeneralizedHarmonic.sum(ranks, exponent: exponent - 2) / normalisation - mean * mean
  }
  public var support: ClosedRange<Double> { 1...Double(ranks) }

  public func cumulative(_ value: Double) -> Double {
    value < 1 ? 0 : cumulative(ofRank: Int(min(value, Double(ranks))))
  }

  /// Bisection over the ranks, for set-up.
  public func quantile(_ probability: Double) -> Double {
    requireOpenUnit(probability)
    var (low, high) = (1, ranks)
    while low < high {
      let middle = low + (high - low) / 2
      if cumulative(ofRank: middle) >= probability { high = middle } else { low = middle + 1 }
    }
    return Double(low)
  }

  public func sample(_ source: inout some WordSource) -> Double { Double(rank(&source)) }

  /// One rank, 1…N.
  public func rank(_ source: inout some WordSource) -> Int {
    while true {
      let u = integralAtEnd + source.nextUnit() * (integralAtStart - integralAtEnd)
      let x = Zipf.inverseIntegral(u, exponent)
      let k = min(max(x.rounded(), 1), Double(ranks))
      if k - x <= acceptedDistance || u >= Zipf.integral(k + 0.5, exponent) - exp(-exponent * log(k)) {
        return Int(k)
      }
    }
  }

  /// H(x) = ∫ t^−q dt from 1 to x, continuous through q = 1.
  private static func integral(_ x: Double, _ q: Double) -> Double {
    let logarithm = log(x)
    let power = (1 - q) * logarithm
    return power.magnitude < 1e-8 ? logarithm * (1 + power / 2) : logarithm * expm1(power) / power
  }

  private static func inverseIntegral(_ value: Double, _ q: Double) -> Double {
    let power = max((1 - q) * value, -1)
    return exp(power.magnitude < 1e-8 ? value * (1 - power / 2) : value * log1p(power) / power)
  }
}
