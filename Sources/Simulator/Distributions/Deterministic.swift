/// Always the same value.
public struct Deterministic: Distribution {
  public let value: Double

  public init(_ value: Double) {
    requireDomain(value.isFinite, "a value is finite, got \(value)")
    self.value = value
  }

  public var mean: Double { value }
  public var variance: Double { 0 }
  public var support: ClosedRange<Double> { value...value }
  public func cumulative(_ value: Double) -> Double { value < self.value ? 0 : 1 }
  public func quantile(_ probability: Double) -> Double { value }
}
