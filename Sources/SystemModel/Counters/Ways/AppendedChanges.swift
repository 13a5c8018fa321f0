import Simulator

/// Appended: each change is a record of its own in a log-structured table, without a lock; records are compacted into the row now
/// and then, and a reader adds those that are not.
///
/// Shown: the row and its tail. Age: none beyond the commit. A crash loses: nothing that was answered. Writes: one append per
/// change, and one row update per counter and compaction. Limit: the log; a read costs the tail.
extension RegionalPlatform {
  mutating func startAppend(_ delta: CounterDelta, _ kernel: inout EngineKernel) {
    var update = RowUpdate(delta: delta, enteredAt: kernel.now)
    update.step = .append
    visitStore(counters.updates.insert(update), &kernel)
  }

  /// The record is written and waits for the log flush, as a row's update does, but behind no lock.
  mutating func writeAppend(_ slot: UInt32, _ kernel: inout EngineKernel) {
    counters.updates[slot].step = .flushAppend
    counters.updates[slot].since = kernel.now
    if parameters.counters.commit == .grouped { return flushWithOthers(slot, &kernel) }
    let hold = counters.rowHold.sample(counters.holdDraws.unit(counters.updates[slot].delta.identity))
    kernel.schedule(after: hold, kind: EventKind.rowUpdate.rawValue, slot: slot)
  }

  mutating func appended(_ slot: UInt32, _ kernel: inout EngineKernel) {
    let update = counters.updates.remove(slot)
    var delta = update.delta
    delta.rowHold = kernel.now - update.since
    counters.tails.append(delta)
    measures.changeAppended(age: kernel.now - delta.oldestAt)
    if delta.isAwaited { answer(delta, &kernel) }
  }

  /// Every counter with a tail gets one row update.
  mutating func compactTails(_ kernel: inout EngineKernel) {
    kernel.schedule(
      after: parameters.counters.compactInterval, kind: EventKind.compaction.rawValue, slot: 0)
    counters.due.removeAll(keepingCapacity: true)
    counters.tails.takeDue(into: &counters.due)
    for index in counters.due.indices {
      let due = counters.due[index]
      var update = RowUpdate(
        delta: CounterDelta(
          counter: due.counter, amount: due.amount, changes: 0, oldestAt: kernel.now,
          identity: Draws.mix(due.counter.key ^ UInt64(bitPattern: kernel.now.nanoseconds)), user: due.user,
          returnRegion: UInt16(region), returnSlot: .max),
        enteredAt: kernel.now)
      update.isCompaction = true
      visitStore(counters.updates.insert(update), &kernel)
    }
  }

  mutating func shownAppended(_ counter: CounterID) -> ShownCount {
    let tail = counters.tails.tail(of: counter)
    return ShownCount(value: counters.durable.value(counter.row(0)) + tail.amount, reads: 1 + tail.records)
  }
}
