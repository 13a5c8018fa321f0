import Simulator

/// Sharded: n rows per counter; a change updates one of them by its user's hash, a reader sums all n. n may grow under contention.
///
/// Shown: the sum of the rows. Age: none beyond the commit. A crash loses: nothing that was answered. Writes: one per change. Limit:
/// n/hold changes per second and counter; a read costs n rows.
extension RegionalPlatform {
  /// The row that takes a user's change: the same one for a like and for taking it back, unless the counter has grown.
  mutating func chooseShard(_ delta: CounterDelta) -> UInt32 {
    let count = counters.shardCounts.count(of: delta.counter)
    let shard = UInt32(counters.shardDraws.index(UInt64(count), UInt64(delta.user.value), delta.counter.key))
    if delta.amount < 0 { return shardWithSomething(delta.counter, from: shard, of: count) }
    let waiting = counters.rows.waiting(for: delta.counter.row(shard))
    if waiting >= parameters.counters.splitAt { counters.shardCounts.grow(delta.counter) }
    return shard
  }

  /// A decrement takes a row that has something, its user's own one if that has: the counter may have grown since the like.
  private mutating func shardWithSomething(_ counter: CounterID, from first: UInt32, of count: UInt32) -> UInt32 {
    for step in 0..<count {
      let shard = (first + step) % count
      if counters.durable.value(counter.row(shard)) > 0 { return shard }
    }
    return first
  }

  mutating func shownSharded(_ counter: CounterID) -> ShownCount {
    let count = counters.shardCounts.count(of: counter)
    var sum: Int64 = 0
    for shard in 0..<count { sum += counters.durable.value(counter.row(shard)) }
    return ShownCount(value: sum, reads: Int(count))
  }
}

/// Rows of each counter that has grown.
struct ShardCounts: ~Copyable {
  private var grown = FlatMap()
  let initial: UInt32
  let limit: UInt32

  init(initial: Int, limit: Int) {
    self.initial = UInt32(initial)
    self.limit = UInt32(max(initial, limit))
  }

  func count(of counter: CounterID) -> UInt32 { grown.find(counter.key) ?? initial }

  /// Twice as many rows, up to the limit. Those that there are keep what they have.
  mutating func grow(_ counter: CounterID) {
    let count = count(of: counter)
    if count < limit { grown.insert(counter.key, min(count * 2, limit)) }
  }
}
