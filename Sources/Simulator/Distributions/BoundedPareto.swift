import Glibc

/// Pareto distribution cut at both ends and renormalised: a heavy tail whose moments all exist.
public struct BoundedPareto: Distribution {
  public let minimum: Double
  public let maximum: Double
  public let exponent: Double

  public init(minimum: Double, maximum: Double, exponent: Double) {
    requireDomain(
      minimum > 0 && minimum < maximum && maximum.isFinite && exponent > 0 && exponent.isFinite,
      "bounded Pareto needs 0 < minimum < maximum and exponent > 0, got \(minimum), \(maximum), \(exponent)")
    self.minimum = minimum
    self.maximum = maximum
    self.exponent = exponent
  }

  /// 1 − (minimum / maximum)^exponent, the mass of the uncut distribution between the ends.
  private var mass: Double { -expm1(exponent * log(minimum / maximum)) }
  public var mean: Double { moment(1) }
  public var variance: Double { moment(2) - mean * mean }
  public var support: ClosedRange<Double> { minimum...maximum }

  /// E[X^order] = α/mass · min^α ∫ x^(order − α − 1) dx between the ends.
  private func moment(_ order: Double) -> Double {
    let power = order - exponent
    let ratio = log(maximum / minimum)
    let integral = power == 0 ? ratio : expm1(power * ratio) / power
    return exponent / mass * pow(minimum, order) * integral
  }

  public func cumulative(_ value: Double) -> Double {
    if value <= minimum { return 0 }
    return value >= maximum ? 1 : -expm1(exponent * log(minimum / value)) / mass
  }

  public func quantile(_ probability: Double) -> Double {
    requireOpenUnit(probability)
    return min(maximum, minimum * exp(-log1p(-probability * mass) / exponent))
  }
}
