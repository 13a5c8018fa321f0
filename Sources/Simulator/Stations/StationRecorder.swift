/// Exact account of one station in integer nanoseconds: levels over time, and sojourns job by job.
///
/// Little's law is an identity here: after a run that ends empty, `jobTime` (∫ N dt, from the level) equals
/// `sojournSum` (Σ time present, from the jobs), also when the warm-up clear found jobs present. Sums trap beyond 292
/// job-years.
public struct StationRecorder: Sendable {
  /// Jobs let in. Refused ones are counted by `blocked` alone.
  public var arrivals: Int64 = 0
  /// Jobs that left served.
  public var departures: Int64 = 0
  public var blocked: Int64 = 0
  /// Jobs that left unserved: deadline passed, or withdrawn.
  public var expired: Int64 = 0
  /// ∫ N dt and ∫ busy servers dt since the clear, ns.
  public internal(set) var jobTime: Int64 = 0
  public internal(set) var busyTime: Int64 = 0
  /// Σ sojourn and Σ waiting of jobs that left, served or not, ns; time before the clear is not counted.
  public internal(set) var sojournSum: Int64 = 0
  public internal(set) var waitingSum: Int64 = 0
  public internal(set) var longestLine: Int32 = 0
  public internal(set) var presentAtClear: Int32 = 0
  private var lastChange: SimTime = .zero
  public internal(set) var clearedAt: SimTime = .zero
  /// Σ over jobs present of the instant from which their time counts, modulo 2⁶⁴: entry, or the clear.
  private var presenceStartSum: Int64 = 0

  public init() {}

  /// Jobs that left, served or not.
  public var left: Int64 { departures + expired }
  /// Per job that left; nil when none did.
  public var meanSojourn: SimDuration? { left == 0 ? nil : SimDuration(nanoseconds: sojournSum / left) }
  public var meanWaiting: SimDuration? { left == 0 ? nil : SimDuration(nanoseconds: waitingSum / left) }

  /// Closes the level up to `now`; `jobs` and `busy` held since the last change.
  @inline(__always) public mutating func advance(to now: SimTime, jobs: Int32, busy: Int32) {
    let span = (now - lastChange).nanoseconds
    jobTime += span * Int64(jobs)
    busyTime += span * Int64(busy)
    lastChange = now
  }

  /// A job was let in at `now`; close the level first.
  @inline(__always) mutating func entered(at now: SimTime) {
    arrivals &+= 1
    presenceStartSum &+= now.nanoseconds
  }

  /// A job leaves served at `now`, having waited `waited` from its entry; close the level first.
  @inline(__always) public mutating func departed(enteredAt: SimTime, waited: SimDuration, now: SimTime) {
    departures &+= 1
    account(enteredAt, enteredAt + waited, now)
  }

  /// `count` jobs whose service began together leave served at `now`; close the level first. `countedFromSum`: Σ over them
  /// of the later of entry and clear, modulo 2⁶⁴.
  mutating func departedTogether(count: Int32, countedFromSum: Int64, startedAt: SimTime, now: SimTime) {
    let jobs = Int64(count)
    departures += jobs
    sojournSum += now.nanoseconds &* jobs &- countedFromSum
    waitingSum += max(startedAt, clearedAt).nanoseconds &* jobs &- countedFromSum
    presenceStartSum &-= countedFromSum
  }

  /// A job leaves unserved at `now`; close the level first.
  mutating func leftUnserved(enteredAt: SimTime, now: SimTime) {
    expired += 1
    account(enteredAt, now, now)
  }

  @inline(__always) private mutating func account(_ enteredAt: SimTime, _ startedAt: SimTime, _ now: SimTime) {
    let countedFrom = max(enteredAt, clearedAt)
    sojournSum += (now - countedFrom).nanoseconds
    waitingSum += max(0, (startedAt - countedFrom).nanoseconds)
    presenceStartSum &-= countedFrom.nanoseconds
  }

  /// The warm-up event: forgets the past, keeps the jobs that are present.
  public mutating func clear(at now: SimTime, jobs: Int32, busy: Int32) {
    self = StationRecorder()
    lastChange = now
    clearedAt = now
    presentAtClear = jobs
    presenceStartSum = now.nanoseconds &* Int64(jobs)
  }

  /// The laws of any station at `now`, with `jobs` present and `busy` servers since the last change: flow balance;
  /// Little's law, the jobs present counted up to now; and, when it is empty, waiting as what is not service
  /// (`sharesServers`: jobs are served together, so the last law does not apply).
  public func invariants(
    named name: String, at now: SimTime, jobs: Int32, busy: Int32, sharesServers: Bool = false
  ) -> [InvariantMeasurement] {
    var closed = self
    closed.advance(to: now, jobs: jobs, busy: busy)
    let presentAges = now.nanoseconds &* Int64(jobs) &- presenceStartSum
    var laws = [
      InvariantMeasurement(
        name: "\(name): arrivals + present at clear = departures + expired + present",
        expected: arrivals + Int64(presentAtClear), found: left + Int64(jobs)),
      InvariantMeasurement(
        name: "\(name): ∫ jobs dt = Σ sojourn (Little's law)", expected: closed.jobTime,
        found: sojournSum &+ presentAges),
    ]
    if jobs == 0 {
      laws.append(
        InvariantMeasurement(name: "\(name): an empty station holds no time", expected: 0, found: presentAges))
    }
    if jobs == 0 && !sharesServers {
      laws.append(
        InvariantMeasurement(
          name: "\(name): ∫ (jobs − busy) dt = Σ waiting", expected: closed.jobTime - closed.busyTime,
          found: waitingSum))
    }
    return laws
  }

  func checkInvariants(named name: String, at now: SimTime, jobs: Int32, busy: Int32, sharesServers: Bool = false) {
    for law in invariants(named: name, at: now, jobs: jobs, busy: busy, sharesServers: sharesServers) {
      precondition(law.holds, "\(law.name): \(law.expected) is not \(law.found)")
    }
  }
}
