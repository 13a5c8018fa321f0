/// A span of virtual time in integer nanoseconds; negative only as a difference of instants.
public struct SimDuration: Hashable, Comparable, Sendable, Codable {
  public var nanoseconds: Int64

  @inlinable public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// Rounds to the nearest nanosecond; traps on NaN and on spans beyond ± 292 years.
  @inlinable public init(seconds: Double) { nanoseconds = Int64((seconds * 1e9).rounded()) }

  public static let zero = SimDuration(nanoseconds: 0)
  public static func microseconds(_ value: Int64) -> SimDuration { SimDuration(nanoseconds: value * 1_000) }
  public static func milliseconds(_ value: Int64) -> SimDuration { SimDuration(nanoseconds: value * 1_000_000) }
  public static func seconds(_ value: Int64) -> SimDuration { SimDuration(nanoseconds: value * 1_000_000_000) }
  public static func minutes(_ value: Int64) -> SimDuration { seconds(value * 60) }
  public static func hours(_ value: Int64) -> SimDuration { seconds(value * 3_600) }
  public static func days(_ value: Int64) -> SimDuration { seconds(value * 86_400) }

  @inlinable public var seconds: Double { Double(nanoseconds) * 1e-9 }
  public var milliseconds: Double { Double(nanoseconds) * 1e-6 }

  /// Half of it, rounded towards zero.
  @inlinable public var half: SimDuration { SimDuration(nanoseconds: nanoseconds / 2) }

  @inlinable public static func < (a: SimDuration, b: SimDuration) -> Bool { a.nanoseconds < b.nanoseconds }
  @inlinable public static func + (a: SimDuration, b: SimDuration) -> SimDuration {
    SimDuration(nanoseconds: a.nanoseconds &+ b.nanoseconds)
  }
  @inlinable public static func - (a: SimDuration, b: SimDuration) -> SimDuration {
    SimDuration(nanoseconds: a.nanoseconds &- b.nanoseconds)
  }
  @inlinable public static func * (a: SimDuration, factor: Int64) -> SimDuration {
    SimDuration(nanoseconds: a.nanoseconds &* factor)
  }
  @inlinable public static func += (a: inout SimDuration, b: SimDuration) { a = a + b }
}
