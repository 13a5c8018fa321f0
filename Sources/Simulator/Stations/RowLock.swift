/// One lock with one holder: writers ─► [line] ─► (holder) ─►
///
/// The holder decides how long it holds: `arrive` grants a free lock at once, `depart` passes it, inside the same event,
/// to the writer that it returns; the model then schedules that writer's commit. Closed loop of n writers with hold h:
/// throughput 1/h and mean time n·h under every discipline; the discipline shapes the tail.
public struct RowLock: Sendable {
  /// Writers that may wait; one more is blocked.
  public let lineLimit: Int32
  public var recorder = StationRecorder()
  private var holder: StationJob?
  private var grantedAt: SimTime = .zero
  private var line: WaitingLine
  private let draws: Draws
  private var handOvers: UInt64 = 0

  public init(
    discipline: QueueDiscipline = .fifo, lineLimit: Int = Int(Int32.max),
    draws: Draws = Draws(seed: 0, replication: 0)
  ) {
    self.lineLimit = Int32(clamping: lineLimit)
    self.draws = draws
    line = WaitingLine(discipline)
  }

  public var isHeld: Bool { holder != nil }
  public var waiting: Int32 { Int32(truncatingIfNeeded: line.count) }
  public var present: Int32 { waiting + busy }
  private var busy: Int32 { isHeld ? 1 : 0 }

  /// A writer asks for the lock: `.started` holds it from now on.
  public mutating func arrive(_ arrival: StationJob, at now: SimTime) -> Admission {
    if isHeld && waiting >= lineLimit {
      recorder.blocked += 1
      return .blocked
    }
    recorder.advance(to: now, jobs: present, busy: busy)
    recorder.entered(at: now)
    var job = arrival
    job.enteredAt = now
    if !isHeld {
      holder = job
      grantedAt = now
      return .started
    }
    line.append(job)
    recorder.longestLine = max(recorder.longestLine, waiting)
    return .queued
  }

  /// The holder commits. Returns the writer that holds the lock from now on, with its `enteredAt`.
  public mutating func depart(at now: SimTime) -> StationJob? {
    guard let leaver = holder else { preconditionFailure("a lock that nobody holds was released at \(now)") }
    recorder.advance(to: now, jobs: present, busy: 1)
    recorder.departed(enteredAt: leaver.enteredAt, waited: grantedAt - leaver.enteredAt, now: now)
    holder = nil
    if line.isEmpty { return nil }
    handOvers &+= 1
    holder = line.takeNext(draws, handOvers)
    grantedAt = now
    return holder
  }

  /// Takes a waiting writer out of the line, as a lock time-out does; nil when it is not waiting (any more). O(n).
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

  public func checkInvariants(at now: SimTime) {
    precondition(isHeld || line.isEmpty, "\(waiting) writers wait for a free lock")
    recorder.checkInvariants(named: "lock", at: now, jobs: present, busy: busy)
  }
}
