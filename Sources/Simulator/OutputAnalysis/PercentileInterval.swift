/// A latency percentile with an interval over replications, or over batches of one run.
public struct PercentileInterval: Sendable, Equatable {
  /// 0…100.
  public let percent: Double
  /// Of all samples together.
  public let value: SimDuration
  /// Of the parts' own percentiles, in seconds; nil when fewer than two parts hold samples.
  public let interval: ConfidenceInterval?
  public let samples: Int64
  /// Samples beyond the value, those out of range included: fewer than about 10 say little.
  public let samplesBeyond: Int64
  public let emptyParts: Int

  /// nil when no part holds a sample in range.
  public init?(_ percent: Double, of parts: [LatencyHistogram], level: Double = 0.95) {
    requireDomain(percent >= 0 && percent <= 100, "a percentile lies in 0…100, got \(percent)")
    var pooled = LatencyHistogram()
    for part in parts { pooled.add(part) }
    guard let value = pooled.percentile(percent) else { return nil }
    let values = parts.compactMap { $0.percentile(percent)?.seconds }
    self.percent = percent
    self.value = value
    interval = ConfidenceInterval(of: values, level: level)
    samples = pooled.count
    samplesBeyond = pooled.countAbove(value)
    emptyParts = parts.count - values.count
  }
}
