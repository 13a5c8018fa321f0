/// One pending event: 24 bytes, copied by value. Order is (time, sequence), the same for every event list.
///
/// `sequence` holds the origin process in its top 16 bits and that process's own count below, so ties between a local
/// event and a message order by (time, origin, origin's sequence) wherever windows fall.
public struct EventNotice: Sendable, Equatable {
  public var time: SimTime
  public var sequence: UInt64
  /// Kind, station and slot in one word, from the top: copying a notice moves three words, never parts of one.
  @usableFromInline var target: UInt64

  @inlinable public init(time: SimTime, sequence: UInt64, kind: UInt16, station: UInt16 = noStation, slot: UInt32) {
    self.time = time
    self.sequence = sequence
    target = UInt64(kind) << 48 | UInt64(station) << 32 | UInt64(slot)
  }

  /// What happens; the model's own numbering.
  @inlinable public var kind: UInt16 {
    get { UInt16(truncatingIfNeeded: target >> 48) }
    set { target = target & ~(0xFFFF << 48) | UInt64(newValue) << 48 }
  }
  /// Which station it leaves, or `EventNotice.noStation`; with `expiredFlag` when it leaves unserved.
  @inlinable public var station: UInt16 {
    get { UInt16(truncatingIfNeeded: target >> 32) }
    set { target = target & ~(0xFFFF << 32) | UInt64(newValue) << 32 }
  }
  /// Which pooled request, message or entity it concerns.
  @inlinable public var slot: UInt32 {
    get { UInt32(truncatingIfNeeded: target) }
    set { target = target & ~0xFFFF_FFFF | UInt64(newValue) }
  }

  @inlinable public static var noStation: UInt16 { .max }

  /// Set in `station` when the job left that station unserved: its deadline had passed. The station has done its
  /// accounts already, so the model must not call `depart`.
  @inlinable public static var expiredFlag: UInt16 { 0x8000 }

  @inlinable public var isExpired: Bool { station & Self.expiredFlag != 0 && station != Self.noStation }

  /// Place in the order of events as one number, so that two notices compare without a branch.
  @inlinable @inline(__always) var rank: Int128 { Int128(time.nanoseconds) << 64 | Int128(sequence) }

  @inlinable @inline(__always) public static func precedes(_ a: EventNotice, _ b: EventNotice) -> Bool {
    a.rank < b.rank
  }
}
