/// c identical servers behind one waiting line: λ ─► [line] ─► [servers ×c] ─►
///
/// A departure hands its server to the next job inside the same event, so no arrival at that instant can slip between.
/// A job resumes through an event of its own kind that carries this station's index; the model calls `depart` first.
/// A job that leaves unserved resumes through the same event with `EventNotice.expiredFlag`; the model must not call
/// `depart` for it. Not modelled: pre-emption. Processor sharing is `ProcessorSharingStation`.
public struct ServiceStation: Sendable {
  public let index: UInt16
  public let servers: Int32
  /// Jobs that may wait, beyond those in service; an arrival that finds it full is blocked.
  public let lineLimit: Int32
  /// A job that waited longer than this leaves unserved when it reaches the head; until then it holds its place.
  public let deadline: SimDuration?
  public private(set) var busy: Int32 = 0
  public var recorder = StationRecorder()
  private var line: WaitingLine
  private let draws: Draws
  /// Hand-overs ever made, never cleared: the ordinal of the random discipline's draws.
  private var handOvers: UInt64 = 0

  public init(
    index: UInt16, servers: Int, lineLimit: Int = Int(Int32.max), discipline: QueueDiscipline = .fifo,
    deadline: SimDuration? = nil, draws: Draws = Draws(seed: 0, replication: 0)
  ) {
    precondition(servers >= 1, "a station needs a server, got \(servers)")
    precondition(lineLimit >= 0, "a line holds 0 jobs or more, got \(lineLimit)")
    precondition(index < 0x7FFF, "station indices end at 32766, got \(index)")
    self.index = index
    self.servers = Int32(servers)
    self.lineLimit = Int32(clamping: lineLimit)
    self.deadline = deadline
    self.draws = draws
    line = WaitingLine(discipline)
  }

  public var discipline: QueueDiscipline { line.discipline }
  public var waiting: Int32 { Int32(truncatingIfNeeded: line.count) }
  public var present: Int32 { busy &+ waiting }

  /// A job arrives: served at once, queued, or refused.
  @discardableResult
  @inline(__always) public mutating func arrive<List: FutureEventList>(
    _ arrival: StationJob, _ kernel: inout Kernel<List>
  )
    -> Admission
  {
    if busy < servers {
      recorder.advance(to: kernel.now, jobs: present, busy: busy)
      recorder.entered(at: kernel.now)
      start(arrival, &kernel)
      return .started
    }
    if waiting >= lineLimit {
      recorder.blocked += 1
      return .blocked
    }
    recorder.advance(to: kernel.now, jobs: present, busy: busy)
    recorder.entered(at: kernel.now)
    var job = arrival
    job.enteredAt = kernel.now
    line.append(job)
    recorder.longestLine = max(recorder.longestLine, waiting)
    return .queued
  }

  /// A job leaves; its server passes to the next job at this instant. `enteredAt` and `demand` are the leaver's own.
  @inline(__always) public mutating func depart<List: FutureEventList>(
    enteredAt: SimTime, demand: SimDuration, _ kernel: inout Kernel<List>
  ) {
    recorder.advance(to: kernel.now, jobs: present, busy: busy)
    recorder.departed(enteredAt: enteredAt, waited: kernel.now - enteredAt - demand, now: kernel.now)
    busy &-= 1
    if line.isEmpty { return }
    let next = takeNext()
    if let deadline, kernel.now - next.enteredAt > deadline {
      passOver(next, deadline, &kernel)
    } else {
      start(next, &kernel)
    }
  }

  @inline(__always) private mutating func takeNext() -> StationJob {
    handOvers &+= 1
    return line.takeNext(draws, handOvers)
  }

  @inline(__always) private mutating func start<List: FutureEventList>(_ job: StationJob, _ kernel: inout Kernel<List>)
  {
    busy &+= 1
    kernel.schedule(after: job.demand, kind: job.kind, station: index, slot: job.slot)
  }

  /// Sends away expired jobs until one may start or the line is empty.
  @inline(never) private mutating func passOver<List: FutureEventList>(
    _ expired: StationJob, _ deadline: SimDuration, _ kernel: inout Kernel<List>
  ) {
    var next = expired
    while kernel.now - next.enteredAt > deadline {
      recorder.leftUnserved(enteredAt: next.enteredAt, now: kernel.now)
      kernel.schedule(at: kernel.now, kind: next.kind, station: index | EventNotice.expiredFlag, slot: next.slot)
      if line.isEmpty { return }
      next = takeNext()
    }
    start(next, &kernel)
  }

  /// Takes a waiting job out of the line, unserved, as a client that gives up does; nil when it is not waiting (any
  /// more). O(n). Nothing resumes it: the caller goes on with it.
  public mutating func withdraw(kind: UInt16, slot: UInt32, at now: SimTime) -> StationJob? {
    let before = present
    guard let job = line.withdraw(kind: kind, slot: slot) else { return nil }
    recorder.advance(to: now, jobs: before, busy: busy)
    recorder.leftUnserved(enteredAt: job.enteredAt, now: now)
    return job
  }

  /// The warm-up event.
  public mutating func clear(at now: SimTime) { recorder.clear(at: now, jobs: present, busy: busy) }

  public func invariants(named name: String, at now: SimTime) -> [InvariantMeasurement] {
    recorder.invariants(named: name, at: now, jobs: present, busy: busy)
  }

  /// Traps unless the accounts balance, no server idles beside a waiting job, and the line is within its limit.
  public func checkInvariants(at now: SimTime) {
    precondition(busy >= 0 && busy <= servers, "\(busy) of \(servers) servers are busy")
    precondition(busy == servers || line.isEmpty, "\(waiting) jobs wait beside an idle server")
    precondition(waiting <= lineLimit, "\(waiting) jobs wait in a line of \(lineLimit)")
    recorder.checkInvariants(named: "station \(index)", at: now, jobs: present, busy: busy)
  }
}
