/// Clock, pending events and fingerprint of one logical process.
///
/// Handlers receive it `inout` and schedule into it; `ProcessModel.run` in `Simulation.swift` is the loop.
public struct Kernel<List: FutureEventList>: ~Copyable {
  public internal(set) var now: SimTime = .zero
  /// Hash over (time, kind, station, slot) of every executed event that the model counts as behaviour.
  public internal(set) var fingerprint: Fingerprint
  public internal(set) var executedEvents: UInt64 = 0
  /// Every executed event that counts as behaviour, for whoever empties it between windows; nil when nobody listens.
  public var journal: [EventNotice]?
  @usableFromInline var pending: List
  @usableFromInline var nextSequence: UInt64
  /// This process among all; the top 16 bits of its sequences.
  public let process: UInt16

  public init(process: UInt16 = 0) {
    self.process = process
    pending = List()
    nextSequence = UInt64(process) << 48
    fingerprint = Fingerprint()
  }

  public var pendingCount: Int { pending.count }

  @inlinable public mutating func schedule(
    at time: SimTime, kind: UInt16, station: UInt16 = EventNotice.noStation, slot: UInt32
  ) {
    assert(time >= now, "an event may not lie in the past")
    pending.insert(EventNotice(time: time, sequence: nextSequence, kind: kind, station: station, slot: slot))
    nextSequence &+= 1
  }

  @inlinable public mutating func schedule(
    after delay: SimDuration, kind: UInt16, station: UInt16 = EventNotice.noStation, slot: UInt32
  ) {
    schedule(at: now + delay, kind: kind, station: station, slot: slot)
  }

  /// Number for an outgoing message, from the same count as local events so that ties stay total.
  @inlinable public mutating func takeSequence() -> UInt64 {
    defer { nextSequence &+= 1 }
    return nextSequence
  }

  /// Inserts an event numbered by another process.
  @inlinable public mutating func deliver(_ notice: EventNotice) {
    assert(notice.time >= now, "a message may not arrive in the past")
    pending.insert(notice)
  }
}
