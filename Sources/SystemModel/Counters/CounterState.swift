import Simulator
import Workloads

/// All that a region holds of counters: requests, buffers, rows, logs, sketches, and the accounts of them.
///
/// One field of the region: the compiler's analysis of a move-only structure grows with the square of its fields.
struct CounterState: ~Copyable {
  var requests = SlotPool<CountRequest>()
  var updates = SlotPool<RowUpdate>()
  var liked: LikeSet
  var buffers: CounterBuffers
  var rows: RowLockTable
  var durable: DurableCounts
  var versions: RowVersions
  var shardCounts: ShardCounts
  var tails = AppendedTails()
  var logs: GroupCommit
  var regional: RegionalCounts
  var sketches: CounterSketches
  var hot: HotRows
  var blame = RowBlame()
  var watch: CounterWatch

  /// Net changes that were accepted here; given up, lost in a crash here.
  var accepted = KindTotals()
  var refused = KindTotals()
  var lost = KindTotals()

  var flushed: [CounterBuffers.Pending] = []
  var joined: [StationJob] = []
  var heldBack: [UInt32] = []
  var committed: [CounterDelta] = []
  var durableNow: [UInt32] = []
  var due: [AppendedTails.Tail] = []
  var reports: [RegionalReport] = []
  var flushes: UInt64 = 0

  let rowHold: DurationSampler
  let holdDraws: Draws
  let flushDraws: Draws
  let retryDraws: Draws
  let shardDraws: Draws
  let tags: HashtagModel

  init(_ world: World, _ fleets: Fleets, regionDraws: Draws, expectedRows: Int) {
    let p = world.inputs.platform.counters
    liked = LikeSet(reserving: expectedRows)
    buffers = CounterBuffers(shards: Int(fleets.counterBuffer.instances))
    rows = RowLockTable(
      discipline: p.handOver.discipline, waiterCost: p.rowWaiterCost, retention: .busyRows,
      draws: regionDraws.purpose("row.handOver"))
    durable = DurableCounts(reserving: expectedRows)
    versions = RowVersions(isKept: p.uses(.optimistic))
    shardCounts = ShardCounts(initial: p.shards, limit: p.shardLimit)
    logs = GroupCommit(shards: Int(fleets.counterStore.instances))
    regional = RegionalCounts(regions: world.geography.regionCount)
    sketches = CounterSketches(p, draws: world.draws.purpose("counter.sketch"))
    hot = HotRows(start: .zero + world.inputs.warmUp, measured: world.inputs.duration, intervals: world.inputs.batches)
    watch = CounterWatch(world.inputs)
    rowHold = DurationSampler(p.rowHold)
    holdDraws = world.draws.purpose("row.hold")
    flushDraws = regionDraws.purpose("counter.flush")
    retryDraws = world.draws.purpose("row.retry")
    shardDraws = world.draws.purpose("counter.shard")
    tags = HashtagModel(p, world.inputs.hashtagStorms, draws: world.draws.purpose("hashtag"))
  }

  /// The warm-up event.
  mutating func clear(at now: SimTime) {
    rows.clear(at: now)
    hot.clear(at: now)
    sketches.clear()
    blame.clear()
    logs.clear()
    buffers.clear()
  }

  /// Changes that are accepted and neither durable, buffered, given up nor lost.
  mutating func travelling() -> KindTotals {
    var sum = KindTotals()
    requests.forEachLiveSlot {
      if requests[$0].step == .increment { sum.add(requests[$0].amount, requests[$0].counter.kind) }
    }
    updates.forEachLiveSlot {
      let update = updates[$0]
      if !update.isCompaction { sum.add(update.delta.amount, update.delta.counter.kind) }
    }
    return sum
  }
}

extension RegionalPlatform {
  /// First events of the counters: flushes, compactions, gossip, snapshots, crashes, observers.
  mutating func startCounters(_ kernel: inout EngineKernel) {
    let p = parameters.counters
    func first(_ interval: SimDuration, _ kind: EventKind) {
      kernel.schedule(at: .zero + interval, kind: kind.rawValue, slot: 0)
    }
    if p.uses(.buffered) {
      let shards = fleets.counterBuffer.instances
      for shard in 0..<shards {
        let phase = p.flushInterval.nanoseconds / Int64(shards) * Int64(shard + 1)
        kernel.schedule(at: SimTime(nanoseconds: phase), kind: EventKind.counterFlush.rawValue, slot: shard)
      }
    }
    if p.uses(.appended) { first(p.compactInterval, .compaction) }
    if p.uses(.regional) { first(p.gossipInterval, .gossip) }
    if p.uses(.approximate) { first(p.flushInterval, .sketchSnapshot) }
    for (index, crash) in world.inputs.bufferCrashes.enumerated() {
      kernel.schedule(at: .zero + crash.at, kind: EventKind.bufferCrash.rawValue, slot: UInt32(index))
    }
    for time in counters.watch.ticks { kernel.schedule(at: time, kind: EventKind.counterTick.rawValue, slot: 0) }
  }
}
