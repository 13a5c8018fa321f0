/// A level over time, such as a number of jobs or bytes held: its exact integral, mean and extremes.
///
/// The level must be closed at the end of a run before it is read; reading an open one traps.
public struct TimeWeighted: Sendable, Equatable {
  public private(set) var level: Int64
  public private(set) var maximum: Int64
  public private(set) var minimum: Int64
  /// ∫ level dt in level × ns, up to the last change.
  public private(set) var area: Int128 = 0
  /// Time that the area covers; the sum of both parts after a merge.
  public private(set) var covered = SimDuration.zero
  private var lastChange: SimTime
  public private(set) var isClosed = false

  public init(level: Int64 = 0, at time: SimTime = .zero) {
    (self.level, maximum, minimum) = (level, level, level)
    lastChange = time
  }

  public mutating func set(_ newLevel: Int64, at now: SimTime) {
    advance(to: now)
    level = newLevel
    maximum = max(maximum, newLevel)
    minimum = min(minimum, newLevel)
  }

  public mutating func add(_ change: Int64, at now: SimTime) { set(level + change, at: now) }

  /// The warm-up event: forgets the past, keeps the level.
  public mutating func clear(at now: SimTime) { self = TimeWeighted(level: level, at: now) }

  /// The end of the run: the last level counts up to here, and nothing may follow.
  public mutating func close(at now: SimTime) {
    advance(to: now)
    isClosed = true
  }

  /// Pools two closed levels: areas and times add, so the mean is the mean over both times together.
  public mutating func add(_ other: TimeWeighted) {
    requireDomain(isClosed && other.isClosed, "levels are merged after both are closed")
    area += other.area
    covered += other.covered
    maximum = max(maximum, other.maximum)
    minimum = min(minimum, other.minimum)
  }

  /// Time average; nil when no time has passed.
  public var mean: Double? {
    requireDomain(isClosed, "a level is read after it is closed")
    return covered == .zero ? nil : Double(area) / Double(covered.nanoseconds)
  }

  private mutating func advance(to now: SimTime) {
    requireDomain(!isClosed, "a closed level does not change")
    let span = now - lastChange
    requireDomain(
      span >= .zero, "a level moves forward in time, from \(lastChange.nanoseconds) ns to \(now.nanoseconds) ns")
    area += Int128(level) * Int128(span.nanoseconds)
    covered += span
    lastChange = now
  }
}
