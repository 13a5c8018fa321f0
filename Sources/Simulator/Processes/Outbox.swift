/// Messages that a process sent during the current window.
public struct Outbox<Payload: Sendable>: Sendable {
  public private(set) var messages: [Message<Payload>] = []
  /// Minimum delay of a message to another process; shorter ones would break the window protocol and trap.
  public let lookahead: SimDuration

  public init(lookahead: SimDuration) { self.lookahead = lookahead }

  public mutating func send<List: FutureEventList>(
    _ payload: Payload, to destination: Int, kind: UInt16, after delay: SimDuration, _ kernel: inout Kernel<List>
  ) {
    precondition(
      delay >= lookahead,
      "a message needs at least the lookahead of \(lookahead.nanoseconds) ns, got \(delay.nanoseconds) ns")
    messages.append(
      Message(
        deliverAt: kernel.now + delay, sequence: kernel.takeSequence(), destination: UInt16(destination), kind: kind,
        payload: payload))
  }

  mutating func removeAll() { messages.removeAll(keepingCapacity: true) }
}
