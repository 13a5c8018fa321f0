/// Equally likely everywhere between two ends.
public struct Uniform: Distribution {
  public let low: Double
  public let high: Double

  public init(_ low: Double, _ high: Double) {
    requireDomain(low.isFinite && high.isFinite && low < high, "uniform needs low < high, got \(low) and \(high)")
    self.low = low
    self.high = high
  }

  public var mean: Double { low + (high - low) / 2 }
  public var variance: Double { (high - low) * (high - low) / 12 }
  public var support: ClosedRange<Double> { low...high }
  public func cumulative(_ value: Double) -> Double { min(max((value - low) / (high - low), 0), 1) }

  public func quantile(_ probability: Double) -> Double {
    requireOpenUnit(probability)
    return low + (high - low) * probability
  }
}
