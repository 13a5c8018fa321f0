import Simulator
import Workloads

/// One update at a counter's home: store shard ─► row lock ─► write ─► log flush ─► commit. The hold lasts until the commit.
struct RowUpdate {
  enum Step: UInt8 {
    case read, execute, pause, holdRow, append, flushAppend, sketch
  }

  var step = Step.execute
  var delta: CounterDelta
  /// When it came, or came back after a conflict.
  var enteredAt: SimTime
  var demand = SimDuration.zero
  /// When it asked for the row, then when it got it.
  var since = SimTime.zero
  var attempts: UInt32 = 0
  /// The version of the row that an optimistic update has read.
  var version: UInt32 = 0
  var isGranted = false
  var isConflict = false
  var isCompaction = false
  /// The next update that commits with this one, .max for none.
  var next = UInt32.max
}

extension RegionalPlatform {
  /// An update of one of a counter's rows.
  mutating func startRowUpdate(_ delta: CounterDelta, shard: UInt32, _ kernel: inout EngineKernel) {
    var update = RowUpdate(delta: delta, enteredAt: kernel.now)
    update.delta.shard = shard
    visitStore(counters.updates.insert(update), &kernel)
  }

  /// The statement is parsed, planned and finds its row.
  mutating func visitStore(_ slot: UInt32, _ kernel: inout EngineKernel) {
    let delta = counters.updates[slot].delta
    let station = stations.shard(of: fleets.counterStore, key: delta.counter.shardKey)
    let visit = UInt64(counters.updates[slot].attempts) * 2 + (counters.updates[slot].step == .read ? 1 : 0)
    let demand = fleets.counterStore.demand(delta.identity, visit)
    counters.updates[slot].enteredAt = kernel.now
    counters.updates[slot].demand = demand
    let departure = stations.enter(station, demand: demand, at: kernel.now)
    kernel.schedule(at: departure, kind: EventKind.rowUpdate.rawValue, station: station, slot: slot)
  }

  mutating func advanceRowUpdate(_ slot: UInt32, _ kernel: inout EngineKernel) {
    switch counters.updates[slot].step {
    case .read:
      chargeStore(slot, at: kernel.now)
      readVersion(slot)
      counters.updates[slot].step = .execute
      visitStore(slot, &kernel)

    case .execute:
      chargeStore(slot, at: kernel.now)
      lockRow(slot, &kernel)

    case .holdRow:
      let isShared = parameters.counters.commit == .grouped && !counters.updates[slot].isConflict
      if isShared { flushWithOthers(slot, &kernel) } else { releaseRow(slot, &kernel) }

    case .pause: readAgain(slot, &kernel)

    case .append:
      chargeStore(slot, at: kernel.now)
      writeAppend(slot, &kernel)

    case .flushAppend: appended(slot, &kernel)

    case .sketch:
      chargeStore(slot, at: kernel.now)
      sketched(slot, &kernel)
    }
  }

  private mutating func chargeStore(_ slot: UInt32, at now: SimTime) {
    let update = counters.updates[slot]
    counters.updates[slot].delta.storeService = update.delta.storeService + update.demand
    counters.updates[slot].delta.storeQueueing =
      update.delta.storeQueueing + (now - update.enteredAt - update.demand)
    counters.updates[slot].demand = .zero
    counters.updates[slot].enteredAt = now
  }

  /// Asks for the row; whoever finds it locked waits, for a time-out at most.
  private mutating func lockRow(_ slot: UInt32, _ kernel: inout EngineKernel) {
    counters.updates[slot].step = .holdRow
    counters.updates[slot].since = kernel.now
    let row = counters.updates[slot].delta.row
    let job = StationJob(kind: EventKind.rowUpdate.rawValue, slot: slot, demand: .zero)
    if counters.rows.arrive(row, job, at: kernel.now) == .started { return grantRow(slot, &kernel) }
    let limit = parameters.counters.lockTimeout
    if limit > .zero { kernel.schedule(after: limit, kind: EventKind.rowTimeout.rawValue, slot: slot) }
  }

  /// A writer has waited too long, unless its slot is another's by now, or it holds the row.
  mutating func rowTimedOut(_ slot: UInt32, _ kernel: inout EngineKernel) {
    guard counters.updates.isLive(slot), counters.updates[slot].step == .holdRow, !counters.updates[slot].isGranted,
      kernel.now - counters.updates[slot].since == parameters.counters.lockTimeout
    else { return }
    let row = counters.updates[slot].delta.row
    _ = counters.rows.withdraw(row, kind: EventKind.rowUpdate.rawValue, slot: slot, at: kernel.now)
    waited(slot, at: kernel.now)
    measures.count(.lockTimeouts)
    giveUp(slot, &kernel)
  }

  /// A change that somebody waits for fails; what a buffer flushed must not be lost, and tries again.
  mutating func giveUp(_ slot: UInt32, _ kernel: inout EngineKernel) {
    if !counters.updates[slot].delta.isAwaited {
      counters.updates[slot].attempts += 1
      counters.updates[slot].step = .execute
      counters.updates[slot].isGranted = false
      return visitStore(slot, &kernel)
    }
    var delta = counters.updates.remove(slot).delta
    delta.isCommitted = false
    counters.refused.add(delta.amount, delta.counter.kind)
    counters.watch.displayed(delta.counter, 0)
    answer(delta, &kernel)
  }

  /// The lock is granted: its holder writes, flushes the log and commits after the hold time, with those that it takes along.
  private mutating func grantRow(_ slot: UInt32, _ kernel: inout EngineKernel) {
    waited(slot, at: kernel.now)
    let delta = counters.updates[slot].delta
    var hold = counters.rows.settleDebt(delta.row)
    counters.updates[slot].isConflict = hasConflict(slot)
    if counters.updates[slot].isConflict {
      hold = hold + parameters.counters.conflictHold
    } else {
      let draw = UInt64(counters.updates[slot].attempts)
      hold = hold + counters.rowHold.sample(counters.holdDraws.unit(delta.identity, draw))
      hold = hold + takeAlong(slot, at: kernel.now)
      if parameters.counters.commit == .grouped { hold = max(.zero, hold - parameters.counters.logFlush) }
    }
    kernel.schedule(after: hold, kind: EventKind.rowUpdate.rawValue, slot: slot)
  }

  /// The wait for the row is over.
  mutating func waited(_ slot: UInt32, at now: SimTime) {
    let wait = now - counters.updates[slot].since
    counters.updates[slot].delta.lockWait = counters.updates[slot].delta.lockWait + wait
    counters.updates[slot].since = now
    counters.updates[slot].isGranted = true
    if wait > .zero {
      let delta = counters.updates[slot].delta
      counters.hot.waited(delta, wait, line: counters.rows.waiting(for: delta.row) + 1, at: now)
    }
  }

  /// The holder is done: the row passes on, and all that committed are answered.
  mutating func releaseRow(_ slot: UInt32, _ kernel: inout EngineKernel) {
    let row = counters.updates[slot].delta.row
    counters.hot.released(row, held: kernel.now - counters.updates[slot].since, at: kernel.now)
    let isConflict = counters.updates[slot].isConflict
    counters.committed.removeAll(keepingCapacity: true)
    var member = isConflict ? UInt32.max : slot
    while member != .max {
      counters.updates[member].delta.rowHold = kernel.now - counters.updates[member].since
      let update = counters.updates.remove(member)
      apply(update, at: kernel.now)
      if update.delta.isAwaited { counters.committed.append(update.delta) }
      member = update.next
    }
    if let next = counters.rows.depart(row, at: kernel.now) { grantRow(next.slot, &kernel) }
    if isConflict { return retry(slot, &kernel) }
    for index in counters.committed.indices { answer(counters.committed[index], &kernel) }
  }

  /// The change is durable.
  private mutating func apply(_ update: RowUpdate, at now: SimTime) {
    let delta = update.delta
    counters.hot.updated(delta)
    if update.isCompaction {
      counters.tails.compacted(delta.counter, delta.amount)
      counters.durable.add(delta.amount, to: delta.row, delta.counter.kind)
      measures.rowCompacted()
      return
    }
    counters.durable.add(delta.amount, to: delta.row, delta.counter.kind)
    counters.versions.committed(delta.row)
    counters.watch.displayed(delta.counter, delta.amount)
    measures.rowUpdated(age: now - delta.oldestAt, likes: delta.amount)
    if parameters.counters.mode(of: delta.counter.kind) == .regional { counters.regional.changed(delta) }
  }

  mutating func answer(_ delta: CounterDelta, _ kernel: inout EngineKernel) {
    if Int(delta.returnRegion) == region { return countAnswered(delta, &kernel) }
    tell(Int(delta.returnRegion), .committed(delta), &kernel)
  }
}
