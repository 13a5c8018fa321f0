import Histogram

/// Mergeable HDR histogram of latencies, 1 µs to 1 h at three significant digits; values outside are counted.
/// Sum and extremes are kept exactly, in nanoseconds.
public struct LatencyHistogram: Sendable {
  private var histogram: Histogram<UInt32>
  public private(set) var sum: Int64 = 0
  public private(set) var outOfRange: Int64 = 0
  public private(set) var maximum = SimDuration.zero

  public init() {
    histogram = Histogram<UInt32>(
      lowestDiscernibleValue: 1_000, highestTrackableValue: 3_600_000_000_000, numberOfSignificantValueDigits: .three)
  }

  /// Samples recorded, in range or not.
  public var count: Int64 { Int64(histogram.totalCount) + outOfRange }

  public mutating func record(_ latency: SimDuration) {
    if !histogram.record(UInt64(bitPattern: latency.nanoseconds)) { outOfRange += 1 }
    sum &+= latency.nanoseconds
    if latency > maximum { maximum = latency }
  }

  public mutating func add(_ other: LatencyHistogram) {
    histogram.add(other.histogram)
    sum &+= other.sum
    outOfRange += other.outOfRange
    maximum = max(maximum, other.maximum)
  }

  public mutating func clear() { self = LatencyHistogram() }

  /// Exact mean; nil when empty.
  public var mean: SimDuration? {
    count == 0 ? nil : SimDuration(nanoseconds: sum / count)
  }

  /// The value below which `percent` (0…100) of the in-range samples lie, to 0.1 %; nil when empty.
  public func percentile(_ percent: Double) -> SimDuration? {
    if histogram.totalCount == 0 { return nil }
    return SimDuration(nanoseconds: Int64(histogram.valueAtPercentile(percent)))
  }
}
