import Simulator

/// About how often keys were seen lately: four rows of 4-bit counters, halved after ten times as many keys as it is
/// made for.
///
/// Count-min sketch with ageing (Einziger, Friedman & Manes, ACM TOS 2017). 8 bytes per object that it is made for.
struct FrequencySketch: ~Copyable, @unchecked Sendable {
  /// 16 counters per word: four rows take four each.
  private var words: UnsafeMutablePointer<UInt64>
  private var mask: UInt64
  private(set) var objects: Int
  private var added = 0

  init(objects: Int) {
    self.objects = max(64, objects)
    mask = 64 - 1
    while mask + 1 < UInt64(self.objects) { mask = mask * 2 + 1 }
    words = Self.zeros(Int(mask) + 1)
  }

  deinit { words.deallocate() }

  private static func zeros(_ count: Int) -> UnsafeMutablePointer<UInt64> {
    let words = LargeMemory.allocate(UInt64.self, capacity: count)
    words.initialize(repeating: 0, count: count)
    return words
  }

  @inline(__always) private func place(_ hash: UInt64, _ row: UInt64) -> (word: Int, shift: UInt64) {
    let own = (hash &+ row &* (hash >> 32 | 1)) &* 0x9E37_79B9_7F4A_7C15
    return (Int((own >> 24) & mask), (row &* 4 &+ (own >> 60 & 3)) &* 4)
  }

  @inline(__always) func count(_ key: UInt64) -> UInt64 {
    let hash = Draws.mix(key)
    var least: UInt64 = 15
    for row in 0..<4 as Range<UInt64> {
      let (word, shift) = place(hash, row)
      least = min(least, words[word] >> shift & 15)
    }
    return least
  }

  @inline(__always) mutating func add(_ key: UInt64) {
    let hash = Draws.mix(key)
    for row in 0..<4 as Range<UInt64> {
      let (word, shift) = place(hash, row)
      if words[word] >> shift & 15 < 15 { words[word] &+= 1 << shift }
    }
    added &+= 1
    if added >= 10 &* objects { halve() }
  }

  /// Doubles, and forgets, when the cache holds more objects than the sketch was made for.
  @inline(__always) mutating func makeRoom(for held: Int) {
    if held > objects { grow() }
  }

  @inline(never) private mutating func grow() {
    objects *= 2
    while mask + 1 < UInt64(objects) { mask = mask * 2 + 1 }
    words.deallocate()
    words = Self.zeros(Int(mask) + 1)
    added = 0
  }

  @inline(never) private mutating func halve() {
    for word in 0...Int(mask) { words[word] = words[word] >> 1 & 0x7777_7777_7777_7777 }
    added /= 2
  }
}
