import Glibc

/// Time to the next event of a Poisson process; rate 1 / `mean`.
public struct Exponential: Distribution {
  public let mean: Double

  public init(mean: Double) {
    requireDomain(mean > 0 && mean.isFinite, "exponential needs mean > 0, got \(mean)")
    self.mean = mean
  }

  public var variance: Double { mean * mean }
  public var support: ClosedRange<Double> { 0 ... .infinity }
  public func cumulative(_ value: Double) -> Double { value <= 0 ? 0 : -expm1(-value / mean) }

  public func quantile(_ probability: Double) -> Double {
    requireOpenUnit(probability)
    return -log1p(-probability) * mean
  }
}
