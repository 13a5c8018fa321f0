/// Division of stub numbers by a divisor known at set-up, by one multiplication.
///
/// ⌊(x + 1)·⌊(2⁶⁴ − 1) / d⌋ / 2⁶⁴⌋ is ⌊x / d⌋ whenever x·d ≤ 2⁶⁴: the shortfall stays below one part of d.
struct StubDivisor: Sendable {
  private let reciprocal: UInt64

  init(_ divisor: UInt64) { reciprocal = UInt64.max / max(divisor, 1) }

  @inline(__always) func quotient(_ x: UInt64) -> UInt64 {
    (x &+ 1).multipliedFullWidth(by: reciprocal).high
  }
}
