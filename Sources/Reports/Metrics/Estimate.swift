import Foundation

/// Where an interval comes from, and so what it speaks about.
public enum IntervalBasis: String, Codable, Sendable {
  /// Student's t over independent replications: speaks about the platform.
  case replications
  /// Parts of one long run: conditional on this world (its graph, its celebrities, its seed).
  case batches
  /// No interval: the number is what this run did, exactly.
  case observed
  /// Too few samples for an interval; budgets on it are inconclusive.
  case tooFewSamples
}

/// A number with its confidence interval, in the metric's unit.
public struct Estimate: Codable, Sendable, Equatable {
  public var value: Double
  /// Both ends, or neither.
  public var low: Double?
  public var high: Double?
  public var basis: IntervalBasis

  /// Numbers are kept to six significant digits, so that texts and files say the same.
  public init(_ value: Double, low: Double? = nil, high: Double? = nil, basis: IntervalBasis) {
    self.value = rounded(value)
    self.low = low.map(rounded)
    self.high = high.map(rounded)
    self.basis = basis
  }

  public static func observed(_ value: Double) -> Estimate { Estimate(value, basis: .observed) }

  /// The ends between which the truth lies; a number without interval is its own.
  public var bounds: ClosedRange<Double>? {
    if let low, let high { return low...high }
    return basis == .observed ? value...value : nil
  }
}

/// To six significant digits; zero stays zero.
public func rounded(_ value: Double) -> Double {
  if value == 0 || !value.isFinite { return value }
  let scale = pow(10, 5 - floor(log10(abs(value))))
  guard scale.isFinite, scale > 0 else { return value }
  let scaled = (value * scale).rounded()
  return scale >= 1 ? scaled / scale : scaled * (1 / scale).rounded()
}
