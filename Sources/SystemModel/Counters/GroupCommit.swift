import Simulator

/// Log flushes of the store shards: whoever asks while one runs shares the next one with all others who do.
struct GroupCommit: ~Copyable {
  private var flushing: [[UInt32]]
  private var waiting: [[UInt32]]
  private var isBusy: [Bool]
  private(set) var flushes: Int64 = 0
  private(set) var commits: Int64 = 0

  init(shards: Int) {
    flushing = Array(repeating: [], count: shards)
    waiting = Array(repeating: [], count: shards)
    isBusy = Array(repeating: false, count: shards)
  }

  /// Returns whether a flush starts now, with this one alone.
  mutating func join(_ slot: UInt32, shard: Int) -> Bool {
    commits += 1
    if isBusy[shard] {
      waiting[shard].append(slot)
      return false
    }
    flushing[shard].append(slot)
    isBusy[shard] = true
    flushes += 1
    return true
  }

  /// The flush is over: appends those that it made durable to `batch`. Returns whether another one starts now.
  mutating func finish(shard: Int, into batch: inout [UInt32]) -> Bool {
    batch.append(contentsOf: flushing[shard])
    flushing[shard].removeAll(keepingCapacity: true)
    swap(&flushing[shard], &waiting[shard])
    isBusy[shard] = !flushing[shard].isEmpty
    if isBusy[shard] { flushes += 1 }
    return isBusy[shard]
  }

  mutating func clear() { (flushes, commits) = (0, 0) }
}

extension RegionalPlatform {
  /// The row is written; its commit waits for the shard's log.
  mutating func flushWithOthers(_ slot: UInt32, _ kernel: inout EngineKernel) {
    let key = counters.updates[slot].delta.counter.shardKey
    let shard = Int(stations.shard(of: fleets.counterStore, key: key) - fleets.counterStore.first)
    if counters.logs.join(slot, shard: shard) { startLogFlush(shard, &kernel) }
  }

  private mutating func startLogFlush(_ shard: Int, _ kernel: inout EngineKernel) {
    kernel.schedule(after: parameters.counters.logFlush, kind: EventKind.logFlushed.rawValue, slot: UInt32(shard))
  }

  mutating func logFlushed(_ shard: UInt32, _ kernel: inout EngineKernel) {
    counters.durableNow.removeAll(keepingCapacity: true)
    if counters.logs.finish(shard: Int(shard), into: &counters.durableNow) { startLogFlush(Int(shard), &kernel) }
    for index in counters.durableNow.indices {
      let slot = counters.durableNow[index]
      if counters.updates[slot].step == .flushAppend { appended(slot, &kernel) } else { releaseRow(slot, &kernel) }
    }
  }
}
