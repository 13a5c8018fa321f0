import Histogram

/// Mergeable HDR histogram of latencies up to 1 h; values outside, negative ones too, are counted.
///
/// Resolution is 0.1 % from 64 µs on and 64 ns below that. Sum and extremes are exact, in nanoseconds, and include
/// values out of range. 111 KB each; at most 4·10⁹ samples per bucket.
///
/// The buckets are those of HdrHistogram at three digits and a unit of 64 ns, counted in an array of our own because that
/// takes a quarter of the time per record; the library answers the queries.
public struct LatencyHistogram: Sendable {
  private var counts: [UInt32]
  private var countInRange: Int64 = 0
  public private(set) var sum: Int64 = 0
  public private(set) var outOfRange: Int64 = 0
  public private(set) var maximum = SimDuration.zero

  public init() {
    counts = Array(repeating: 0, count: Self.bucket(of: Self.highestInRange.nanoseconds) + 1)
  }

  /// Latencies above this are out of range.
  @inlinable public static var highestInRange: SimDuration { SimDuration(nanoseconds: 3_600_000_000_000) }

  /// Samples recorded, in range or not.
  public var count: Int64 { countInRange + outOfRange }

  @inline(__always) public mutating func record(_ latency: SimDuration) {
    let nanoseconds = latency.nanoseconds
    sum &+= nanoseconds
    maximum = max(maximum, latency)
    if UInt64(bitPattern: nanoseconds) > UInt64(bitPattern: Self.highestInRange.nanoseconds) {
      outOfRange &+= 1
      return
    }
    counts[Self.bucket(of: nanoseconds)] += 1
    countInRange &+= 1
  }

  /// Brings near what recording `latency` will touch.
  @inline(__always) public func prefetch(_ latency: SimDuration) {
    let bounded = min(max(latency.nanoseconds, 0), Self.highestInRange.nanoseconds)
    counts.withUnsafeBufferPointer { LargeMemory.prefetch($0.baseAddress! + Self.bucket(of: bounded)) }
  }

  public mutating func add(_ other: LatencyHistogram) {
    for bucket in counts.indices { counts[bucket] += other.counts[bucket] }
    countInRange += other.countInRange
    sum &+= other.sum
    outOfRange += other.outOfRange
    maximum = max(maximum, other.maximum)
  }

  /// Forgets all samples and keeps the memory.
  public mutating func clear() {
    if countInRange > 0 {
      for bucket in counts.indices { counts[bucket] = 0 }
    }
    (countInRange, sum, outOfRange, maximum) = (0, 0, 0, .zero)
  }

  /// 2,048 buckets of 64 ns, then 1,024 for each doubling. `nanoseconds` is not negative.
  @inline(__always) static func bucket(of nanoseconds: Int64) -> Int {
    let doubling = 47 &- (nanoseconds | 2_047 << 6).leadingZeroBitCount
    return doubling &<< 10 &+ Int(truncatingIfNeeded: nanoseconds &>> Int64(doubling &+ 6))
  }

  /// The largest value of a bucket.
  private static func upperEdge(of bucket: Int) -> UInt64 {
    let doubling = max(bucket >> 10, 1) - 1
    return (UInt64(bucket - (doubling << 10) + 1) << UInt64(doubling + 6)) - 1
  }

  /// The same samples in the library's type: equal counts per bucket, and the maximum when it is in range.
  private var histogram: Histogram<UInt32> {
    var histogram = Histogram<UInt32>(
      lowestDiscernibleValue: 100, highestTrackableValue: UInt64(Self.highestInRange.nanoseconds),
      numberOfSignificantValueDigits: .three)
    let largest = UInt64(min(maximum, Self.highestInRange).nanoseconds)
    for (bucket, count) in counts.enumerated() where count > 0 {
      histogram.record(min(Self.upperEdge(of: bucket), largest), count: count)
    }
    return histogram
  }

  /// Exact mean; nil when empty.
  public var mean: SimDuration? {
    count == 0 ? nil : SimDuration(nanoseconds: sum / count)
  }

  /// The value below which `percent` (0…100) of the in-range samples lie, to 0.1 %; nil when empty.
  public func percentile(_ percent: Double) -> SimDuration? {
    if countInRange == 0 { return nil }
    return SimDuration(nanoseconds: Int64(histogram.valueAtPercentile(percent)))
  }

  /// Samples above `latency` by more than the resolution; those out of range count as above.
  public func countAbove(_ latency: SimDuration) -> Int64 {
    if latency < .zero { return count }
    let histogram = histogram
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
