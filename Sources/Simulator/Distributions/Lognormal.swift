import CGSL
import Glibc

/// e^(μ + σZ) with Z standard normal: service times of a few stages that multiply.
public struct Lognormal: Distribution {
  /// μ and σ of the logarithm.
  public let logarithmicMean: Double
  public let logarithmicDeviation: Double

  public init(logarithmicMean: Double, logarithmicDeviation: Double) {
    requireDomain(
      logarithmicMean.isFinite && logarithmicDeviation > 0 && logarithmicDeviation.isFinite,
      "lognormal needs σ > 0, got μ = \(logarithmicMean) and σ = \(logarithmicDeviation)")
    self.logarithmicMean = logarithmicMean
    self.logarithmicDeviation = logarithmicDeviation
  }

  public init(median: Double, p99: Double) {
    requireDomain(median > 0 && p99 > median, "lognormal needs 0 < median < p99, got \(median) and \(p99)")
    self.init(logarithmicMean: log(median), logarithmicDeviation: log(p99 / median) / StandardNormal.p99)
  }

  public init(mean: Double, squaredCoefficientOfVariation: Double) {
    requireDomain(
      mean > 0 && squaredCoefficientOfVariation > 0,
      "lognormal needs mean and variation > 0, got \(mean) and \(squaredCoefficientOfVariation)")
    let sigmaSquared = log1p(squaredCoefficientOfVariation)
    self.init(logarithmicMean: log(mean) - sigmaSquared / 2, logarithmicDeviation: sigmaSquared.squareRoot())
  }

  private var sigmaSquared: Double { logarithmicDeviation * logarithmicDeviation }
  public var median: Double { exp(logarithmicMean) }
  public var mean: Double { exp(logarithmicMean + sigmaSquared / 2) }
  public var variance: Double { mean * mean * expm1(sigmaSquared) }
  public var support: ClosedRange<Double> { 0 ... .infinity }

  public func cumulative(_ value: Double) -> Double {
    value <= 0 ? 0 : gsl_cdf_ugaussian_P((log(value) - logarithmicMean) / logarithmicDeviation)
  }

  public func quantile(_ probability: Double) -> Double {
    requireOpenUnit(probability)
    return exp(logarithmicMean + logarithmicDeviation * StandardNormal.quantile(probability))
  }
}
