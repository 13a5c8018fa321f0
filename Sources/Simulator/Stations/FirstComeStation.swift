/// c identical servers, first come first served, of jobs whose demand is known on arrival: λ ─► [line] ─► [servers ×c] ─►
///
/// Then each departure is known on arrival too (the workload vector of Kiefer & Wolfowitz 1955), and a model needs an event
/// only where the request goes on to something shared. The accounts are those of `ServiceStation`; they are closed when the
/// station is touched next, so `settle` before reading them.
public struct FirstComeStation: ~Copyable {
  public let servers: Int32
  public private(set) var recorder = StationRecorder()
  /// Jobs present up to the last `settle`.
  public private(set) var present: Int32 = 0
  /// The jobs that hold each server last, at most `servers`.
  private var last = DepartureList()
  /// The jobs whose server has already been promised to another: in order of departure, all before those of `last`.
  private var relieved = ScratchBuffer<DepartingJob>(capacity: 8)
  private var firstRelieved = 0
  private var relievedEnd = 0

  public init(servers: Int) {
    precondition(servers >= 1, "a station needs a server, got \(servers)")
    self.servers = Int32(servers)
  }

  public var busy: Int32 { min(present, servers) }
  public var waiting: Int32 { present &- busy }

  /// Lets in a job that asks for `demand` at `now`, not before any earlier arrival; returns when it departs.
  public mutating func arrive(at now: SimTime, demand: SimDuration) -> SimTime {
    settle(to: now)
    recorder.advance(to: now, jobs: present, busy: busy)
    recorder.entered(at: now)
    present &+= 1
    if present <= servers {
      last.insert(DepartingJob(departsAt: now + demand, enteredAt: now, demand: demand))
      return now + demand
    }
    recorder.longestLine = max(recorder.longestLine, waiting)
    let predecessor = last.first
    last.removeFirst()
    relieve(predecessor)
    let departure = predecessor.departsAt + demand
    last.insert(DepartingJob(departsAt: departure, enteredAt: now, demand: demand))
    return departure
  }

  /// Lets all go that have departed by `now`.
  @inline(__always) public mutating func settle(to now: SimTime) {
    while present > 0 {
      let isRelieved = firstRelieved < relievedEnd
      let first = isRelieved ? relieved.items[firstRelieved] : last.first
      if first.departsAt > now { return }
      if isRelieved { firstRelieved &+= 1 } else { last.removeFirst() }
      recorder.advance(to: first.departsAt, jobs: present, busy: busy)
      let waited = first.departsAt - first.enteredAt - first.demand
      recorder.departed(enteredAt: first.enteredAt, waited: waited, now: first.departsAt)
      present &-= 1
    }
  }

  /// The warm-up event.
  public mutating func clear(at now: SimTime) {
    settle(to: now)
    recorder.clear(at: now, jobs: present, busy: busy)
  }

  /// The laws of the accounts at `now`, the instant of the last `settle`.
  public func invariants(named name: String, at now: SimTime) -> [InvariantMeasurement] {
    recorder.invariants(named: name, at: now, jobs: present, busy: busy)
  }

  private mutating func relieve(_ job: DepartingJob) {
    if firstRelieved == relievedEnd { (firstRelieved, relievedEnd) = (0, 0) }
    if firstRelieved > 8 && 2 * firstRelieved >= relievedEnd {
      relieved.items.update(from: relieved.items + firstRelieved, count: relievedEnd - firstRelieved)
      (firstRelieved, relievedEnd) = (0, relievedEnd - firstRelieved)
    }
    relieved.reserve(relievedEnd + 1, keeping: relievedEnd)
    relieved.items[relievedEnd] = job
    relievedEnd &+= 1
  }
}

extension FirstComeStation: @unchecked Sendable {}
