/// A request while it is at a station: who is resumed when it leaves, and what it asks for.
public struct StationJob: Sendable {
  /// Event kind and slot that resume the request at its departure.
  public var kind: UInt16
  /// Class for the priority discipline, 0 first; ignored by the others.
  public var priority: UInt8
  public var slot: UInt32
  public var demand: SimDuration
  /// When the job entered; set by the station.
  public var enteredAt: SimTime

  @inlinable public init(kind: UInt16, slot: UInt32, demand: SimDuration, priority: UInt8 = 0) {
    self.kind = kind
    self.slot = slot
    self.demand = demand
    self.priority = priority
    enteredAt = .zero
  }
}

/// What became of a job at the door of a station.
public enum Admission: UInt8, Sendable {
  case started, queued, blocked
}
