import Simulator

/// A keyed permutation of 0 ..< domain and its inverse, without memory.
///
/// Mixed-radix Feistel network: x = l·B + r with A·B just above the domain; rounds alternate l += F(r) mod A and
/// r += G(l) mod B in 32-bit arithmetic; a result outside the domain walks on along its cycle (Black and Rogaway 2002),
/// which happens for one x in about √domain. The round function multiplies twice: with one multiplication the
/// differences of consecutive images fail a χ² test at six rounds, with two they pass from four.
struct FeistelBijection<let rounds: Int>: Sendable {
  let domain: UInt64
  let leftRadix: UInt32
  let rightRadix: UInt32
  private let division: StubDivisor
  let keys: InlineArray<rounds, UInt32>

  /// An even number of rounds, at least four; two serve as a negative control. Domains up to 2⁴².
  init(domain: UInt64, draws: Draws, entity: UInt64 = 0) {
    precondition(domain >= 1 && domain <= 1 << 42, "a permutation needs 1 … 2⁴² elements, got \(domain)")
    precondition(rounds >= 2 && rounds % 2 == 0, "rounds come in pairs, got \(rounds)")
    self.domain = domain
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
      left = addModulo(left, scramble(right, keys[unchecked: round]), leftRadix)
      right = addModulo(right, scramble(left, keys[unchecked: round &+ 1]), rightRadix)
      round &+= 2
    }
    return join(left, right)
  }

  @inline(__always) private func unpermute(_ y: UInt64) -> UInt64 {
    var (left, right) = split(y)
    var round = rounds
    while round > 0 {
      round &-= 2
      right = subtractModulo(right, scramble(left, keys[unchecked: round &+ 1]), rightRadix)
      left = subtractModulo(left, scramble(right, keys[unchecked: round]), leftRadix)
    }
    return join(left, right)
  }

  @inline(__always) func split(_ x: UInt64) -> (UInt32, UInt32) {
    let left = division.quotient(x)
    return (UInt32(truncatingIfNeeded: left), UInt32(truncatingIfNeeded: x &- left &* UInt64(rightRadix)))
  }

  @inline(__always) func join(_ left: UInt32, _ right: UInt32) -> UInt64 {
    UInt64(left) &* UInt64(rightRadix) &+ UInt64(right)
  }
}

/// 32 bits from a half and a key; multipliers of the lowbias32 hash (Wellons 2018).
@inline(__always) func scramble(_ half: UInt32, _ key: UInt32) -> UInt32 {
  var h = half ^ key
  h = (h ^ (h &>> 16)) &* 0x7FEB_352D
  return (h ^ (h &>> 15)) &* 0x846C_A68B
}

/// (value + ⌊bits·radix / 2³²⌋) mod radix; radixes stay below 2³⁰, so a sign tells whether to fold.
@inline(__always) func addModulo(_ value: UInt32, _ bits: UInt32, _ radix: UInt32) -> UInt32 {
  let step = UInt32(truncatingIfNeeded: (UInt64(bits) &* UInt64(radix)) &>> 32)
  return foldNegative(value &+ step &- radix, radix)
}

@inline(__always) func subtractModulo(_ value: UInt32, _ bits: UInt32, _ radix: UInt32) -> UInt32 {
  let step = UInt32(truncatingIfNeeded: (UInt64(bits) &* UInt64(radix)) &>> 32)
  return foldNegative(value &- step, radix)
}

@inline(__always) private func foldNegative(_ value: UInt32, _ radix: UInt32) -> UInt32 {
  value &+ (UInt32(bitPattern: Int32(bitPattern: value) &>> 31) & radix)
}
