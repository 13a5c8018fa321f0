import Simulator
import Workloads

/// Folds what the regions know of counters: accounts, hot rows, staleness, and what each way costs.
struct CounterCollector {
  private let world: World
  private let measured: SimDuration
  private var accepted = KindTotals()
  private var durable = KindTotals()
  private var tails = KindTotals()
  private var sketched = KindTotals()
  private var buffered = KindTotals()
  private var travelling = KindTotals()
  private var refused = KindTotals()
  private var lost = KindTotals()
  private var rowSum: Int64 = 0
  private var negativeRows: Int64 = 0
  private var staleness = LatencyHistogram()
  private var changes: Int64 = 0
  private var rowWrites: Int64 = 0
  private var appends: Int64 = 0
  private var snapshots: Int64 = 0
  private var mostAtRisk: Int64 = 0
  private var stateBytes: Int64 = 0
  private var flushes: Int64 = 0
  private var commits: Int64 = 0
  private var sketchErrors: [Int64] = []
  private var watches: [CounterWatch] = []
  private var rows: [Found] = []
  private var blames: [RowBlame.Record] = []

  /// A row with the row's record, to be given its share of a tail.
  private struct Found {
    var key: UInt64
    var measurement: RowMeasurement
    /// The kind's requests, whose tail the row is in.
    var kind: CounterKind
    /// The only region whose requests may have waited for it; nil for a row of all.
    var region: Int?
  }

  static let reportedRows = 10

  init(world: World, measured: SimDuration) {
    self.world = world
    self.measured = measured
  }

  mutating func add(_ platform: inout RegionalPlatform, at now: SimTime) {
    accepted.add(platform.counters.accepted)
    durable.add(platform.counters.durable.totals)
    tails.add(platform.counters.tails.totals)
    sketched.add(platform.counters.sketches.totals)
    buffered.add(platform.counters.buffers.totals)
    refused.add(platform.counters.refused)
    lost.add(platform.counters.lost)
    travelling.add(platform.counters.travelling())
    platform.mailbox.forEachLiveSlot {
      if case .delta(let delta) = platform.mailbox[$0] { travelling.add(delta.amount, delta.counter.kind) }
    }
    rowSum += platform.counters.durable.sumOverRows
    negativeRows += platform.counters.durable.negativeRows
    staleness.add(platform.measures.counterStaleness)
    changes += platform.measures.shownChanges
    rowWrites += platform.measures.rowWrites
    appends += platform.measures.appends
    snapshots += platform.counters.sketches.snapshots
    mostAtRisk += Int64(platform.counters.buffers.mostUnflushed) + platform.counters.sketches.mostUnsaved
    stateBytes += Int64(platform.counters.buffers.sizeBytes + platform.counters.sketches.sizeBytes)
    stateBytes += Int64(platform.counters.tails.records * 32 + platform.counters.durable.rowCount * 24)
    stateBytes += Int64(platform.counters.liked.count * 24)
    flushes += platform.counters.logs.flushes
    commits += platform.counters.logs.commits
    sketchErrors += platform.counters.sketches.errors()
    watches.append(platform.counters.watch)
    blames.append(platform.counters.blame.record)
    addRows(&platform, at: now)
  }

  private mutating func addRows(_ platform: inout RegionalPlatform, at now: SimTime) {
    for slot in platform.counters.hot.hottest(Self.reportedRows) {
      let row = platform.counters.hot.rows[slot]
      let entry = platform.counters.hot.entry(slot)
      let isRegional = world.inputs.platform.counters.mode(of: row.counter.kind) == .regional
      let owner = isRegional ? ", row of \(Geography.regionLabels[platform.region])" : ""
      var measurement = RowMeasurement(
        name: name(row.counter, shard: row.shard) + owner, updates: row.updates,
        lockWaitSum: SimDuration(nanoseconds: entry.weight), lockWaitMaximum: row.longestWait,
        longestLine: row.longestLine, utilisation: measured > .zero ? row.busyTime.seconds / measured.seconds : 0)
      measurement.lockWaitError = SimDuration(nanoseconds: entry.error)
      measurement.waits = row.waits
      measurement.lockWaitByInterval = platform.counters.hot.waitByInterval(slot)
      measurement.longestLineByInterval = platform.counters.hot.linesByInterval(slot)
      measurement.waitsByLength = platform.counters.hot.heat(slot)
      measurement.waitLengthEdges = HotRows.edges
      measurement.writers = (0..<world.geography.regionCount).map { region in
        RowWriter(name: Geography.regionLabels[region], updates: row.writers[region])
      }
      rows.append(
        Found(
          key: entry.key, measurement: measurement, kind: row.counter.kind,
          region: isRegional ? platform.region : nil))
    }
  }

  private func name(_ counter: CounterID, shard: UInt32) -> String {
    let population = world.population
    let isSharded = world.inputs.platform.counters.mode(of: counter.kind) == .sharded
    let part = isSharded ? ", shard \(shard)" : ""
    switch counter.kind {
    case .likes, .comments, .storyViews:
      let post = PostID(counter.subject)
      let event = post.ordinal &- Upload.firstEventOrdinal
      let noun = post.isStory ? "story" : "post"
      let origin =
        !post.isOfRun
        ? "earlier \(noun) \(post.ordinal)"
        : post.ordinal < Upload.firstEventOrdinal ? "\(noun) \(post.ordinal)" : "the scenario's post \(event + 1)"
      let what = counter.kind == .storyViews ? "views" : counter.kind.name
      return "\(what) of \(origin) by \(population.name(of: post.author))\(part)"
    case .followers: return "followers of \(population.name(of: UserID(UInt32(counter.subject))))\(part)"
    case .hashtags:
      let storm = HashtagModel.tag(ofStorm: 0)
      let tag = counter.subject >= storm ? "the scenario's #\(counter.subject - storm + 1)" : "#\(counter.subject)"
      return "posts under \(tag)\(part)"
    }
  }

  /// The hottest rows of all regions; `tails` gives, by kind of counter, the latency at which the requests' tail begins and
  /// the time that the requests of the tail took together.
  func hotRows(tails: (CounterKind) -> (floor: SimDuration, total: Int64)?) -> [RowMeasurement] {
    let sorted = rows.sorted {
      ($1.measurement.lockWaitSum, $0.measurement.name) < ($0.measurement.lockWaitSum, $1.measurement.name)
    }
    return sorted.prefix(Self.reportedRows).map { found in
      var measurement = found.measurement
      if let tail = tails(found.kind), tail.total > 0 {
        let waiters = found.region.map { [blames[$0]] } ?? blames
        let wait = waiters.reduce(0) { $0 + $1.wait(for: found.key, atLeast: tail.floor) }
        measurement.tailShare = Double(wait) / Double(tail.total)
      }
      return measurement
    }
  }

  func invariants() -> [InvariantMeasurement] {
    let kept = durable.total + tails.total + sketched.total
    var list = [
      InvariantMeasurement(
        name: "counter changes accepted = durable + buffered + travelling + refused + lost", expected: accepted.total,
        found: kept + buffered.total + travelling.total + refused.total + lost.total),
      InvariantMeasurement(name: "counts durable = sum over rows", expected: durable.total, found: rowSum),
      InvariantMeasurement(name: "commits that left a counter below zero", expected: 0, found: negativeRows),
    ]
    for kind in CounterKind.allCases where accepted[kind] != 0 {
      let kept = durable[kind] + tails[kind] + sketched[kind]
      list.append(
        InvariantMeasurement(
          name: "\(kind.name) accepted = durable + buffered + travelling + refused + lost", expected: accepted[kind],
          found: kept + buffered[kind] + travelling[kind] + refused[kind] + lost[kind]))
    }
    return list
  }

  func scalars(storeBusy: SimDuration) -> [ScalarMeasurement] {
    var list: [ScalarMeasurement] = []
    func add(_ name: String, _ value: Double, _ unit: String) {
      list.append(ScalarMeasurement(name: name, value: value, unit: unit))
    }
    for (name, percent) in [("p50", 50.0), ("p95", 95), ("p99", 99)] {
      add("counter.staleness.\(name)", staleness.percentile(percent)?.seconds ?? 0, "s")
    }
    let seconds = max(measured.seconds, 1e-9)
    let perChange = 1 / Double(max(1, changes))
    add("counter.rowUpdates", Double(rowWrites) / seconds, "1/s")
    add("counter.likesPerRowUpdate", rowWrites > 0 ? Double(changes) / Double(rowWrites) : 0, "count")
    add("counter.writesPerChange", Double(rowWrites + appends) * perChange, "count")
    add("counter.storeTimePerChange", storeBusy.seconds * perChange, "s")
    add("counter.stateBytes", Double(stateBytes), "bytes")
    add("counter.atRisk.max", Double(mostAtRisk), "count")
    add("counter.durabilityWindow", durabilityWindow.seconds, "s")
    if snapshots > 0 { add("counter.snapshots", Double(snapshots) / seconds, "1/s") }
    add("counter.lost", Double(lost.total), "count")
    add("counter.refused", Double(refused.total), "count")
    if commits > 0 { add("counter.commitsPerFlush", Double(commits) / Double(max(1, flushes)), "count") }
    if !sketchErrors.isEmpty {
      let sorted = sketchErrors.sorted()
      add("counter.sketchError.p99", Double(sorted[min(sorted.count - 1, sorted.count * 99 / 100)]), "count")
      add("counter.sketchError.max", Double(sorted[sorted.count - 1]), "count")
    }
    return list + errorScalars()
  }

  /// The longest of the kinds that are counted.
  private var durabilityWindow: SimDuration {
    let counters = world.inputs.platform.counters
    return CounterKind.allCases.reduce(.zero) { longest, kind in
      max(longest, counters.mode(of: kind).map { counters.durabilityWindow(of: $0) } ?? .zero)
    }
  }

  /// How far the shown count of the scenario's counters is behind, over the ticks of all of them.
  private func errorScalars() -> [ScalarMeasurement] {
    let errors = watchedErrors()
    if errors.isEmpty { return [] }
    let behind = errors.map(\.behind).sorted()
    let reads = errors.map(\.reads).max() ?? 0
    func percentile(_ percent: Int) -> Double { Double(behind[min(behind.count - 1, behind.count * percent / 100)]) }
    return [
      ScalarMeasurement(name: "counter.behind.p50", value: percentile(50), unit: "count"),
      ScalarMeasurement(name: "counter.behind.p99", value: percentile(99), unit: "count"),
      ScalarMeasurement(name: "counter.behind.max", value: Double(behind[behind.count - 1]), unit: "count"),
      ScalarMeasurement(name: "counter.behind.end", value: Double(errors[errors.count - 1].behind), unit: "count"),
      ScalarMeasurement(name: "counter.rowsPerRead", value: Double(reads), unit: "count"),
    ]
  }

  private func watchedErrors() -> [(behind: Int64, reads: Int)] {
    guard let first = watches.first else { return [] }
    let ticks = watches.map(\.samples.count).min() ?? 0
    var errors: [(behind: Int64, reads: Int)] = []
    for tick in 0..<ticks {
      var (behind, mostReads, isShown): (Int64, Int, Bool) = (0, 0, false)
      for index in first.watched.indices {
        var (accepted, shown, reads): (Int64, Int64?, Int) = (0, nil, 0)
        for watch in watches {
          let sample = watch.samples[tick]
          accepted += sample.accepted[index]
          if let value = sample.shown[index] { (shown, reads) = (value, sample.reads[index]) }
        }
        guard let shown else { continue }
        behind += abs(accepted - shown)
        (mostReads, isShown) = (max(mostReads, reads), true)
      }
      if isShown { errors.append((behind, mostReads)) }
    }
    return errors
  }
}
