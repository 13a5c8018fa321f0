import Glibc
import Simulator

/// Numbers objects 0, 1, 2, … in order of first appearance.
///
/// A key is a whole number below 2⁶⁴ in its plain decimal form, or any other text; `7` and `007` are two objects. Texts are found by
/// a 64-bit hash and compared byte for byte, so that no collision joins two objects.
struct ObjectNumbers: ~Copyable {
  private(set) var count: UInt32 = 0
  private var integers = FlatMap(reserving: 1 << 16)
  private var texts = FlatMap()
  /// Bytes of all texts, one behind the other.
  private var textBytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
  /// Where the text of its number lies; texts are numbered among themselves.
  private var textEnds: [Int] = []
  private var numberOfText: [UInt32] = []

  deinit { textBytes.deallocate() }

  @inline(__always) func prefetch(_ key: UInt64) { integers.prefetch(key) }

  @inline(__always) mutating func number(_ key: UInt64) -> UInt32 {
    let (number, isNew) = integers.findOrInsert(key, count)
    if isNew { count += 1 }
    return number
  }

  /// Tries one hash after the other until the text or a free place is found.
  mutating func number(_ text: UnsafeRawBufferPointer) -> UInt32 {
    var hash = ObjectNumbers.hash(text)
    while let place = texts.find(hash) {
      let start = place == 0 ? 0 : textEnds[Int(place) - 1]
      if textEnds[Int(place)] - start == text.count,
        memcmp(textBytes.baseAddress! + start, text.baseAddress!, text.count) == 0
      {
        return numberOfText[Int(place)]
      }
      hash = Draws.mix(hash &+ 1)
    }
    texts.insert(hash, UInt32(numberOfText.count))
    keep(text)
    numberOfText.append(count)
    count += 1
    return count - 1
  }

  private mutating func keep(_ text: UnsafeRawBufferPointer) {
    let start = textEnds.last ?? 0
    if start + text.count > textBytes.count {
      let larger = UnsafeMutableRawBufferPointer.allocate(
        byteCount: max(2 * textBytes.count, start + text.count), alignment: 16)
      larger.copyMemory(from: UnsafeRawBufferPointer(textBytes))
      textBytes.deallocate()
      textBytes = larger
    }
    (textBytes.baseAddress! + start).copyMemory(from: text.baseAddress!, byteCount: text.count)
    textEnds.append(start + text.count)
  }

  /// Of 64 bits: eight bytes at a time, mixed.
  static func hash(_ text: UnsafeRawBufferPointer) -> UInt64 {
    var hash = UInt64(text.count) &* 0x9E37_79B9_7F4A_7C15
    var place = 0
    while place + 8 <= text.count {
      hash = Draws.mix(hash ^ text.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      place += 8
    }
    var rest: UInt64 = 0
    while place < text.count {
      rest = rest << 8 | UInt64(text[place])
      place += 1
    }
    return Draws.mix(hash ^ rest)
  }
}
