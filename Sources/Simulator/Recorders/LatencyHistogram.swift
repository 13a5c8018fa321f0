import Histogram

/// Mergeable HDR histogram of latencies up to 1 h; values outside, negative ones too, are counted.
///
/// Resolution is 0.1 % from 64 µs on and 64 ns below that. Sum and extremes are exact, in nanoseconds, and include
/// values out of range. 111 KB each; at most 4·10⁹ samples per bucket.
public struct LatencyHistogram: Sendable {
  private var histogram: Histogram<UInt32>
  public private(set) var sum: Int64 = 0
  public private(set) var outOfRange: Int64 = 0
  public private(set) var maximum = SimDuration.zero

  public init() {
    histogram = Histogram<UInt32>(
      lowestDiscernibleValue: 100, highestTrackableValue: UInt64(Self.highestInRange.nanoseconds),
      numberOfSignificantValueDigits: .three)
  }

  /// Latencies above this are out of range.
  public static let highestInRange = SimDuration.hours(1)

  /// Samples recorded, in range or not.
  public var count: Int64 { Int64(histogram.totalCount) + outOfRange }

  public mutating func record(_ latency: SimDuration) {
    if latency < .zero || latency > Self.highestInRange || !histogram.record(UInt64(latency.nanoseconds)) {
      outOfRange += 1
    }
    sum &+= latency.nanoseconds
    if latency > maximum { maximum = latency }
  }

  public mutating func add(_ other: LatencyHistogram) {
    histogram.add(other.histogram)
    sum &+= other.sum
    outOfRange += other.outOfRange
    maximum = max(maximum, other.maximum)
  }

  /// Forgets all samples and keeps the memory.
  public mutating func clear() {
    if histogram.totalCount > 0 { histogram.reset() }
    (sum, outOfRange, maximum) = (0, 0, .zero)
  }

  /// Exact mean; nil when empty.
  public var mean: SimDuration? {
    count == 0 ? nil : SimDuration(nanoseconds: sum / count)
  }

  /// The value below which `percent` (0…100) of the in-range samples lie, to 0.1 %; nil when empty.
  public func percentile(_ percent: Double) -> SimDuration? {
    if histogram.totalCount == 0 { return nil }
    return SimDuration(nanoseconds: Int64(histogram.valueAtPercentile(percent)))
  }

  /// Samples above `latency` by more than the resolution; those out of range count as above.
  public func countAbove(_ latency: SimDuration) -> Int64 {
    if latency < .zero { return count }
    let edge = histogram.highestEquivalentForValue(UInt64(min(latency, Self.highestInRange).nanoseconds))
    var above = outOfRange
    for bucket in histogram.recordedValues() where bucket.value > edge { above += Int64(bucket.count) }
    return above
  }

  /// Calls `body` for each bucket that holds samples, by rising latency; its samples are ≤ `upperEdge`.
  public func forEachBucket(_ body: (_ upperEdge: SimDuration, _ count: Int64) -> Void) {
    for bucket in histogram.recordedValues() {
      body(SimDuration(nanoseconds: Int64(bucket.value)), Int64(bucket.count))
    }
  }

  /// The percentile distribution in the text form of HdrHistogram (`.hgrm`), values in milliseconds.
  public var percentileDistributionText: String {
    var text = ""
    histogram.outputPercentileDistribution(to: &text, outputValueUnitScalingRatio: 1e6)
    return text
  }
}
