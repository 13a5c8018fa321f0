import Simulator
import Workloads

/// Buffered: INCR on a buffer shard in the caller's region; sums go to the rows in batches, by time or by size.
///
/// Shown: the row. Age: the flush interval, half of it in the mean, and the update. A crash loses: what its shard has not flushed.
/// Writes: one per counter, region and flush. Limit: one thread per shard.
extension RegionalPlatform {
  mutating func visitBuffer(_ slot: UInt32, _ kernel: inout EngineKernel) {
    counters.requests[slot].step = .increment
    let key = counters.requests[slot].counter.key
    stations.visitShard(
      fleets.counterBuffer, key: key, &counters.requests[slot].header, resume: .count, slot, &kernel)
  }

  mutating func incrementBuffer(_ slot: UInt32, _ kernel: inout EngineKernel) {
    let request = counters.requests[slot]
    let shard = stations.shard(of: fleets.counterBuffer, key: request.counter.key) - fleets.counterBuffer.first
    let pending = counters.buffers.increment(
      request.counter, request.amount, by: request.user, shard: UInt32(shard), at: kernel.now)
    respondCount(slot, &kernel)
    let limit = parameters.counters.flushSize
    if limit > 0 && pending >= limit { flushShard(UInt32(shard), &kernel) }
  }

  /// Each buffer shard flushes at its own phase of the interval.
  mutating func flushBuffer(_ shard: UInt32, _ kernel: inout EngineKernel) {
    kernel.schedule(after: nextFlush(of: shard), kind: EventKind.counterFlush.rawValue, slot: shard)
    flushShard(shard, &kernel)
  }

  private mutating func nextFlush(of shard: UInt32) -> SimDuration {
    let (interval, jitter) = (parameters.counters.flushInterval, parameters.counters.flushJitter)
    if jitter == 0 { return interval }
    counters.flushes += 1
    let unit = counters.flushDraws.unit(counters.flushes, UInt64(shard))
    return SimDuration(seconds: interval.seconds * (1 + jitter * (2 * unit - 1)))
  }

  private mutating func flushShard(_ shard: UInt32, _ kernel: inout EngineKernel) {
    counters.flushed.removeAll(keepingCapacity: true)
    counters.buffers.take(shard: shard, into: &counters.flushed)
    for index in counters.flushed.indices {
      let pending = counters.flushed[index]
      let delta = CounterDelta(
        counter: pending.counter, amount: pending.amount, changes: pending.changes, oldestAt: pending.oldestAt,
        identity: Draws.mix(pending.counter.key ^ UInt64(bitPattern: pending.oldestAt.nanoseconds)), user: pending.user,
        returnRegion: UInt16(region), returnSlot: .max)
      let home = delta.counter.home(world.geography)
      if home == region {
        deltaArrives(delta, &kernel)
      } else {
        tell(home, .delta(delta), &kernel)
      }
    }
  }

  mutating func shownBuffered(_ counter: CounterID) -> ShownCount {
    ShownCount(value: counters.durable.value(counter.row(0)), reads: 1)
  }
}

/// Changes not yet flushed, by buffer shard and counter. A flush takes a shard's list in order of first increment.
struct CounterBuffers: ~Copyable {
  struct Pending: Equatable {
    var counter: CounterID
    var amount: Int64
    var oldestAt: SimTime
    var user: UserID
    var changes: Int64 = 1
  }

  private var index = FlatMap()
  private var pending: [[Pending]]
  /// Increments and decrements that each shard has taken since its flush.
  private var changes: [Int]
  private(set) var totals = KindTotals()
  /// Changes that a crash of everything would lose now.
  private(set) var unflushed = 0
  private(set) var mostUnflushed = 0

  init(shards: Int) {
    pending = Array(repeating: [], count: shards)
    changes = Array(repeating: 0, count: shards)
  }

  @inline(__always) func prefetch(_ key: UInt64) { index.prefetch(key) }

  /// Returns the changes that the shard now holds.
  @discardableResult
  mutating func increment(_ counter: CounterID, _ amount: Int64, by user: UserID, shard: UInt32, at now: SimTime) -> Int
  {
    let list = Int(shard)
    let place = index.findOrInsert(counter.key, UInt32(pending[list].count))
    if place.isNew {
      pending[list].append(Pending(counter: counter, amount: amount, oldestAt: now, user: user))
    } else {
      pending[list][Int(place.value)].amount += amount
      pending[list][Int(place.value)].changes += 1
    }
    totals.add(amount, counter.kind)
    changes[list] += 1
    unflushed += 1
    mostUnflushed = max(mostUnflushed, unflushed)
    return changes[list]
  }

  /// Empties a shard into `batch`: each counter's sum, in order of its first change.
  mutating func take(shard: UInt32, into batch: inout [Pending]) {
    let list = Int(shard)
    for entry in pending[list] {
      index.remove(entry.counter.key)
      totals.add(-entry.amount, entry.counter.kind)
      batch.append(entry)
    }
    pending[list].removeAll(keepingCapacity: true)
    unflushed -= changes[list]
    changes[list] = 0
  }

  /// A shard loses what it holds; returns that.
  mutating func crash(shard: UInt32) -> KindTotals {
    var batch: [Pending] = []
    take(shard: shard, into: &batch)
    var lost = KindTotals()
    for entry in batch { lost.add(entry.amount, entry.counter.kind) }
    return lost
  }

  /// Forgets the largest so far.
  mutating func clear() { mostUnflushed = unflushed }

  /// Bytes of what is pending, at 40 each and 16 of the index.
  var sizeBytes: Int { pending.reduce(0) { $0 + $1.count } * 56 }
}
