/// A timestamped record from one logical process to another.
///
/// `sequence` is the sender's own number, with the sender in its top 16 bits: the receiver orders messages and local
/// events by (time, origin, origin's sequence), wherever windows fall.
public struct Message<Payload: Sendable>: Sendable {
  public var deliverAt: SimTime
  public var sequence: UInt64
  public var destination: UInt16
  /// Event kind at the receiver.
  public var kind: UInt16
  public var payload: Payload

  public init(deliverAt: SimTime, sequence: UInt64, destination: UInt16, kind: UInt16, payload: Payload) {
    self.deliverAt = deliverAt
    self.sequence = sequence
    self.destination = destination
    self.kind = kind
    self.payload = payload
  }
}
