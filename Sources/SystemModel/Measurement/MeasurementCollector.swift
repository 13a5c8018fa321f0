import Simulator
import Workloads

/// Folds the regions' recorders, in region order, into what leaves the run.
struct MeasurementCollector {
  private let world: World
  private let measured: SimDuration
  private var batches: [[LatencyHistogram]]
  private var recorders: [[OperationRecorder]] = []
  private var marks: [[IntervalMark]] = []
  private var work = [Int64](repeating: 0, count: WorkClass.allCases.count)
  private var hops = [Int64](repeating: 0, count: Operation.allCases.count)
  private var failures = [Int64](repeating: 0, count: Operation.allCases.count)
  private var fleets: [FleetSum] = []
  private var phone = CacheMeasurement(name: "phone")
  private var edge = CacheMeasurement(name: "edge")
  private var shield = CacheMeasurement(name: "shield")
  private var lag = [LatencyHistogram](repeating: LatencyHistogram(), count: Component.allCases.count)
  private var counters: CounterCollector
  private var totals = Totals()
  private var storyViews = StoryViewTotals()
  private var stories = StoryTotals()
  private var inFlight = [Int64](repeating: 0, count: Operation.allCases.count)

  private struct FleetSum {
    var component: Component
    var servers: Int
    var instances = 0
    var arrivals: Int64 = 0
    var blocked: Int64 = 0
    var busy = 0.0
    var busiest = 0.0
    var waiting: Int64 = 0
    var departures: Int64 = 0
    var longestLine: Int32 = 0
    var busyTime: Int64 = 0
  }

  private struct Totals {
    var unbalanced: Int64 = 0
    var early: Int64 = 0
    var expired: Int64 = 0
    var missing: Int64 = 0
    var flowIn: Int64 = 0
    var flowOut: Int64 = 0
    var brokenStationLaws: Int64 = 0
    var originBytes: Int64 = 0
    var usedAheadBytes: Int64 = 0
    var wastedAheadBytes: Int64 = 0
    var timelineReads: Int64 = 0
    var timelineEntries: Int64 = 0
    var timelinePostsOfRun: Int64 = 0
  }

  init(world: World, measured: SimDuration) {
    self.world = world
    self.measured = measured
    batches = Array(repeating: [], count: Operation.allCases.count)
    counters = CounterCollector(world: world, measured: measured)
  }

  mutating func add(_ platform: inout RegionalPlatform, at now: SimTime) {
    platform.measures.fold()
    recorders.append(Operation.allCases.map { platform.measures.operations[UInt32($0.rawValue)] })
    for operation in Operation.allCases {
      let index = Int(operation.rawValue)
      let own = platform.measures.operations[UInt32(index)].batches
      for batch in own.indices {
        if batch < batches[index].count {
          batches[index][batch].add(own[batch])
        } else {
          batches[index].append(own[batch])
        }
      }
    }
    marks.append(platform.measures.intervals)
    for index in work.indices { work[index] += platform.measures.work[index] }
    for index in hops.indices {
      hops[index] += platform.measures.hops[index]
      failures[index] += platform.measures.failures[index]
    }
    platform.stations.settle(to: now)
    addStations(platform, at: now)
    addCaches(platform)
    for index in lag.indices { lag[index].add(platform.measures.consumerLag[index]) }
    counters.add(&platform, at: now)
    addLaws(platform)
    storyViews.add(platform)
    stories.add(platform, at: now)
    addInFlight(platform)
  }

  private mutating func addStations(_ platform: borrowing RegionalPlatform, at now: SimTime) {
    for (index, fleet) in platform.stations.fleets.enumerated() {
      if fleets.count <= index {
        let servers = Int(platform.stations.stations[UInt32(fleet.first)].servers)
        fleets.append(FleetSum(component: fleet.component, servers: servers))
      }
      fleets[index].instances += Int(fleet.instances)
      for station in UInt32(fleet.first)..<UInt32(fleet.first) + fleet.instances {
        let recorder = platform.stations.closedRecorder(station, at: now)
        let present = platform.stations.stations[station].present
        let span = Double((now - recorder.clearedAt).nanoseconds)
        let utilisation = span > 0 ? Double(recorder.busyTime) / span / Double(fleets[index].servers) : 0
        fleets[index].busy += utilisation
        fleets[index].busiest = max(fleets[index].busiest, utilisation)
        fleets[index].arrivals += recorder.arrivals
        fleets[index].blocked += recorder.blocked
        fleets[index].waiting += recorder.waitingSum
        fleets[index].busyTime += recorder.busyTime
        fleets[index].departures += recorder.departures
        fleets[index].longestLine = max(fleets[index].longestLine, recorder.longestLine)
        totals.flowIn += recorder.arrivals + Int64(recorder.presentAtClear)
        totals.flowOut += recorder.departures + recorder.expired + Int64(present)
        addStationLaws(platform.stations.stations[station].invariants(named: "station", at: now))
      }
    }
    addStationLaws(platform.counters.rows.invariants(named: "rows", at: now))
  }

  private mutating func addStationLaws(_ laws: [InvariantMeasurement]) {
    totals.brokenStationLaws += Int64(laws.count { !$0.holds })
  }

  private mutating func addCaches(_ platform: borrowing RegionalPlatform) {
    let own = platform.measures.phone
    phone.requests += own.requests
    phone.hits += own.hits
    phone.requestedBytes += own.requestedBytes
    phone.hitBytes += own.hitBytes
    platform.edgeCaches.forEachLiveSlot { platform.edgeCaches[$0].add(into: &edge) }
    platform.shieldCache.add(into: &shield)
  }

  /// A miss is not a kind of time: it shows at the components behind the edge.
  private static let views = [
    ViewDefinition(
      name: "edge misses", components: [Component.shield, .objectStore, .wan].map(\.name),
      operations: [Operation.imageFetch, .feedVisible, .storyFrame].map(\.name)),
    ViewDefinition(name: "other regions", components: [Component.wan.name]),
  ]

  private func addIntervals(to result: inout RunMeasurements) {
    result.regions = recorders.indices.map {
      RegionMeasurements(Geography.regionLabels[$0], marks[$0], recorders[$0])
    }
    let intervals = result.regions.map(\.intervals.count).min() ?? 0
    let part = world.inputs.duration.nanoseconds / Int64(world.inputs.batches)
    result.intervalEdges = (0...intervals).map {
      .zero + world.inputs.warmUp + SimDuration(nanoseconds: part * Int64($0))
    }
  }

  private mutating func addLaws(_ platform: borrowing RegionalPlatform) {
    totals.unbalanced += platform.measures.unbalancedLedgers
    totals.early += platform.measures.earlyPosts
    totals.expired += platform.measures.expiredStories
    totals.missing += platform.measures.missingObjects
    totals.originBytes += platform.measures.originBytes
    totals.usedAheadBytes += platform.measures.usedAheadBytes
    totals.wastedAheadBytes += platform.measures.wastedAheadBytes
    totals.timelineReads += platform.measures.timelineReads
    totals.timelineEntries += platform.measures.timelineEntries
    totals.timelinePostsOfRun += platform.measures.timelinePostsOfRun
  }

  private mutating func addInFlight(_ platform: borrowing RegionalPlatform) {
    var (images, first, later, segments): (Int64, Int64, Int64, Int64) = (0, 0, 0, 0)
    platform.feeds.forEachLiveSlot {
      let session = platform.sessions[platform.feeds[$0].session]
      let isFirst = session.page == 0
      let visible = isFirst ? Operation.feedVisible : .pageVisible(session.network)
      inFlight[Int(visible.rawValue)] += 1
      if platform.feeds[$0].step == .images {
        images += Int64(platform.feeds[$0].pendingImages)
      } else if isFirst {
        first += 1
      } else {
        later += 1
      }
    }
    platform.cacheMisses.forEachLiveSlot {
      switch platform.cacheMisses[$0].fetch.parent {
      case .storyTray: images += 1
      case .video: (images, segments) = (images + 1, segments + 1)
      case .feedLoad, .ahead, .storyAhead: break
      }
    }
    inFlight[Int(Operation.videoSegment.rawValue)] += segments
    inFlight[Int(Operation.imageFetch.rawValue)] += images
    inFlight[Int(Operation.comment.rawValue)] += Int64(platform.comments.liveCount)
    inFlight[Int(Operation.storyTray.rawValue)] += Int64(platform.trays.liveCount)
    var (photos, stories): (Int64, Int64) = (0, 0)
    platform.counters.requests.forEachLiveSlot {
      if let operation = platform.counters.requests[$0].operation { inFlight[Int(operation.rawValue)] += 1 }
    }
    inFlight[Int(Operation.viewerList.rawValue)] += Int64(platform.viewing.listReads.liveCount)
    inFlight[Int(Operation.storyReply.rawValue)] += platform.viewing.repliesUnderWay
    platform.uploads.forEachLiveSlot { if platform.uploads[$0].isStory { stories += 1 } else { photos += 1 } }
    inFlight[Int(Operation.feedLoad.rawValue)] += first
    inFlight[Int(Operation.feedPage.rawValue)] += later
    inFlight[Int(Operation.postUpload.rawValue)] += photos
    inFlight[Int(Operation.storyUpload.rawValue)] += stories
    for index in inFlight.indices { inFlight[index] += platform.measures.unfinished[index] }
  }

  func finish(into result: inout RunMeasurements) {
    result.operations = Operation.allCases.map(operation)
    result.rates = WorkClass.allCases.map(rate)
    result.stations = fleets.map(station)
    result.caches = cacheMeasurements()
    result.hotRows = hotRows(result.operations)
    result.scalars = scalars()
    result.invariants = invariants()
    result.caveats = caveats()
    addIntervals(to: &result)
    result.views = MeasurementCollector.views
  }

  private func operation(_ operation: Operation) -> OperationMeasurement {
    let index = Int(operation.rawValue)
    var total = LatencyHistogram()
    for batch in batches[index] { total.add(batch) }
    for region in recorders { total.add(region[index].current) }
    var measurement = OperationMeasurement(name: operation.name, latency: total, batches: batches[index])
    measurement.failures = failures[index]
    measurement.inFlight = inFlight[index]
    var (all, tail) = (OperationRecorder.emptyShares, OperationRecorder.emptyShares)
    let floor = total.percentile(99) ?? .zero
    for region in recorders {
      _ = region[index].addLedger(atLeast: .zero, into: &all)
      measurement.tailCount += region[index].addLedger(atLeast: floor, into: &tail)
    }
    measurement.meanLedger = OperationRecorder.named(all)
    measurement.tailLedger = OperationRecorder.named(tail)
    let own = recorders.map { $0[index] }
    measurement.ledgers = OperationRecorder.ledgerTable(own)
    measurement.slowest = OperationRecorder.slowest(own, Geography.regionLabels)
    measurement.samples = OperationRecorder.samples(own, Geography.regionLabels)
    measurement.withoutCause = OperationRecorder.withoutCause(own)
    return measurement
  }

  private func rate(_ work: WorkClass) -> RateMeasurement {
    let executed = self.work[work.rawValue]
    let perSecond = measured > .zero ? Double(executed) / measured.seconds : 0
    return RateMeasurement(
      name: String(describing: work), executed: executed, executedPerSecond: perSecond,
      targetPerSecond: target(work), hops: hops(work.operations))
  }

  /// Mean per completed request of these operations; nil when there are none.
  private func hops(_ operations: [Operation]) -> Double? {
    var (sum, requests): (Int64, Int64) = (0, 0)
    for operation in operations {
      let index = Int(operation.rawValue)
      sum += hops[index]
      for region in recorders { requests += region[index].count }
    }
    return requests > 0 ? Double(sum) / Double(requests) : nil
  }

  /// What the population asks of the part that is simulated, times the scenario's level of load.
  private func target(_ work: WorkClass) -> Double? {
    let rates = world.targets
    let level = world.inputs.load.level
    let kept = world.keptShare * level
    switch work {
    case .sessions: return rates.sessions * kept
    case .pages: return rates.pages * kept
    case .feedImages: return rates.feedImages * kept
    case .storyFrames: return rates.storyFrames * kept
    case .likes: return hasBurst ? nil : rates.likes * kept
    case .comments: return rates.comments * kept
    case .posts: return rates.posts * level
    case .storyPosts: return hasStoryBurst ? nil : rates.storyPosts * level
    default: return nil
    }
  }

  /// Whether a celebrity's post falls into the run; its likes come on top of the population's.
  private var hasBurst: Bool {
    let end = world.inputs.warmUp + world.inputs.duration
    return world.inputs.celebrityPosts.contains { $0.at < end }
  }

  /// Whether the scenario adds to the population's stories.
  private var hasStoryBurst: Bool { !world.inputs.storyBursts.isEmpty }

  private func station(_ fleet: FleetSum) -> StationMeasurement {
    var measurement = StationMeasurement(
      name: fleet.component.name, instances: fleet.instances, serversPerInstance: fleet.servers,
      arrivals: fleet.arrivals, blocked: fleet.blocked, utilisation: fleet.busy / Double(max(1, fleet.instances)),
      busiestUtilisation: fleet.busiest,
      meanWaiting: SimDuration(nanoseconds: fleet.waiting / max(1, fleet.departures)),
      longestLine: Int(fleet.longestLine))
    measurement.meanService = SimDuration(nanoseconds: fleet.busyTime / max(1, fleet.departures))
    return measurement
  }

  private func cacheMeasurements() -> [CacheMeasurement] {
    var tiers = [phone, edge, shield]
    if world.inputs.slice > 1 { tiers[2].isValid = false }
    if world.viewerShare < 1 { tiers[1].isValid = false }
    return tiers
  }

  private func scalars() -> [ScalarMeasurement] {
    var list: [ScalarMeasurement] = []
    func add(_ name: String, _ value: Double, _ unit: String) {
      list.append(ScalarMeasurement(name: name, value: value, unit: unit))
    }
    for component in [Component.searchIndexer, .hashtagCounters, .notifications] {
      add("consumer.\(component.name).lag.p99", lag[Int(component.rawValue)].percentile(99)?.seconds ?? 0, "s")
    }
    let reads = Double(max(1, totals.timelineReads))
    add("timeline.candidates", Double(totals.timelineEntries) / reads, "1")
    add("timeline.postsOfRun", Double(totals.timelinePostsOfRun) / reads, "1")
    list += stories.scalars(rowBytes: world.inputs.platform.stories.sweeper.rowBytes)
    add("origin.bytesPerSecond", Double(totals.originBytes) / max(measured.seconds, 1e-9), "bytes/s")
    let ahead = totals.usedAheadBytes + totals.wastedAheadBytes
    add("prefetch.wastedBytes", Double(totals.wastedAheadBytes), "bytes")
    add("prefetch.wastedShare", Double(totals.wastedAheadBytes) / Double(max(1, ahead)), "1")
    return counters.scalars(storeBusy: storeBusy) + list + storyViews.scalars()
  }

  private func invariants() -> [InvariantMeasurement] {
    [
      InvariantMeasurement(name: "ledgers that do not sum to their latency", expected: 0, found: totals.unbalanced),
      InvariantMeasurement(name: "posts shown before they were ready", expected: 0, found: totals.early),
      InvariantMeasurement(name: "stories shown after expiry", expected: 0, found: totals.expired),
      InvariantMeasurement(name: "objects asked for and never stored", expected: 0, found: totals.missing),
      InvariantMeasurement(name: "station flow balance", expected: totals.flowIn, found: totals.flowOut),
      InvariantMeasurement(
        name: "stations and row locks that break Little's law", expected: 0, found: totals.brokenStationLaws),
    ] + counters.invariants() + storyViews.invariants() + stories.invariants
  }

  /// The rows with the longest lock wait, each with its share of the time of the slowest requests of its kind.
  private func hotRows(_ operations: [OperationMeasurement]) -> [RowMeasurement] {
    counters.hotRows { kind in
      let operation: Operation? = kind == .likes ? .like : kind == .followers ? .follow : nil
      guard let operation, let floor = operations[Int(operation.rawValue)].latency.percentile(99) else { return nil }
      return (floor, operations[Int(operation.rawValue)].tailLedger.reduce(0) { $0 + $1.nanoseconds })
    }
  }

  /// Time that the workers of the counters' stores and buffers were busy; locks take none of it.
  private var storeBusy: SimDuration {
    SimDuration(
      nanoseconds: fleets.reduce(0) {
        $0 + ($1.component == .counterStore || $1.component == .counterBuffer ? $1.busyTime : 0)
      })
  }

  private func caveats() -> [String] {
    var list: [String] = []
    if world.inputs.slice > 1 {
      let kept = world.isKept.count { $0 }
      list.append(
        "slice of \(kept) of \(world.isKept.count) PoPs: shield, origin, counters and post-store writes see less "
          + "than their load; celebrities' likes carry those of the viewers left out")
    }
    if world.viewerShare < 1 {
      let smallest = world.isKept.count / world.geography.regionCount
      list.append("edge and shield hit ratios are not valid below 1/\(smallest): viewers of a PoP are thinned")
    }
    list.append(
      "timelines, phone caches and the past are computed when read, not stored; tests find timelines equal to stored ones"
    )
    if world.inputs.platform.delivery.warmTurnover <= 0 { list.append("caches start empty") }
    return list
  }
}
