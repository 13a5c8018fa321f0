import Simulator
import Workloads

/// Approximate: a sketch in memory at the counter's home, count-min for counts, HyperLogLog for the viewers of a story. Snapshots are
/// written at the flush interval.
///
/// Shown: an estimate. Age: none beyond the visit. A crash loses: what came since the snapshot. Writes: one snapshot per interval,
/// whatever came. Limit: one thread per buffer shard; the error is that of the sketch.
extension RegionalPlatform {
  mutating func startSketching(_ delta: CounterDelta, _ kernel: inout EngineKernel) {
    var update = RowUpdate(delta: delta, enteredAt: kernel.now)
    update.step = .sketch
    update.demand = fleets.counterBuffer.demand(delta.identity, 1)
    let station = stations.shard(of: fleets.counterBuffer, key: delta.counter.key)
    let departure = stations.enter(station, demand: update.demand, at: kernel.now)
    let slot = counters.updates.insert(update)
    kernel.schedule(at: departure, kind: EventKind.rowUpdate.rawValue, station: station, slot: slot)
  }

  mutating func sketched(_ slot: UInt32, _ kernel: inout EngineKernel) {
    let delta = counters.updates.remove(slot).delta
    counters.sketches.add(delta)
    measures.sketched(age: kernel.now - delta.oldestAt)
    if delta.isAwaited { answer(delta, &kernel) }
  }

  mutating func snapshotSketches(_ kernel: inout EngineKernel) {
    kernel.schedule(after: parameters.counters.flushInterval, kind: EventKind.sketchSnapshot.rawValue, slot: 0)
    counters.sketches.save()
  }

  mutating func shownApproximately(_ counter: CounterID) -> ShownCount {
    ShownCount(value: counters.sketches.estimate(counter), reads: parameters.counters.sketchDepth)
  }
}

/// A region's sketches, and beside them the true counts, which only the measurement of their error looks at.
struct CounterSketches: ~Copyable {
  private var counts: CountMinSketch
  private var saved: CountMinSketch
  private var viewerIndex = FlatMap()
  private var viewers: [ViewerSketch] = []
  private var savedViewers: [ViewerSketch] = []
  private var truth = FlatMap()
  private var trueCounts: [(counter: CounterID, value: Int64)] = []
  private(set) var totals = KindTotals()
  private(set) var savedTotals = KindTotals()
  private var savedCounts: [(counter: CounterID, value: Int64)] = []
  private(set) var snapshots: Int64 = 0
  /// Changes since the snapshot: what a crash would lose now, and at most so far.
  private(set) var unsaved: Int64 = 0
  private(set) var mostUnsaved: Int64 = 0
  private let precision: Int
  private let draws: Draws

  init(_ p: CounterParameters, draws: Draws) {
    let isUsed = p.uses(.approximate)
    counts = CountMinSketch(width: isUsed ? p.sketchWidth : 1, depth: isUsed ? p.sketchDepth : 1, draws: draws)
    saved = counts.copy()
    precision = p.viewerPrecision
    self.draws = draws.purpose("viewer")
  }

  /// Bytes of the sketches themselves.
  var sizeBytes: Int { counts.sizeBytes + viewers.reduce(0) { $0 + $1.sizeBytes } }

  mutating func add(_ delta: CounterDelta) {
    if delta.counter.kind == .storyViews {
      let place = viewerIndex.findOrInsert(delta.counter.key, UInt32(viewers.count))
      if place.isNew { viewers.append(ViewerSketch()) }
      viewers[Int(place.value)].add(hash: draws.bits(UInt64(delta.user.value)), precision: precision)
    } else {
      counts.add(delta.counter.key, delta.amount)
    }
    let place = truth.findOrInsert(delta.counter.key, UInt32(trueCounts.count))
    if place.isNew { trueCounts.append((delta.counter, 0)) }
    trueCounts[Int(place.value)].value += delta.amount
    totals.add(delta.amount, delta.counter.kind)
    unsaved += delta.changes
    mostUnsaved = max(mostUnsaved, unsaved)
  }

  /// Forgets the largest so far.
  mutating func clear() { (mostUnsaved, snapshots) = (unsaved, 0) }

  mutating func save() {
    snapshots += 1
    saved = counts.copy()
    savedViewers = viewers
    savedTotals = totals
    savedCounts = trueCounts
    unsaved = 0
  }

  /// Back to the snapshot; returns what is lost.
  mutating func crash() -> KindTotals {
    var lost = totals
    for kind in CounterKind.allCases { lost.add(-savedTotals[kind], kind) }
    counts = saved.copy()
    viewers = savedViewers
    viewers.append(contentsOf: repeatElement(ViewerSketch(), count: viewerIndex.count - viewers.count))
    let newer = trueCounts[savedCounts.count...].map { (counter: $0.counter, value: Int64(0)) }
    trueCounts = savedCounts + newer
    totals = savedTotals
    unsaved = 0
    return lost
  }

  func estimate(_ counter: CounterID) -> Int64 {
    // After a crash a decrement may come whose increment is lost.
    if counter.kind != .storyViews { return max(0, counts.estimate(counter.key)) }
    return viewerIndex.find(counter.key).map { viewers[Int($0)].estimate } ?? 0
  }

  /// By how much estimates exceed true counts, by counter; of stories, how far viewers are off the views, either way.
  func errors() -> [Int64] { trueCounts.map { abs(estimate($0.counter) - $0.value) } }
}

/// Who has seen a story: the hashes themselves while they are few, then a HyperLogLog.
struct ViewerSketch {
  private static let most = 128
  private var few: [UInt64] = []
  private var many: HyperLogLog?

  var sizeBytes: Int { many?.sizeBytes ?? few.count * 8 }
  var estimate: Int64 { many.map { Int64($0.estimate.rounded()) } ?? Int64(few.count) }

  mutating func add(hash: UInt64, precision: Int) {
    if many != nil {
      many!.add(hash: hash)
      return
    }
    if few.contains(hash) { return }
    few.append(hash)
    if few.count <= Self.most { return }
    var sketch = HyperLogLog(precision: precision)
    for hash in few { sketch.add(hash: hash) }
    (few, many) = ([], sketch)
  }
}
