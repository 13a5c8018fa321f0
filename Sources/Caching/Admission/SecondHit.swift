import Simulator

/// Stores an object on its second miss: the first is remembered in a Bloom filter. A filter that is full becomes the
/// old one, and the one before is cleared, so that a miss is remembered for one to two fillings.
///
/// Maggs & Sitaraman, CCR 2015. A filling is four times the expected objects and at least 65,536 keys; 16 bits and 4
/// hashes per key, so about 0.24 % of first misses are taken for second ones when both filters are full, half of that
/// on average.
public struct SecondHit<Key: CacheKey>: AdmissionRule, ~Copyable {
  private let keysPerFilter: Int
  private let bitMask: UInt64
  private let words: UnsafeMutablePointer<UInt64>
  private let wordsPerFilter: Int
  /// First word of the filter that is being filled.
  private var current = 0
  private var keys = 0

  public init(_ limits: CacheLimits) {
    keysPerFilter = max(1 << 16, 4 * limits.expectedObjects)
    var bits = 1 << 20
    while bits < 16 * keysPerFilter { bits *= 2 }
    bitMask = UInt64(bits - 1)
    wordsPerFilter = bits / 64
    words = LargeMemory.allocate(UInt64.self, capacity: 2 * wordsPerFilter)
    words.initialize(repeating: 0, count: 2 * wordsPerFilter)
  }

  deinit { words.deallocate() }

  @inline(__always) public func observe(_ request: CacheRequest<Key>) {}

  @inline(__always) private func bit(_ hash: UInt64, _ number: UInt64) -> UInt64 {
    (hash &+ number &* (hash >> 32 | 1)) & bitMask
  }

  private func holds(_ hash: UInt64, filter: Int) -> Bool {
    for number in 0..<4 as Range<UInt64> {
      let bit = bit(hash, number)
      if words[filter + Int(bit >> 6)] >> (bit & 63) & 1 == 0 { return false }
    }
    return true
  }

  public mutating func admits(
    _ request: CacheRequest<Key>, storedBytes: Int64, nextToLeave: @autoclosure () -> Key?
  ) -> Bool {
    let hash = Draws.mix(UInt64(truncatingIfNeeded: request.key) &+ 0x9E37_79B9_7F4A_7C15)
    let other = wordsPerFilter - current
    if holds(hash, filter: current) || holds(hash, filter: other) { return true }
    if keys == keysPerFilter {
      (words + other).update(repeating: 0, count: wordsPerFilter)
      (current, keys) = (other, 0)
    }
    for number in 0..<4 as Range<UInt64> {
      let bit = bit(hash, number)
      words[current + Int(bit >> 6)] |= 1 << (bit & 63)
    }
    keys += 1
    return false
  }
}

extension SecondHit: @unchecked Sendable {}
