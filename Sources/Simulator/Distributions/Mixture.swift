/// One of two distributions, chosen per sample; nest mixtures for more. Two exponentials are a hyperexponential.
public struct Mixture<First: Distribution, Second: Distribution>: Distribution {
  public let first: First
  public let second: Second
  /// Probability that a sample comes from `first`, 0 < w < 1.
  public let weightOfFirst: Double

  public init(_ weightOfFirst: Double, _ first: First, else second: Second) {
    requireDomain(
      weightOfFirst > 0 && weightOfFirst < 1, "a mixture needs a weight in (0, 1), got \(weightOfFirst)")
    self.weightOfFirst = weightOfFirst
    self.first = first
    self.second = second
  }

  public var mean: Double { weigh(first.mean, second.mean) }

  public var variance: Double {
    let distance = first.mean - second.mean
    return weigh(first.variance, second.variance) + weightOfFirst * (1 - weightOfFirst) * distance * distance
  }

  public var support: ClosedRange<Double> {
    min(first.support.lowerBound, second.support.lowerBound)...max(first.support.upperBound, second.support.upperBound)
  }

  public func cumulative(_ value: Double) -> Double { weigh(first.cumulative(value), second.cumulative(value)) }

  /// Lies between the components' quantiles; bisection, for set-up.
  public func quantile(_ probability: Double) -> Double {
    let (a, b) = (first.quantile(probability), second.quantile(probability))
    return lowestValue(in: min(a, b)...max(a, b)) { cumulative($0) >= probability }
  }

  public func sample(_ source: inout some WordSource) -> Double {
    source.nextUnit() < weightOfFirst ? first.sample(&source) : second.sample(&source)
  }

  private func weigh(_ a: Double, _ b: Double) -> Double { weightOfFirst * a + (1 - weightOfFirst) * b }
}
