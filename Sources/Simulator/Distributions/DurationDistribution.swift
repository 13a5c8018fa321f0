import Glibc

/// A distribution of durations as scenario files state it, such as `lognormal median 2 ms p99 20 ms`.
///
/// Sampling is by inversion of one uniform draw, so one draw serves every variant. Durations are not negative and in
/// order (uniform: low ≤ high; lognormal: 0 < median ≤ p99 ≤ 10,000 × median; exponential: mean > 0); what breaks this
/// traps when used.
public enum DurationDistribution: Sendable, Equatable {
  case constant(SimDuration)
  case uniform(SimDuration, SimDuration)
  case exponential(mean: SimDuration)
  case lognormal(median: SimDuration, p99: SimDuration)

  /// The compiled form for the hot path.
  public var sampler: DurationSampler { DurationSampler(self) }

  /// The duration at `unit` (0 < unit < 1). Convenient; code that runs per event keeps a `sampler` instead.
  public func sample(_ unit: Double) -> SimDuration { sampler.sample(unit) }

  /// The duration that a share `probability` (0 < probability < 1) of draws does not exceed, to the nanosecond.
  public func quantile(_ probability: Double) -> SimDuration {
    requireOpenUnit(probability)
    return sampler.sample(probability)
  }

  /// Cut at `DurationSampler.longest`, as samples are.
  public var mean: SimDuration { SimDuration(seconds: min(meanSeconds, DurationSampler.longest.seconds)) }

  public var meanSeconds: Double {
    switch self {
    case .constant(let value): value.seconds
    case .uniform(let low, let high): (low.seconds + high.seconds) / 2
    case .exponential(let mean): mean.seconds
    case .lognormal(let median, _): median.seconds * exp(logarithmicVariance / 2)
    }
  }

  /// Square seconds.
  public var variance: Double {
    switch self {
    case .constant: 0
    case .uniform(let low, let high): (high - low).seconds * (high - low).seconds / 12
    case .exponential(let mean): mean.seconds * mean.seconds
    case .lognormal: meanSeconds * meanSeconds * expm1(logarithmicVariance)
    }
  }

  /// variance / mean², 0 for a mean of 0.
  public var squaredCoefficientOfVariation: Double {
    meanSeconds == 0 ? 0 : variance / (meanSeconds * meanSeconds)
  }

  /// σ² of the logarithm of a lognormal distribution; 0 for the others.
  var logarithmicVariance: Double {
    guard case .lognormal(let median, let p99) = self else { return 0 }
    let sigma = log(p99.seconds / median.seconds) / StandardNormal.p99
    return sigma * sigma
  }

  /// What is wrong with the parameters, in a sentence; nil when they are in their domain.
  public var violation: String? {
    switch self {
    case .constant(let value):
      value < .zero ? "a constant is not negative, got \(value.text)" : nil
    case .uniform(let low, let high):
      low < .zero || low > high ? "uniform needs 0 ≤ low ≤ high, got \(low.text) and \(high.text)" : nil
    case .exponential(let mean):
      mean <= .zero ? "exponential needs mean > 0, got \(mean.text)" : nil
    case .lognormal(let median, let p99):
      median <= .zero || p99 < median || p99.seconds > 10_000 * median.seconds
        ? "lognormal needs 0 < median ≤ p99 ≤ 10,000 × median, got \(median.text) and \(p99.text)" : nil
    }
  }
}
