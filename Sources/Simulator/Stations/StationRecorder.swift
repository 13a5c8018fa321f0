/// Exact account of one station in integer nanoseconds: levels over time, and sojourns job by job.
///
/// Little's law is an identity here: after a run that ends empty, `jobTime` (∫ N dt, from the level) equals
/// `sojournSum` (Σ departure − arrival, from the jobs). Cleared by the warm-up event, with jobs present carried over.
public struct StationRecorder: Sendable {
  public var arrivals: Int64 = 0
  public var departures: Int64 = 0
  public var blocked: Int64 = 0
  public var expired: Int64 = 0
  /// ∫ N dt and ∫ busy servers dt since the clear, ns.
  public internal(set) var jobTime: Int64 = 0
  public internal(set) var busyTime: Int64 = 0
  /// Σ sojourn and Σ waiting of departed jobs, ns; time before the clear is not counted.
  public internal(set) var sojournSum: Int64 = 0
  public internal(set) var waitingSum: Int64 = 0
  public internal(set) var longestLine: Int32 = 0
  public internal(set) var presentAtClear: Int32 = 0
  private var lastChange: SimTime = .zero
  public internal(set) var clearedAt: SimTime = .zero

  public init() {}

  /// Closes the level up to `now`; `jobs` and `busy` held since the last change.
  public mutating func advance(to now: SimTime, jobs: Int32, busy: Int32) {
    let span = (now - lastChange).nanoseconds
    jobTime &+= span &* Int64(jobs)
    busyTime &+= span &* Int64(busy)
    lastChange = now
  }

  public mutating func departed(enteredAt: SimTime, waited: SimDuration, now: SimTime) {
    departures &+= 1
    sojournSum &+= (now - max(enteredAt, clearedAt)).nanoseconds
    waitingSum &+= waited.nanoseconds
  }

  /// The warm-up event: forgets the past, keeps the jobs that are present.
  public mutating func clear(at now: SimTime, jobs: Int32, busy: Int32) {
    advance(to: now, jobs: jobs, busy: busy)
    self = StationRecorder()
    lastChange = now
    clearedAt = now
    presentAtClear = jobs
  }
}
