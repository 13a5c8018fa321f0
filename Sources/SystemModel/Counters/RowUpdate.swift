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
    refuse(slot, &kernel)
  }

  /// The change will not be made; whoever waits is told.
  private mutating func refuse(_ slot: UInt32, _ kernel: inout EngineKernel) {
    var delta = counters.updates.remove(slot).delta
    delta.isCommitted = false
    counters.refused.add(delta.amount, delta.counter.kind)
    counters.watch.accepted(delta.counter, -delta.amount)
    if delta.isAwaited { answer(delta, &kernel) }
  }

  /// A counter never shows less than nothing: a decrement that comes before its increment is tried again, and given up when
  /// that has been lost.
  private mutating func fallsBelowZero(_ slot: UInt32) -> Bool {
    let delta = counters.updates[slot].delta
    return delta.amount < 0 && counters.durable.value(delta.row) + delta.amount < 0
  }

  private mutating func holdBack(_ kernel: inout EngineKernel) {
    for index in counters.heldBack.indices {
      let slot = counters.heldBack[index]
      counters.updates[slot].attempts += 1
      counters.updates[slot].next = .max
      counters.updates[slot].isGranted = false
      let attempts = counters.updates[slot].attempts
      if attempts >= Self.mostHoldBacks {
        refuse(slot, &kernel)
        continue
      }
      let pause = SimDuration.milliseconds(Int64(1) << Int64(min(attempts, 12)))
      counters.updates[slot].delta.backOff = counters.updates[slot].delta.backOff + pause
      counters.updates[slot].step = .pause
      kernel.schedule(after: pause, kind: EventKind.rowUpdate.rawValue, slot: slot)
    }
    counters.heldBack.removeAll(keepingCapacity: true)
  }

  /// About eight seconds of pauses, which double from 2 ms on.
  private static var mostHoldBacks: UInt32 { 12 }

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
    let askedAt = counters.updates[slot].since
    let wait = now - askedAt
    counters.updates[slot].delta.lockWait = counters.updates[slot].delta.lockWait + wait
    counters.updates[slot].since = now
    counters.updates[slot].isGranted = true
    if wait > .zero {
      let delta = counters.updates[slot].delta
      counters.hot.waited(delta, since: askedAt, line: counters.rows.waiting(for: delta.row) + 1, at: now)
    }
  }

  /// The holder is done: the row passes on, and all that committed are answered.
  mutating func releaseRow(_ slot: UInt32, _ kernel: inout EngineKernel) {
    let row = counters.updates[slot].delta.row
    counters.hot.released(row, since: counters.updates[slot].since, at: kernel.now)
    let isConflict = counters.updates[slot].isConflict
    counters.committed.removeAll(keepingCapacity: true)
    var member = isConflict ? UInt32.max : slot
    while member != .max {
      let held = kernel.now - counters.updates[member].since
      counters.updates[member].delta.rowHold = counters.updates[member].delta.rowHold + held
      let next = counters.updates[member].next
      if fallsBelowZero(member) {
        counters.heldBack.append(member)
      } else {
        let update = counters.updates.remove(member)
        apply(update, writesRow: member == slot, at: kernel.now)
        if update.delta.isAwaited { counters.committed.append(update.delta) }
      }
      member = next
    }
    if let next = counters.rows.depart(row, at: kernel.now) { grantRow(next.slot, &kernel) }
    if isConflict { return retry(slot, &kernel) }
    if !counters.heldBack.isEmpty { holdBack(&kernel) }
    for index in counters.committed.indices { answer(counters.committed[index], &kernel) }
  }

  /// The change is durable.
  private mutating func apply(_ update: RowUpdate, writesRow: Bool, at now: SimTime) {
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
    measures.rowUpdated(age: now - delta.oldestAt, changes: delta.changes, writesRow: writesRow)
    if parameters.counters.mode(of: delta.counter.kind) == .regional { counters.regional.changed(delta) }
  }

  mutating func answer(_ delta: CounterDelta, _ kernel: inout EngineKernel) {
    if Int(delta.returnRegion) == region { return countAnswered(delta, &kernel) }
    tell(Int(delta.returnRegion), .committed(delta), &kernel)
  }
}
