import Glibc

/// A `DurationDistribution` compiled for the hot path: kind and two doubles in nanoseconds, no allocation, no GSL.
///
/// Inversion is monotone in the draw, so common random numbers stay ordered between variants.
public struct DurationSampler: Sendable {
  @usableFromInline enum Kind: UInt8, Sendable { case constant, uniform, exponential, lognormal }

  @usableFromInline let kind: Kind
  /// constant: value · uniform: low · exponential: mean · lognormal: μ, all of nanoseconds.
  @usableFromInline let a: Double
  /// uniform: high − low · lognormal: σ.
  @usableFromInline let b: Double

  /// Longest duration that a draw can give: 2⁶² ns, 146 years.
  public static let longest = SimDuration(nanoseconds: 1 << 62)

  /// Traps when a parameter is outside its domain.
  public init(_ distribution: DurationDistribution) {
    requireDomain(distribution.violation == nil, distribution.violation ?? "")
    switch distribution {
    case .constant(let value): (kind, a, b) = (.constant, min(Double(value.nanoseconds), 0x1p62), 0)
    case .uniform(let low, let high):
      (kind, a, b) = (.uniform, Double(low.nanoseconds), Double((high - low).nanoseconds))
    case .exponential(let mean): (kind, a, b) = (.exponential, Double(mean.nanoseconds), 0)
    case .lognormal(let median, _):
      (kind, a, b) = (.lognormal, log(Double(median.nanoseconds)), distribution.logarithmicVariance.squareRoot())
    }
  }

  /// The duration at `unit` (0 < unit < 1), rounded to the nanosecond and cut at `longest`. Doubles hold nanoseconds
  /// exactly up to 104 days.
  @inlinable public func sample(_ unit: Double) -> SimDuration {
    let nanoseconds: Double
    switch kind {
    case .constant: return SimDuration(nanoseconds: Int64(a))
    case .uniform: nanoseconds = a + b * unit
    case .exponential: nanoseconds = -a * log(1 - unit)
    case .lognormal: nanoseconds = exp(a + b * StandardNormal.quantile(unit))
    }
    return SimDuration(nanoseconds: Int64(min(nanoseconds + 0.5, 0x1p62)))
  }
}
