/// One lock with one holder: writers ─► [line] ─► (holder) ─►
///
/// The holder decides how long it holds: `arrive` grants a free lock at once, `depart` passes it, inside the same event,
/// to the writer that it returns; the model then schedules that writer's commit. Closed loop of n writers with hold h:
/// throughput 1/h and mean time n·h under every discipline; the discipline shapes the tail.
public struct RowLock: Sendable {
  /// Writers that may wait; one more is blocked.
  public let lineLimit: Int32
  /// What each writer that has to wait costs, per writer then waiting: see `settleDebt`.
  public let waiterCost: SimDuration
  public var recorder = StationRecorder()
  private var holder: StationJob?
  private var grantedAt: SimTime = .zero
  private var joined = JoinedWriters()
  private var debt = WaiterDebt()
  private var line: WaitingLine
  private let draws: Draws
  private var handOvers: UInt64 = 0

  /// `randomShare`: probability that a FIFO lock hands over to a random waiter instead of the first.
  public init(
    discipline: QueueDiscipline = .fifo, randomShare: Double = 0, waiterCost: SimDuration = .zero,
    lineLimit: Int = Int(Int32.max), draws: Draws = Draws(seed: 0, replication: 0)
  ) {
    self.lineLimit = Int32(clamping: lineLimit)
    self.waiterCost = waiterCost
    self.draws = draws
    line = WaitingLine(discipline, randomShare: randomShare)
  }

  public var isHeld: Bool { holder != nil }
  public var waiting: Int32 { Int32(truncatingIfNeeded: line.count) }
  public var present: Int32 { waiting + busy }
  /// Writers that hold: the holder and those that joined it.
  private var busy: Int32 { isHeld ? 1 + joined.count : 0 }

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
    debt.add(waiterCost, waiting: Int(waiting), present: Int(present))
    recorder.longestLine = max(recorder.longestLine, waiting)
    return .queued
  }

  /// What the waits since the last grant cost, at most `waiterCost` × the writers present: the model adds it to the hold of
  /// the writer that was just granted the lock. n clients that never think hold for hold + waiterCost × (n − 1).
  public mutating func settleDebt() -> SimDuration { debt.settle(waiterCost, present: Int(present)) }

  /// Right after a grant, up to `most` further waiters join the holder's hold, in the order in which they would be served,
  /// and are appended to `joined`; they commit when it does. Returns how many.
  public mutating func joinWaiters(most: Int, into writers: inout [StationJob], at now: SimTime) -> Int {
    precondition(isHeld && now == grantedAt, "waiters join a hold at its grant, not at \(now)")
    let count = max(0, min(most, line.count))
    if count == 0 { return 0 }
    recorder.advance(to: now, jobs: present, busy: busy)
    for _ in 0..<count {
      handOvers &+= 1
      let job = line.takeNext(draws, handOvers)
      joined.add(enteredAt: job.enteredAt, clearedAt: recorder.clearedAt)
      writers.append(job)
    }
    return count
  }

  /// The holder commits, and with it those that joined it. Returns the writer that holds the lock from now
  /// on, with its `enteredAt`.
  public mutating func depart(at now: SimTime) -> StationJob? {
    guard let leaver = holder else { preconditionFailure("a lock that nobody holds was released at \(now)") }
    recorder.advance(to: now, jobs: present, busy: busy)
    recorder.departed(enteredAt: leaver.enteredAt, waited: grantedAt - leaver.enteredAt, now: now)
    joined.depart(&recorder, grantedAt: grantedAt, at: now)
    holder = nil
    if line.isEmpty {
      debt.forgive()
      return nil
    }
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
  public mutating func clear(at now: SimTime) {
    recorder.clear(at: now, jobs: present, busy: busy)
    joined.clear(at: now)
  }

  public func invariants(named name: String, at now: SimTime) -> [InvariantMeasurement] {
    recorder.invariants(named: name, at: now, jobs: present, busy: busy)
  }

  public func checkInvariants(at now: SimTime) {
    precondition(isHeld || line.isEmpty, "\(waiting) writers wait for a free lock")
    precondition(isHeld || debt.owed == .zero, "a free lock owes \(debt.owed)")
    recorder.checkInvariants(named: "lock", at: now, jobs: present, busy: busy)
  }
}
