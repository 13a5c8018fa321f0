import CGSL

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

/// Traps with the broken rule and its values, in release builds too (where `precondition` drops its message).
@inline(__always)
func requireDomain(_ holds: Bool, _ rule: @autoclosure () -> String) {
  if !holds { fatalError("outside the domain: \(rule())") }
}

@inline(__always)
func requireOpenUnit(_ probability: Double) {
  requireDomain(probability > 0 && probability < 1, "a quantile needs 0 < probability < 1, got \(probability)")
}

/// The smallest double in `bracket` where `holds` is true, for a predicate that turns true once; bisection.
func lowestValue(in bracket: ClosedRange<Double>, where holds: (Double) -> Bool) -> Double {
  var (low, high) = (bracket.lowerBound, bracket.upperBound)
  if low == high || holds(low) { return low }
  while true {
    let middle = low + (high - low) / 2
    if middle <= low || middle >= high { return high }
    if holds(middle) { high = middle } else { low = middle }
  }
}

/// GSL reports failures by status and NaN instead of ending the process.
enum NumericalLibrary {
  static let isReady: Bool = {
    _ = gsl_set_error_handler_off()
    return true
  }()
}
