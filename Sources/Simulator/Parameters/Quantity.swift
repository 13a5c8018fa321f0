/// A parameter's value with its unit made explicit; what scenario files, reference pages and reports exchange.
public enum Quantity: Sendable, Equatable {
  case count(Int)
  case number(Double)
  /// 0…1, written as `50 %` in scenario files.
  case fraction(Double)
  case duration(SimDuration)
  case bytes(Int64)
  /// Events per second.
  case rate(Double)
  /// Bits per second.
  case bandwidth(Double)
  case flag(Bool)
  /// One of a closed list of names.
  case choice(String)
  case distribution(DurationDistribution)
}

/// What a key accepts: the kind of its quantity, its inclusive range, or its names.
public enum QuantityDomain: Sendable {
  case count(ClosedRange<Int>)
  case number(ClosedRange<Double>)
  case fraction(ClosedRange<Double>)
  case duration(ClosedRange<SimDuration>)
  case bytes(ClosedRange<Int64>)
  case rate(ClosedRange<Double>)
  case bandwidth(ClosedRange<Double>)
  case flag
  case choice([String])
  case distribution
}
