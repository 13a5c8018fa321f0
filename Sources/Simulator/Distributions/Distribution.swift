/// A real-valued distribution with its own oracle: sampler, moments, distribution function and quantiles agree.
///
/// Parameters outside their domain trap at creation with the rule and the values.
public protocol Distribution: Sendable {
  /// ∞ when it does not exist, as for a Pareto tail of exponent ≤ 1.
  var mean: Double { get }
  /// ∞ when it does not exist.
  var variance: Double { get }
  /// Smallest interval that holds every sample; its ends may be infinite.
  var support: ClosedRange<Double> { get }
  /// P(X ≤ `value`).
  func cumulative(_ value: Double) -> Double
  /// The smallest x with P(X ≤ x) ≥ `probability`, for 0 < `probability` < 1.
  func quantile(_ probability: Double) -> Double
  /// One sample; uses as many words as its method needs.
  func sample(_ source: inout some WordSource) -> Double
}

extension Distribution {
  /// Inversion of one uniform draw.
  public func sample(_ source: inout some WordSource) -> Double { quantile(source.nextUnit()) }
}
