import Glibc

/// Pareto distribution: P(X > x) = (minimum / x)^exponent above the minimum.
public struct Pareto: Distribution {
  public let minimum: Double
  public let exponent: Double

  public init(minimum: Double, exponent: Double) {
    requireDomain(
      minimum > 0 && minimum.isFinite && exponent > 0 && exponent.isFinite,
      "Pareto needs minimum > 0 and exponent > 0, got \(minimum) and \(exponent)")
    self.minimum = minimum
    self.exponent = exponent
  }

  public var mean: Double { exponent <= 1 ? .infinity : minimum * exponent / (exponent - 1) }

  public var variance: Double {
    exponent <= 2
      ? .infinity : minimum * minimum * exponent / ((exponent - 1) * (exponent - 1) * (exponent - 2))
  }

  public var support: ClosedRange<Double> { minimum ... .infinity }

  public func cumulative(_ value: Double) -> Double {
    value <= minimum ? 0 : -expm1(exponent * log(minimum / value))
  }

  public func quantile(_ probability: Double) -> Double {
    requireOpenUnit(probability)
    return minimum * exp(-log1p(-probability) / exponent)
  }
}
