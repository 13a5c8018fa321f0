/// How often something happened since the warm-up event.
public struct Counter: Sendable, Equatable {
  public private(set) var count: Int64 = 0

  public init() {}

  public mutating func add(_ events: Int64 = 1) { count &+= events }
  public mutating func add(_ other: Counter) { count &+= other.count }
  public mutating func clear() { count = 0 }

  /// Events per second over `span`; 0 when the span is empty.
  public func rate(over span: SimDuration) -> Double {
    span <= .zero ? 0 : Double(count) / span.seconds
  }
}
