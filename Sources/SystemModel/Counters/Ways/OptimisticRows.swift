import Glibc
import Simulator

/// Optimistic: read the row and its version, then update it if the version is still the same; else pause and read again.
///
/// Shown: the row. Age: none beyond the commit. A crash loses: nothing that was answered. Writes: one per change, and the statements
/// of conflicts. Limit: below direct updates, since each commit spoils what the other writers have read; some give up.
extension RegionalPlatform {
  mutating func startOptimisticUpdate(_ delta: CounterDelta, _ kernel: inout EngineKernel) {
    var update = RowUpdate(delta: delta, enteredAt: kernel.now)
    update.step = .read
    visitStore(counters.updates.insert(update), &kernel)
  }

  mutating func readVersion(_ slot: UInt32) {
    counters.updates[slot].version = counters.versions.version(of: counters.updates[slot].delta.row)
  }

  /// Somebody else has committed since the row was read.
  mutating func hasConflict(_ slot: UInt32) -> Bool {
    if parameters.counters.mode(of: counters.updates[slot].delta.counter.kind) != .optimistic { return false }
    return counters.versions.version(of: counters.updates[slot].delta.row) != counters.updates[slot].version
  }

  /// After a conflict: a pause that doubles with each attempt, then the row is read again; or the change is given up.
  mutating func retry(_ slot: UInt32, _ kernel: inout EngineKernel) {
    measures.count(.conflicts)
    counters.updates[slot].delta.rowHold =
      counters.updates[slot].delta.rowHold + (kernel.now - counters.updates[slot].since)
    counters.updates[slot].isConflict = false
    counters.updates[slot].isGranted = false
    counters.updates[slot].attempts += 1
    let attempts = counters.updates[slot].attempts
    if Int(attempts) >= parameters.counters.attempts { return giveUp(slot, &kernel) }
    let delta = counters.updates[slot].delta
    let mean = parameters.counters.retryBackOff.seconds * Double(UInt64(1) << UInt64(min(attempts - 1, 20)))
    let pause = SimDuration(seconds: -mean * log(counters.retryDraws.unit(delta.identity, UInt64(attempts))))
    counters.updates[slot].delta.backOff = delta.backOff + pause
    counters.updates[slot].step = .pause
    kernel.schedule(after: pause, kind: EventKind.rowUpdate.rawValue, slot: slot)
  }

  /// After a pause: an optimistic update reads again, any other one goes to its row again.
  mutating func readAgain(_ slot: UInt32, _ kernel: inout EngineKernel) {
    let kind = counters.updates[slot].delta.counter.kind
    counters.updates[slot].step = parameters.counters.mode(of: kind) == .optimistic ? .read : .execute
    visitStore(slot, &kernel)
  }

  mutating func shownOptimistic(_ counter: CounterID) -> ShownCount {
    ShownCount(value: counters.durable.value(counter.row(0)), reads: 1)
  }
}

/// Commits of each row, where somebody asks for them.
struct RowVersions: ~Copyable {
  private var index = FlatMap()
  let isKept: Bool

  init(isKept: Bool) { self.isKept = isKept }

  func version(of row: UInt64) -> UInt32 { index.find(row) ?? 0 }

  mutating func committed(_ row: UInt64) {
    if isKept { index.insert(row, version(of: row) + 1) }
  }
}
