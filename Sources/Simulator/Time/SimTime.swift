/// An instant of virtual time: integer nanoseconds since the start of the simulation.
public struct SimTime: Hashable, Comparable, Sendable, Codable {
  public var nanoseconds: Int64

  @inlinable public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  public static let zero = SimTime(nanoseconds: 0)
  /// Later than every event that a run can hold.
  public static let distantFuture = SimTime(nanoseconds: .max)

  /// Earlier than anything in the past that a run can ask about.
  public static let distantPast = SimTime(nanoseconds: .min / 2)

  public var seconds: Double { Double(nanoseconds) * 1e-9 }

  @inlinable public static func < (a: SimTime, b: SimTime) -> Bool { a.nanoseconds < b.nanoseconds }
  @inlinable public static func + (a: SimTime, b: SimDuration) -> SimTime {
    SimTime(nanoseconds: a.nanoseconds &+ b.nanoseconds)
  }
  @inlinable public static func - (a: SimTime, b: SimDuration) -> SimTime {
    SimTime(nanoseconds: a.nanoseconds &- b.nanoseconds)
  }
  @inlinable public static func - (a: SimTime, b: SimTime) -> SimDuration {
    SimDuration(nanoseconds: a.nanoseconds &- b.nanoseconds)
  }
}
