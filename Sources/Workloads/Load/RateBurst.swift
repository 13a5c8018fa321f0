import Glibc
import Simulator

/// A time in which a stream runs at a multiple of its rate: from one instant on, for a while, then fading by half-lives.
public struct RateBurst: Sendable, Equatable {
  /// May lie before the run.
  public var start: SimTime
  /// Times the usual rate, 1 or more.
  public var factor: Double
  public var length: SimDuration
  /// Zero ends it at once.
  public var halfLife: SimDuration
  /// Whether `start` is UTC and each region's burst comes at that local time.
  public var isLocalTime: Bool

  public init(start: SimTime, factor: Double, length: SimDuration, halfLife: SimDuration, isLocalTime: Bool = false) {
    precondition(factor >= 1, "a burst adds to a rate, got factor \(factor)")
    (self.start, self.factor, self.length) = (start, factor, length)
    (self.halfLife, self.isLocalTime) = (halfLife, isLocalTime)
  }

  /// What it adds to a factor of 1. After twenty half-lives, a millionth, it is over.
  func excess(at time: SimTime, region: Int) -> Double {
    let begun = time - start(in: region)
    if begun < .zero { return 0 }
    if begun < length { return factor - 1 }
    let faded = begun - length
    if faded >= halfLife * Self.halfLives { return 0 }
    return (factor - 1) * exp2(-faded.seconds / halfLife.seconds)
  }

  /// A bound of `excess` from `time` on, and how long it holds.
  func majorant(from time: SimTime, region: Int) -> (bound: Double, until: SimTime) {
    let begins = start(in: region)
    if time < begins { return (0, begins) }
    let fades = begins + length
    if time < fades { return (factor - 1, fades) }
    if time - fades >= halfLife * Self.halfLives { return (0, .distantFuture) }
    let step = SimDuration(nanoseconds: max(1_000_000, halfLife.nanoseconds / 8))
    return (excess(at: time, region: region), time + step)
  }

  private func start(in region: Int) -> SimTime {
    isLocalTime ? start - SimDuration(seconds: Geography.hoursAheadOfUTC[region] * 3_600) : start
  }

  private static var halfLives: Int64 { 20 }
}
