import Simulator
import Workloads

/// Appended records that are not in their rows yet: by counter their sum and number.
struct AppendedTails: ~Copyable {
  struct Tail: Equatable {
    var counter: CounterID
    var user: UserID
    var amount: Int64 = 0
    var records = 0
    /// Part of the amount and of the records that a compaction has under way.
    var compacting: Int64 = 0
    var compactingRecords = 0
  }

  private var index = FlatMap()
  private var tails = SlotPool<Tail>()
  /// Slots with records that no compaction has taken, in order of the first.
  private var due: [UInt32] = []
  private(set) var totals = KindTotals()
  private(set) var records = 0
  private(set) var mostRecords = 0

  mutating func append(_ delta: CounterDelta) {
    let (slot, isNew) = index.findOrInsert(delta.counter.key, tails.nextSlot)
    if isNew { _ = tails.insert(Tail(counter: delta.counter, user: delta.user)) }
    if tails[slot].records == tails[slot].compactingRecords { due.append(slot) }
    tails[slot].amount += delta.amount
    tails[slot].records += 1
    records += 1
    mostRecords = max(mostRecords, records)
    totals.add(delta.amount, delta.counter.kind)
  }

  /// Hands out what has been appended since the last time, by counter. A counter whose compaction is still under way waits.
  mutating func takeDue(into batch: inout [Tail]) {
    var later: [UInt32] = []
    for slot in due {
      if tails[slot].compactingRecords > 0 {
        later.append(slot)
        continue
      }
      tails[slot].compacting = tails[slot].amount
      tails[slot].compactingRecords = tails[slot].records
      batch.append(tails[slot])
    }
    due = later
  }

  /// The row has taken `amount` in.
  mutating func compacted(_ counter: CounterID, _ amount: Int64) {
    guard let slot = index.find(counter.key), tails[slot].compacting == amount else {
      preconditionFailure("nothing of \(counter) was to be compacted")
    }
    totals.add(-amount, counter.kind)
    records -= tails[slot].compactingRecords
    tails[slot].amount -= amount
    tails[slot].records -= tails[slot].compactingRecords
    (tails[slot].compacting, tails[slot].compactingRecords) = (0, 0)
    if tails[slot].records > 0 { return }
    index.remove(counter.key)
    tails.remove(slot)
  }

  func tail(of counter: CounterID) -> Tail {
    index.find(counter.key).map { tails[$0] } ?? Tail(counter: counter, user: UserID(0))
  }
}
