/// Whole batches in place, lanes independent of each other, which the compiler turns into vector code. Lanes behind `count`,
/// to the next multiple of `paddedLanes`, are overwritten. Images are not walked: for whole domains, or walked by the caller.
extension FeistelBijection where rounds == 4 {
  static var paddedLanes: Int { 8 }

  @inline(__always) static func padded(_ count: Int) -> Int { (count &+ 7) & ~7 }

  /// Images of `first`, `first` + 1, …
  @inline(__always) func forward(
    from first: UInt64, count: Int, tweak: UInt64 = 0, into lanes: UnsafeMutablePointer<UInt64>
  ) {
    let rounds = FourRounds(self, tweak: tweak)
    let end = Self.padded(count)
    var lane = 0
    while lane < end {
      lanes[lane] = rounds.forward(first &+ UInt64(truncatingIfNeeded: lane))
      lane &+= 1
    }
  }

  /// Preimages of `first`, `first` + 1, …
  @inline(__always) func inverse(
    from first: UInt64, count: Int, tweak: UInt64 = 0, into lanes: UnsafeMutablePointer<UInt64>
  ) {
    let rounds = FourRounds(self, tweak: tweak)
    let end = Self.padded(count)
    var lane = 0
    while lane < end {
      lanes[lane] = rounds.inverse(first &+ UInt64(truncatingIfNeeded: lane))
      lane &+= 1
    }
  }

  /// Preimages of the lanes.
  @inline(__always) func inverse(_ lanes: UnsafeMutablePointer<UInt64>, count: Int, tweak: UInt64 = 0) {
    let rounds = FourRounds(self, tweak: tweak)
    let end = Self.padded(count)
    var lane = 0
    while lane < end {
      lanes[lane] = rounds.inverse(lanes[lane])
      lane &+= 1
    }
  }
}

/// Four rounds with their keys in local variables, which no store through a pointer can change.
struct FourRounds {
  private let keys: (UInt64, UInt64, UInt64, UInt64)
  private let leftRadix: UInt32
  private let rightBits: UInt32

  @inline(__always) init(_ bijection: FeistelBijection<4>, tweak: UInt64) {
    let keys = bijection.keys
    self.keys = (
      keys[unchecked: 0] ^ tweak, keys[unchecked: 1] ^ tweak, keys[unchecked: 2] ^ tweak, keys[unchecked: 3] ^ tweak
    )
    leftRadix = bijection.leftRadix
    rightBits = bijection.rightBits
  }

  @inline(__always) func forward(_ x: UInt64) -> UInt64 {
    var halves = FeistelHalves(x, rightBits)
    halves.addToRight(keys.0, rightBits)
    halves.addToLeft(keys.1, leftRadix)
    halves.addToRight(keys.2, rightBits)
    halves.addToLeft(keys.3, leftRadix)
    return halves.joined(rightBits)
  }

  /// `tweak` as lanes differ in it.
  @inline(__always) func inverse(_ y: UInt64, tweak: UInt64 = 0) -> UInt64 {
    var halves = FeistelHalves(y, rightBits)
    halves.subtractFromLeft(keys.3 ^ tweak, leftRadix)
    halves.subtractFromRight(keys.2 ^ tweak, rightBits)
    halves.subtractFromLeft(keys.1 ^ tweak, leftRadix)
    halves.subtractFromRight(keys.0 ^ tweak, rightBits)
    return halves.joined(rightBits)
  }
}
