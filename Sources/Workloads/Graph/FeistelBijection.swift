import Simulator

/// A keyed permutation of 0 ..< domain and its inverse, without memory.
///
/// Mixed-radix Feistel network: x = l·B + r with A·B just above the domain; rounds alternate l += F(r) mod A and
/// r += G(l) mod B in 32-bit arithmetic; a result outside the domain walks on along its cycle (Black and Rogaway 2002),
/// which happens for one x in about √domain. The round function multiplies twice: with one multiplication the
/// differences of consecutive images fail a χ² test at six rounds, with two they pass from four.
struct FeistelBijection: Sendable {
  static let mostRounds = 8

  let domain: UInt64
  private let leftRadix: UInt32
  private let rightRadix: UInt32
  private let division: StubDivisor
  private let rounds: Int
  private var keys: InlineArray<8, UInt32>

  /// `rounds` even, 2 … 8; fewer than six only as a negative control. Domains up to 2⁴².
  init(domain: UInt64, draws: Draws, entity: UInt64 = 0, rounds: Int = 6) {
    precondition(domain >= 1 && domain <= 1 << 42, "a permutation needs 1 … 2⁴² elements, got \(domain)")
    precondition(rounds >= 2 && rounds <= FeistelBijection.mostRounds && rounds % 2 == 0)
    self.domain = domain
    self.rounds = rounds
    var root = UInt64(Double(domain).squareRoot())
    while root * root < domain { root += 1 }
    rightRadix = UInt32(root)
    leftRadix = UInt32((domain + root - 1) / root)
    division = StubDivisor(root)
    keys = InlineArray { index in UInt32(truncatingIfNeeded: draws.bits(entity, UInt64(index)) >> 32) }
  }

  /// The image of `x`; `x` below `domain`.
  @inline(__always) func forward(_ x: UInt64) -> UInt64 {
    var y = permute(x)
    while y >= domain { y = permute(y) }
    return y
  }

  /// The preimage of `y`; `y` below `domain`.
  @inline(__always) func inverse(_ y: UInt64) -> UInt64 {
    var x = unpermute(y)
    while x >= domain { x = unpermute(x) }
    return x
  }

  @inline(__always) private func permute(_ x: UInt64) -> UInt64 {
    var (left, right) = split(x)
    var round = 0
    while round < rounds {
      left = FeistelBijection.add(left, FeistelBijection.scramble(right, keys[round]), leftRadix)
      right = FeistelBijection.add(right, FeistelBijection.scramble(left, keys[round + 1]), rightRadix)
      round += 2
    }
    return UInt64(left) * UInt64(rightRadix) + UInt64(right)
  }

  @inline(__always) private func unpermute(_ y: UInt64) -> UInt64 {
    var (left, right) = split(y)
    var round = rounds
    while round > 0 {
      round -= 2
      right = FeistelBijection.subtract(right, FeistelBijection.scramble(left, keys[round + 1]), rightRadix)
      left = FeistelBijection.subtract(left, FeistelBijection.scramble(right, keys[round]), leftRadix)
    }
    return UInt64(left) * UInt64(rightRadix) + UInt64(right)
  }

  @inline(__always) private func split(_ x: UInt64) -> (UInt32, UInt32) {
    let left = division.quotient(x)
    return (UInt32(truncatingIfNeeded: left), UInt32(truncatingIfNeeded: x &- left &* UInt64(rightRadix)))
  }

  /// 32 bits from a half and a key; multipliers of the lowbias32 hash (Wellons 2018).
  @inline(__always) private static func scramble(_ half: UInt32, _ key: UInt32) -> UInt32 {
    var h = half ^ key
    h ^= h >> 16
    h = h &* 0x7FEB_352D
    h ^= h >> 15
    h = h &* 0x846C_A68B
    return h
  }

  /// (value + ⌊bits·radix / 2³²⌋) mod radix.
  @inline(__always) private static func add(_ value: UInt32, _ bits: UInt32, _ radix: UInt32) -> UInt32 {
    let step = UInt32(truncatingIfNeeded: (UInt64(bits) &* UInt64(radix)) >> 32)
    let sum = value &+ step
    return sum >= radix ? sum &- radix : sum
  }

  @inline(__always) private static func subtract(_ value: UInt32, _ bits: UInt32, _ radix: UInt32) -> UInt32 {
    let step = UInt32(truncatingIfNeeded: (UInt64(bits) &* UInt64(radix)) >> 32)
    return value >= step ? value &- step : value &+ (radix &- step)
  }
}
