/// Who is served next when a server falls free.
public enum QueueDiscipline: UInt8, Sendable, CaseIterable, Codable {
  case fifo, lifo, priority, random
}

/// c identical servers behind one waiting line: λ ─► [line] ─► [servers ×c] ─►
///
/// A departure hands its server to the next job inside the same event, so no arrival at that instant can slip between.
/// A job resumes through an event of its own kind that carries this station's index; the model calls `depart` first.
/// Not modelled: pre-emption. Processor sharing is `ProcessorSharingStation`.
public struct ServiceStation: Sendable {
  public let index: UInt16
  public let servers: Int32
  /// Jobs that may wait, beyond those in service; an arrival that finds it full is blocked.
  public let lineLimit: Int32
  public let discipline: QueueDiscipline
  /// A job that waited longer than this leaves unserved when it reaches the head (`.expired` departure).
  public let deadline: SimDuration?
  public private(set) var busy: Int32 = 0
  public var recorder = StationRecorder()
  private var line: JobLine
  private let draws: Draws

  public init(
    index: UInt16, servers: Int, lineLimit: Int = Int(Int32.max), discipline: QueueDiscipline = .fifo,
    deadline: SimDuration? = nil, draws: Draws = Draws(seed: 0, replication: 0)
  ) {
    precondition(servers >= 1, "a station needs a server, got \(servers)")
    self.index = index
    self.servers = Int32(servers)
    self.lineLimit = Int32(clamping: lineLimit)
    self.discipline = discipline
    self.deadline = deadline
    self.draws = draws
    line = JobLine()
  }

  public var waiting: Int32 { Int32(line.count) }
  public var present: Int32 { busy + waiting }

  /// A job arrives: served at once, queued, or refused.
  @discardableResult
  public mutating func arrive<List: FutureEventList>(_ arrival: StationJob, _ kernel: inout Kernel<List>)
    -> Admission
  {
    var job = arrival
    job.enteredAt = kernel.now
    if busy < servers {
      recorder.advance(to: kernel.now, jobs: present, busy: busy)
      recorder.arrivals &+= 1
      busy += 1
      kernel.schedule(after: job.demand, kind: job.kind, station: index, slot: job.slot)
      return .started
    }
    if waiting >= lineLimit {
      recorder.blocked &+= 1
      return .blocked
    }
    recorder.advance(to: kernel.now, jobs: present, busy: busy)
    recorder.arrivals &+= 1
    line.append(job)
    recorder.longestLine = max(recorder.longestLine, waiting)
    return .queued
  }

  /// A job leaves; its server passes to the next job at this instant. `enteredAt` and `demand` are the leaver's own.
  public mutating func depart<List: FutureEventList>(
    enteredAt: SimTime, demand: SimDuration, _ kernel: inout Kernel<List>
  ) {
    recorder.advance(to: kernel.now, jobs: present, busy: busy)
    recorder.departed(enteredAt: enteredAt, waited: kernel.now - enteredAt - demand, now: kernel.now)
    busy -= 1
    while let next = takeNext() {
      busy += 1
      kernel.schedule(after: next.demand, kind: next.kind, station: index, slot: next.slot)
      return
    }
  }

  private mutating func takeNext() -> StationJob? {
    if line.isEmpty { return nil }
    switch discipline {
    case .fifo: return line.removeFirst()
    case .lifo: return line.removeLast()
    case .priority: return line.removeFirstOfLowestPriority()
    case .random:
      let draw = draws.index(UInt64(line.count), UInt64(bitPattern: recorder.departures), UInt64(line.count))
      return line.remove(at: Int(draw))
    }
  }
}
