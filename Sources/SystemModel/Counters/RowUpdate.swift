import Simulator
import Workloads

/// One update of a counter row in its home region: store shard ─► row lock ─► commit (the hold includes the log flush).
struct RowUpdate {
  enum Step: UInt8 {
    case execute, holdRow
  }

  var header: RequestHeader
  var step = Step.execute
  var delta: CounterDelta
}

extension RegionalPlatform {
  /// Each buffer shard flushes at its own phase of the interval.
  mutating func flushBuffer(_ shard: UInt32, _ kernel: inout EngineKernel) {
    kernel.schedule(
      after: parameters.counters.flushInterval, kind: EventKind.counterFlush.rawValue, slot: shard)
    flushed.removeAll(keepingCapacity: true)
    buffers.flush(shard: shard) { post, amount, oldestAt in
      flushed.append(
        CounterDelta(
          post: post, amount: amount, oldestAt: oldestAt,
          identity: Draws.mix(post.value ^ UInt64(bitPattern: oldestAt.nanoseconds)), returnRegion: UInt16(region),
          returnSlot: .max))
    }
    for index in flushed.indices {
      let delta = flushed[index]
      let home = world.geography.region(of: delta.post.author)
      if home == region {
        startRowUpdate(delta, &kernel)
      } else {
        tell(home, .delta(delta), &kernel)
      }
    }
  }

  mutating func startRowUpdate(_ delta: CounterDelta, _ kernel: inout EngineKernel) {
    let slot = rowUpdates.insert(
      RowUpdate(header: RequestHeader(identity: delta.identity, startedAt: kernel.now), delta: delta))
    stations.visitShard(
      fleets.counterStore, key: UInt64(delta.post.author.value), &rowUpdates[slot].header, resume: .rowUpdate, slot,
      &kernel)
  }

  mutating func advanceRowUpdate(_ slot: UInt32, _ kernel: inout EngineKernel) {
    switch rowUpdates[slot].step {
    case .execute:
      let demand = rowUpdates[slot].header.demand
      rowUpdates[slot].header.settle(kernel.now)
      rowUpdates[slot].delta.storeService = demand
      rowUpdates[slot].delta.storeQueueing = kernel.now - rowUpdates[slot].header.startedAt - demand
      rowUpdates[slot].step = .holdRow
      let job = StationJob(kind: EventKind.rowUpdate.rawValue, slot: slot, demand: .zero)
      if rowLocks.arrive(rowUpdates[slot].delta.post.value, job, at: kernel.now) == .started { hold(slot, &kernel) }

    case .holdRow:
      let update = rowUpdates.remove(slot)
      durable.add(update.delta.amount, to: update.delta.post)
      if let next = rowLocks.depart(update.delta.post.value, at: kernel.now) { hold(next.slot, &kernel) }
      measures.rowUpdated(age: kernel.now - update.delta.oldestAt, likes: update.delta.amount)
      if update.delta.returnSlot == .max { return }
      if Int(update.delta.returnRegion) == region { return likeCommitted(update.delta, &kernel) }
      tell(Int(update.delta.returnRegion), .committed(update.delta), &kernel)
    }
  }

  /// The lock is granted: its holder writes, flushes the log and commits after the hold time.
  private mutating func hold(_ slot: UInt32, _ kernel: inout EngineKernel) {
    let time = rowHold.sample(rowDraws.unit(rowUpdates[slot].header.identity))
    rowUpdates[slot].delta.lockWait = kernel.now - rowUpdates[slot].header.since
    rowUpdates[slot].delta.rowHold = time
    kernel.schedule(after: time, kind: EventKind.rowUpdate.rawValue, slot: slot)
  }
}

/// Likes that have reached their rows, by post.
struct DurableCounts: ~Copyable {
  private var index: FlatMap
  private var counts: [Int64] = []
  private(set) var total: Int64 = 0

  init(reserving rows: Int) { index = FlatMap(reserving: rows) }

  @inline(__always) func prefetch(_ post: PostID) { index.prefetch(post.value) }

  mutating func add(_ amount: Int64, to post: PostID) {
    let place = index.findOrInsert(post.value, UInt32(counts.count))
    if place.isNew { counts.append(0) }
    counts[Int(place.value)] += amount
    total += amount
  }

  /// Sum over the rows themselves, for the invariant.
  var sumOverRows: Int64 { counts.reduce(0, +) }
}
