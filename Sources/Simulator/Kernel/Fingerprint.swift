/// Running hash of executed events; equal fingerprints mean equal behaviour.
public struct Fingerprint: Sendable, Equatable {
  @usableFromInline var state: UInt64 = 0x243F_6A88_85A3_08D3

  public init() {}

  @inlinable public mutating func absorb(_ word: UInt64) {
    state = (state ^ word) &* 0x9FB2_1C65_1E98_DF25
    state ^= state >> 32
  }

  /// A message's slot depends on where windows fall, its sender's number does not: `process` tells which one counts.
  @inlinable public mutating func absorb(_ notice: EventNotice, at process: UInt16) {
    let isLocal = notice.sequence >> 48 == UInt64(process)
    let what = isLocal ? notice.target : notice.sequence &* 0xD6E8_FEB8_6659_FD93 &+ UInt64(notice.kind)
    absorb(UInt64(bitPattern: notice.time.nanoseconds) &+ what &* 0x9E37_79B9_7F4A_7C15)
  }

  public var value: UInt64 { Draws.mix(state) }
  public var hexadecimal: String { String(value, radix: 16).leftPadded(to: 16) }
}

extension String {
  func leftPadded(to width: Int) -> String { String(repeating: "0", count: max(0, width - count)) + self }
}
