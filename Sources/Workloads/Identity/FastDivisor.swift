/// Division of 32-bit numbers by a divisor known at set-up, by two multiplications. Lemire, Kaser and Kurz 2019.
struct FastDivisor: Sendable {
  let divisor: UInt32
  /// ⌈2⁶⁴ / divisor⌉, 0 for a divisor of 1.
  private let reciprocal: UInt64

  init(_ divisor: UInt32) {
    precondition(divisor > 0, "division by zero")
    self.divisor = divisor
    reciprocal = UInt64.max / UInt64(divisor) &+ 1
  }

  @inline(__always) func remainder(_ value: UInt32) -> UInt32 {
    let fraction = reciprocal &* UInt64(value)
    return UInt32(truncatingIfNeeded: fraction.multipliedFullWidth(by: UInt64(divisor)).high)
  }

  @inline(__always) func quotient(_ value: UInt32) -> UInt32 {
    if divisor == 1 { return value }
    return UInt32(truncatingIfNeeded: reciprocal.multipliedFullWidth(by: UInt64(value)).high)
  }

  func quotientAndRemainder(_ value: UInt32) -> (UInt32, UInt32) { (quotient(value), remainder(value)) }
}
