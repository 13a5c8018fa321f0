/// Which rows a `RowLockTable` remembers once nobody holds or waits for them.
public enum RowRetention: UInt8, Sendable, Codable, CaseIterable {
  /// None: memory follows the rows locked at this moment.
  case busyRows
  /// Rows on which somebody waited: all that can be hot.
  case contendedRows
  case allRows
}

/// What happened to one row since the clear. Spans in integer nanoseconds.
public struct RowRecord: Sendable, Equatable {
  public var key: UInt64
  /// Commits, those of joined writers included.
  public var updates: Int64 = 0
  /// Waits that ended since the clear, by a grant or a withdrawal.
  public var lockWaitSum = SimDuration.zero
  public var lockWaitMaximum = SimDuration.zero
  public var longestLine: Int32 = 0
  /// Time during which somebody held the lock.
  public var busyTime = SimDuration.zero
}

/// Many row locks, made when a key is first locked and forgotten when idle (see `RowRetention`).
///
/// Same life as `RowLock`: `arrive` grants or queues, `depart` hands over inside the same event. Finding a row is one hash
/// probe; the waiting line of a row keeps its memory for the next row in its place. `recorder` sums over all rows.
public struct RowLockTable: ~Copyable {
  public let discipline: QueueDiscipline
  public let retention: RowRetention
  /// Probability that a FIFO row goes to a random waiter instead of the first.
  public let randomShare: Double
  /// What each writer that has to wait costs its row, per writer then waiting: see `settleDebt`.
  public let waiterCost: SimDuration
  /// Writers that may wait for one row; one more is blocked.
  public let lineLimit: Int32
  /// Sums over all rows; busy are the writers that hold, the joined ones included.
  public var recorder = StationRecorder()
  private var slots = FlatMap()
  private var rows = SlotPool<Row>()
  /// Waiting lines by row slot.
  private var lines: [WaitingLine] = []
  private var waitingTotal: Int32 = 0
  /// Writers that hold a row, the joined ones included.
  private var holdingTotal: Int32 = 0
  private let draws: Draws

  /// Not private: a client that destroys a table refers to it, and the compiler rejects a private symbol there.
  @usableFromInline struct Row {
    var record: RowRecord
    var isHeld = false
    var holderEnteredAt: SimTime = .zero
    var grantedAt: SimTime = .zero
    var joined = JoinedWriters()
    var debt = WaiterDebt()
  }

  public init(
    discipline: QueueDiscipline = .fifo, randomShare: Double = 0, waiterCost: SimDuration = .zero,
    retention: RowRetention = .contendedRows, lineLimit: Int = Int(Int32.max),
    draws: Draws = Draws(seed: 0, replication: 0)
  ) {
    self.discipline = discipline
    self.randomShare = randomShare
    self.waiterCost = waiterCost
    self.retention = retention
    self.lineLimit = Int32(clamping: lineLimit)
    self.draws = draws
  }

  public var present: Int32 { waitingTotal + holdingTotal }
  /// Rows remembered.
  public var rowCount: Int { rows.liveCount }

  /// Writers that wait for `key`, its holder not counted.
  public func waiting(for key: UInt64) -> Int {
    guard let slot = slots.find(key) else { return 0 }
    return lines[Int(slot)].count
  }

  /// A writer asks for the row `key`: `.started` holds it from now on.
  public mutating func arrive(_ key: UInt64, _ arrival: StationJob, at now: SimTime) -> Admission {
    let slot = findOrMake(key)
    if rows[slot].isHeld && lines[Int(slot)].count >= Int(lineLimit) {
      recorder.blocked += 1
      return .blocked
    }
    recorder.advance(to: now, jobs: present, busy: holdingTotal)
    recorder.entered(at: now)
    if !rows[slot].isHeld {
      rows[slot].isHeld = true
      holdingTotal += 1
      grant(slot, enteredAt: now, at: now)
      return .started
    }
    var job = arrival
    job.enteredAt = now
    lines[Int(slot)].append(job)
    waitingTotal += 1
    rows[slot].debt.add(waiterCost, waiting: lines[Int(slot)].count, present: writers(on: slot))
    let length = Int32(truncatingIfNeeded: lines[Int(slot)].count)
    rows[slot].record.longestLine = max(rows[slot].record.longestLine, length)
    recorder.longestLine = max(recorder.longestLine, length)
    return .queued
  }

  /// Writers that hold or await the row in `slot`, which is held.
  private func writers(on slot: UInt32) -> Int { lines[Int(slot)].count + 1 + Int(rows[slot].joined.count) }

  /// What the waits for `key` since its last grant cost, at most `waiterCost` × the writers present: the model adds it to
  /// the hold of the writer that was just granted the row. n clients that never think hold for
  /// hold + waiterCost × (n − 1). Zero, without looking, when waiting costs nothing.
  public mutating func settleDebt(_ key: UInt64) -> SimDuration {
    if waiterCost == .zero { return .zero }
    guard let slot = slots.find(key), rows[slot].isHeld else { return .zero }
    return rows[slot].debt.settle(waiterCost, present: writers(on: slot))
  }

  /// Right after a grant of `key`, up to `most` further waiters join the holder's hold, in the order in which they would be
  /// served, and are appended to `writers`; they commit when it does. Returns how many.
  public mutating func joinWaiters(
    _ key: UInt64, most: Int, into writers: inout [StationJob], at now: SimTime
  ) -> Int {
    if most <= 0 { return 0 }
    guard let slot = slots.find(key), rows[slot].isHeld, rows[slot].grantedAt == now else {
      preconditionFailure("waiters join the hold of row \(key) at its grant, not at \(now)")
    }
    let count = min(most, lines[Int(slot)].count)
    if count == 0 { return 0 }
    recorder.advance(to: now, jobs: present, busy: holdingTotal)
    for _ in 0..<count {
      let pick = UInt64(rows[slot].joined.count + 1)
      let job = lines[Int(slot)].takeNext(draws, key, UInt64(bitPattern: now.nanoseconds) ^ pick << 48)
      rows[slot].joined.add(enteredAt: job.enteredAt, clearedAt: recorder.clearedAt)
      countWait(slot, enteredAt: job.enteredAt, at: now)
      writers.append(job)
    }
    waitingTotal -= Int32(count)
    holdingTotal += Int32(count)
    return count
  }

  /// The holder of `key` commits, and with it those that joined it. Returns the writer that holds the row
  /// from now on, with its `enteredAt`.
  public mutating func depart(_ key: UInt64, at now: SimTime) -> StationJob? {
    guard let slot = slots.find(key), rows[slot].isHeld else {
      preconditionFailure("row \(key), which nobody holds, was released at \(now)")
    }
    let enteredAt = rows[slot].holderEnteredAt
    let grantedAt = rows[slot].grantedAt
    recorder.advance(to: now, jobs: present, busy: holdingTotal)
    recorder.departed(enteredAt: enteredAt, waited: grantedAt - enteredAt, now: now)
    rows[slot].record.updates += Int64(1 + rows[slot].joined.count)
    rows[slot].record.busyTime += now - max(grantedAt, recorder.clearedAt)
    holdingTotal -= rows[slot].joined.count
    rows[slot].joined.depart(&recorder, grantedAt: grantedAt, at: now)
    if lines[Int(slot)].isEmpty {
      rows[slot].isHeld = false
      rows[slot].debt.forgive()
      holdingTotal -= 1
      forgetIfIdle(slot)
      return nil
    }
    let next = lines[Int(slot)].takeNext(draws, key, UInt64(bitPattern: now.nanoseconds))
    waitingTotal -= 1
    grant(slot, enteredAt: next.enteredAt, at: now)
    return next
  }

  /// Takes a waiting writer out of the line of `key`, as a lock time-out does; nil when it is not waiting. O(n).
  public mutating func withdraw(_ key: UInt64, kind: UInt16, slot: UInt32, at now: SimTime) -> StationJob? {
    guard let row = slots.find(key), let job = lines[Int(row)].withdraw(kind: kind, slot: slot) else { return nil }
    recorder.advance(to: now, jobs: present, busy: holdingTotal)
    waitingTotal -= 1
    recorder.leftUnserved(enteredAt: job.enteredAt, now: now)
    countWait(row, enteredAt: job.enteredAt, at: now)
    return job
  }

  private mutating func grant(_ slot: UInt32, enteredAt: SimTime, at now: SimTime) {
    rows[slot].holderEnteredAt = enteredAt
    rows[slot].grantedAt = now
    countWait(slot, enteredAt: enteredAt, at: now)
  }

  private mutating func countWait(_ slot: UInt32, enteredAt: SimTime, at now: SimTime) {
    let wait = now - max(enteredAt, recorder.clearedAt)
    rows[slot].record.lockWaitSum += wait
    rows[slot].record.lockWaitMaximum = max(rows[slot].record.lockWaitMaximum, wait)
  }

  private mutating func findOrMake(_ key: UInt64) -> UInt32 {
    let (slot, isNew) = slots.findOrInsert(key, rows.nextSlot)
    if isNew {
      _ = rows.insert(Row(record: RowRecord(key: key)))
      if Int(slot) == lines.count { lines.append(WaitingLine(discipline, randomShare: randomShare)) }
    }
    return slot
  }

  private mutating func forgetIfIdle(_ slot: UInt32) {
    if rows[slot].isHeld || retention == .allRows { return }
    if retention == .contendedRows && rows[slot].record.longestLine > 0 { return }
    slots.remove(rows[slot].record.key)
    rows.remove(slot)
  }

  /// The rows with the longest total lock wait, longest first; ties by updates, then by key. Holds that are still open
  /// count up to `now`.
  public func topRows(_ count: Int, at now: SimTime) -> [RowRecord] {
    var records: [RowRecord] = []
    records.reserveCapacity(rows.liveCount)
    rows.forEachLiveSlot { slot in
      var record = rows[slot].record
      if rows[slot].isHeld { record.busyTime += now - max(rows[slot].grantedAt, recorder.clearedAt) }
      records.append(record)
    }
    records.sort { a, b in
      if a.lockWaitSum != b.lockWaitSum { return a.lockWaitSum > b.lockWaitSum }
      return a.updates != b.updates ? a.updates > b.updates : a.key < b.key
    }
    return Array(records.prefix(count))
  }

  /// The warm-up event: forgets what happened, keeps holders and lines.
  public mutating func clear(at now: SimTime) {
    recorder.clear(at: now, jobs: present, busy: holdingTotal)
    for slot in 0..<rows.slotBound where rows.isLive(slot) {
      rows[slot].record = RowRecord(key: rows[slot].record.key)
      rows[slot].record.longestLine = Int32(truncatingIfNeeded: lines[Int(slot)].count)
      rows[slot].joined.clear(at: now)
      forgetIfIdle(slot)
    }
  }

  public func invariants(named name: String, at now: SimTime) -> [InvariantMeasurement] {
    recorder.invariants(named: name, at: now, jobs: present, busy: holdingTotal)
  }

  public func checkInvariants(at now: SimTime) {
    var held: Int32 = 0
    var waits: Int32 = 0
    rows.forEachLiveSlot { slot in
      precondition(slots.find(rows[slot].record.key) == slot, "row \(rows[slot].record.key) is not under its key")
      precondition(rows[slot].isHeld || lines[Int(slot)].isEmpty, "writers wait for a free row")
      precondition(rows[slot].isHeld || rows[slot].debt.owed == .zero, "a free row owes \(rows[slot].debt.owed)")
      if rows[slot].isHeld { held += 1 + rows[slot].joined.count }
      waits += Int32(truncatingIfNeeded: lines[Int(slot)].count)
    }
    precondition(slots.count == rows.liveCount, "\(slots.count) keys for \(rows.liveCount) rows")
    precondition(held == holdingTotal && waits == waitingTotal, "holders or waiters are miscounted")
    slots.checkInvariants()
    recorder.checkInvariants(named: "rows", at: now, jobs: present, busy: holdingTotal)
  }
}
