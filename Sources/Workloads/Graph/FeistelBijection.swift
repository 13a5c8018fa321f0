import Simulator

/// A keyed permutation of 0 ..< domain and its inverse, without memory.
///
/// Mixed-radix Feistel network: x = l·2ᵏ + r with l below `leftRadix` and 2ᵏ near √domain; rounds alternate
/// r += G(l) mod 2ᵏ and l += F(r) mod `leftRadix`. A result outside the domain walks on along its cycle (Black and Rogaway
/// 2002), which happens for one x in about √domain, and never in a domain that is a multiple of 2ᵏ (`isWhole`).
/// The round function multiplies twice: with one multiplication the differences of consecutive images fail a χ² test at six
/// rounds, with two they pass from four. A tweak selects one of 2³² permutations with the same keys.
struct FeistelBijection<let rounds: Int>: Sendable {
  let domain: UInt64
  let leftRadix: UInt32
  /// k: the right half has this many bits.
  let rightBits: UInt32
  /// Below 2³², in the width of the lanes that they meet.
  let keys: InlineArray<rounds, UInt64>

  /// An even number of rounds, at least four; two serve as a negative control. Domains up to 2⁴².
  init(domain: UInt64, draws: Draws, entity: UInt64 = 0) {
    precondition(domain >= 1 && domain <= 1 << 42, "a permutation needs 1 … 2⁴² elements, got \(domain)")
    precondition(rounds >= 2 && rounds % 2 == 0, "rounds come in pairs, got \(rounds)")
    self.domain = domain
    rightBits = FeistelShape.rightBits(domain)
    leftRadix = UInt32((domain + (1 << rightBits) - 1) >> rightBits)
    keys = InlineArray { index in draws.bits(entity, UInt64(index)) >> 32 }
  }

  var isWhole: Bool { UInt64(leftRadix) << UInt64(rightBits) == domain }

  /// The image of `x`; `x` below `domain`.
  @inline(__always) func forward(_ x: UInt64, tweak: UInt64 = 0) -> UInt64 {
    var y = permute(x, tweak)
    while y >= domain { y = permute(y, tweak) }
    return y
  }

  /// The preimage of `y`; `y` below `domain`.
  @inline(__always) func inverse(_ y: UInt64, tweak: UInt64 = 0) -> UInt64 {
    var x = unpermute(y, tweak)
    while x >= domain { x = unpermute(x, tweak) }
    return x
  }

  @inline(__always) private func permute(_ x: UInt64, _ tweak: UInt64) -> UInt64 {
    var halves = FeistelHalves(x, rightBits)
    var round = 0
    while round < rounds {
      halves.addToRight(keys[unchecked: round] ^ tweak, rightBits)
      halves.addToLeft(keys[unchecked: round &+ 1] ^ tweak, leftRadix)
      round &+= 2
    }
    return halves.joined(rightBits)
  }

  @inline(__always) private func unpermute(_ y: UInt64, _ tweak: UInt64) -> UInt64 {
    var halves = FeistelHalves(y, rightBits)
    var round = rounds
    while round > 0 {
      round &-= 2
      halves.subtractFromLeft(keys[unchecked: round &+ 1] ^ tweak, leftRadix)
      halves.subtractFromRight(keys[unchecked: round] ^ tweak, rightBits)
    }
    return halves.joined(rightBits)
  }
}

/// How a domain divides into two halves.
enum FeistelShape {
  /// Half the bits of the domain, rounded down: 2ᵏ is at most √domain.
  static func rightBits(_ domain: UInt64) -> UInt32 {
    UInt32((UInt64.bitWidth - 1 - domain.leadingZeroBitCount) / 2)
  }

  /// The greatest whole domain not above `size`; it falls short by less than √size.
  static func wholeDomain(atMost size: UInt64) -> UInt64 {
    let bits = UInt64(rightBits(max(size, 1)))
    return (size >> bits) << bits
  }
}

/// Two halves of a number and the four half-rounds on them. In 64-bit lanes, whose products of 32-bit numbers need no
/// rearrangement in any vector unit.
struct FeistelHalves {
  var left: UInt64
  var right: UInt64

  @inline(__always) init(_ x: UInt64, _ rightBits: UInt32) {
    left = x &>> UInt64(rightBits)
    right = x & FeistelHalves.mask(rightBits)
  }

  @inline(__always) func joined(_ rightBits: UInt32) -> UInt64 { left &<< UInt64(rightBits) | right }

  @inline(__always) mutating func addToRight(_ key: UInt64, _ rightBits: UInt32) {
    right = (right &+ scramble(left, key) &>> 22) & FeistelHalves.mask(rightBits)
  }

  @inline(__always) mutating func subtractFromRight(_ key: UInt64, _ rightBits: UInt32) {
    right = (right &- scramble(left, key) &>> 22) & FeistelHalves.mask(rightBits)
  }

  @inline(__always) mutating func addToLeft(_ key: UInt64, _ radix: UInt32) {
    left = FeistelHalves.folded(left &+ FeistelHalves.step(scramble(right, key), radix) &- UInt64(radix), radix)
  }

  @inline(__always) mutating func subtractFromLeft(_ key: UInt64, _ radix: UInt32) {
    left = FeistelHalves.folded(left &- FeistelHalves.step(scramble(right, key), radix), radix)
  }

  /// Its own inverse, and never the identity when there are right bits.
  @inline(__always) mutating func flipRight(_ key: UInt64, _ rightBits: UInt32) {
    right ^= (scramble(left, key) &>> 22 | 1) & FeistelHalves.mask(rightBits)
  }

  @inline(__always) private static func mask(_ rightBits: UInt32) -> UInt64 { 1 &<< UInt64(rightBits) &- 1 }

  /// 0 ..< radix from the middle bits of a product (Lemire 2019).
  @inline(__always) private static func step(_ product: UInt64, _ radix: UInt32) -> UInt64 {
    ((product &>> 15 & 0xFFFF_FFFF) &* UInt64(radix)) &>> 32
  }

  /// Adds the radix to a negative number, whose high half is all ones.
  @inline(__always) private static func folded(_ value: UInt64, _ radix: UInt32) -> UInt64 {
    value &+ (value &>> 32 & UInt64(radix))
  }
}

/// A 64-bit product whose middle bits depend on all bits of a half (below 2³²) and a key.
@inline(__always) func scramble(_ half: UInt64, _ key: UInt64) -> UInt64 {
  let product = ((half ^ key) & 0xFFFF_FFFF) &* 0x9E37_79B1
  return ((product ^ product &>> 32) & 0xFFFF_FFFF) &* 0x85EB_CA77
}
