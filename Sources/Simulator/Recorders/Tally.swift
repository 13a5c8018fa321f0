/// Count, sum, mean, variance and extremes of one integer per job, such as nanoseconds or bytes.
///
/// Sums are exact 128-bit integers, so merging in any order gives the same bytes.
public struct Tally: Sendable, Equatable {
  public private(set) var count: Int64 = 0
  public private(set) var sum: Int128 = 0
  private var squares: UInt128 = 0
  /// nil when empty.
  public var minimum: Int64? { count == 0 ? nil : lowest }
  public var maximum: Int64? { count == 0 ? nil : highest }
  private var lowest = Int64.max
  private var highest = Int64.min

  public init() {}

  /// Traps when the sum of squares passes 2¹²⁸, after 2·10¹³ values of an hour in nanoseconds.
  public mutating func record(_ value: Int64) {
    count += 1
    sum += Int128(value)
    squares += UInt128(value.magnitude) * UInt128(value.magnitude)
    lowest = min(lowest, value)
    highest = max(highest, value)
  }

  public mutating func record(_ span: SimDuration) { record(span.nanoseconds) }

  public mutating func add(_ other: Tally) {
    count += other.count
    sum += other.sum
    squares += other.squares
    lowest = min(lowest, other.lowest)
    highest = max(highest, other.highest)
  }

  public mutating func clear() { self = Tally() }

  /// nil when empty.
  public var mean: Double? { count == 0 ? nil : Double(sum) / Double(count) }

  /// Unbiased, over count − 1; nil below two values. The difference Σx² − (Σx)²/n is taken in integers.
  public var variance: Double? {
    if count < 2 { return nil }
    let (n, total) = (UInt128(count), sum.magnitude)
    let (whole, rest) = total.quotientAndRemainder(dividingBy: n)
    // (Σx)²/n = whole·(Σx) + rest·whole + rest²/n with Σx = whole·n + rest.
    let exact = squares - whole * total - whole * rest
    return (Double(exact) - Double(rest) * Double(rest) / Double(n)) / Double(count - 1)
  }
}
