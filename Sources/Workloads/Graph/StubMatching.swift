import Simulator

/// A keyed involution without fixed points on 0 ..< domain: who is matched with whom, without memory.
///
/// x ↦ φ⁻¹(ι(φ(x))) with two Feistel rounds φ and ι(l, r) = (l, r ⊕ c(l)), c odd: five rounds in all, the same backwards. The
/// domain is whole (`FeistelShape`) and at least four.
struct StubMatching: Sendable {
  private let leftRadix: UInt32
  private let rightBits: UInt32
  private let keys: (UInt64, UInt64, UInt64)

  init(domain: UInt64, draws: Draws) {
    rightBits = FeistelShape.rightBits(domain)
    leftRadix = UInt32(domain >> UInt64(rightBits))
    precondition(
      domain >= 4 && domain <= 1 << 42 && FeistelShape.wholeDomain(atMost: domain) == domain,
      "a matching needs a whole domain of 4 … 2⁴² stubs, got \(domain)")
    keys = (draws.bits(0, 0) >> 32, draws.bits(0, 1) >> 32, draws.bits(0, 2) >> 32)
  }

  @inline(__always) func partner(of stub: UInt64) -> UInt64 {
    var halves = FeistelHalves(stub, rightBits)
    halves.addToRight(keys.0, rightBits)
    halves.addToLeft(keys.1, leftRadix)
    halves.flipRight(keys.2, rightBits)
    halves.subtractFromLeft(keys.1, leftRadix)
    halves.subtractFromRight(keys.0, rightBits)
    return halves.joined(rightBits)
  }

  /// Partners of `first`, `first` + 1, …; lanes to the next multiple of eight are overwritten.
  @inline(__always) func partners(from first: UInt64, count: Int, into lanes: UnsafeMutablePointer<UInt64>) {
    let matching = self
    let end = FeistelBijection<4>.padded(count)
    var lane = 0
    while lane < end {
      lanes[lane] = matching.partner(of: first &+ UInt64(truncatingIfNeeded: lane))
      lane &+= 1
    }
  }
}
