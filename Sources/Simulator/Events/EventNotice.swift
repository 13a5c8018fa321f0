/// One pending event: 24 bytes, copied by value. Order is (time, sequence), the same for every event list.
///
/// `sequence` holds the origin process in its top 16 bits and that process's own count below, so ties between a local
/// event and a message order by (time, origin, origin's sequence) wherever windows fall.
public struct EventNotice: Sendable, Equatable {
  public var time: SimTime
  public var sequence: UInt64
  /// What happens; the model's own numbering.
  public var kind: UInt16
  /// Which station it leaves, or `EventNotice.noStation`; with `expiredFlag` when it leaves unserved.
  public var station: UInt16
  /// Which pooled request, message or entity it concerns.
  public var slot: UInt32

  @inlinable public init(time: SimTime, sequence: UInt64, kind: UInt16, station: UInt16 = noStation, slot: UInt32) {
    self.time = time
    self.sequence = sequence
    self.kind = kind
    self.station = station
    self.slot = slot
  }

  @inlinable public static var noStation: UInt16 { .max }

  /// Set in `station` when the job left that station unserved: its deadline had passed. The station has done its
  /// accounts already, so the model must not call `depart`.
  @inlinable public static var expiredFlag: UInt16 { 0x8000 }

  @inlinable public var isExpired: Bool { station & Self.expiredFlag != 0 && station != Self.noStation }

  @inlinable public static func precedes(_ a: EventNotice, _ b: EventNotice) -> Bool {
    a.time.nanoseconds < b.time.nanoseconds
      || (a.time.nanoseconds == b.time.nanoseconds && a.sequence < b.sequence)
  }
}
