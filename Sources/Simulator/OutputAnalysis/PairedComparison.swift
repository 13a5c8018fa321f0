/// Two variants under common random numbers, compared replication by replication.
public struct PairedComparison: Sendable, Equatable {
  public enum Verdict: String, Sendable, Codable { case lower, higher, inconclusive }

  public let baselineMean: Double
  public let variantMean: Double
  /// Of variant − baseline, from the paired differences.
  public let difference: ConfidenceInterval
  /// Correlation of the pairs, −1…1; the nearer to 1, the more the pairing narrows the interval. 0 without variation.
  public let correlation: Double

  /// Pair i is replication i of both. nil below two pairs; traps on unequal counts.
  public init?(baseline: [Double], variant: [Double], level: Double = 0.95) {
    requireDomain(
      baseline.count == variant.count, "a pair needs both values, got \(baseline.count) and \(variant.count)")
    guard let interval = ConfidenceInterval(of: zip(baseline, variant).map { $1 - $0 }, level: level) else {
      return nil
    }
    let (a, b) = (SampleMoments(baseline), SampleMoments(variant))
    baselineMean = a.mean
    variantMean = b.mean
    difference = interval
    let covariance =
      zip(baseline, variant).reduce(0) { $0 + ($1.0 - a.mean) * ($1.1 - b.mean) } / Double(baseline.count - 1)
    let scale = (a.variance * b.variance).squareRoot()
    correlation = scale == 0 ? 0 : covariance / scale
  }

  /// Decided by the whole interval; one that touches 0 decides nothing.
  public var verdict: Verdict {
    if difference.high < 0 { return .lower }
    return difference.low > 0 ? .higher : .inconclusive
  }

  /// Difference and its half-width over the baseline's mean; nil when that is 0.
  public var relativeDifference: (mean: Double, halfWidth: Double)? {
    if baselineMean == 0 { return nil }
    return (difference.mean / baselineMean, difference.halfWidth / baselineMean.magnitude)
  }
}
