import CGSL
import Glibc

/// Weibull distribution: P(X > x) = e^(−(x/scale)^shape). A shape below 1 is a stretched exponential.
public struct Weibull: Distribution {
  public let shape: Double
  public let scale: Double

  public init(shape: Double, scale: Double) {
    requireDomain(
      shape >= 0.02 && shape.isFinite && scale > 0 && scale.isFinite,
      "Weibull needs shape ≥ 0.02 and scale > 0, got \(shape) and \(scale)")
    _ = NumericalLibrary.isReady
    self.shape = shape
    self.scale = scale
  }

  public var mean: Double { scale * gsl_sf_gamma(1 + 1 / shape) }
  public var variance: Double { scale * scale * gsl_sf_gamma(1 + 2 / shape) - mean * mean }
  public var support: ClosedRange<Double> { 0 ... .infinity }
  public func cumulative(_ value: Double) -> Double { value <= 0 ? 0 : -expm1(-pow(value / scale, shape)) }

  public func quantile(_ probability: Double) -> Double {
    requireOpenUnit(probability)
    return scale * pow(-log1p(-probability), 1 / shape)
  }
}
