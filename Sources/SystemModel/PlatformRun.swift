import Simulator
import Workloads

/// One replication of the platform: builds the world, warms its caches, runs it and measures it.
public final class PlatformRun {
  private let inputs: PlatformInputs
  let group: ProcessGroup<RegionalPlatform>
  private let world: World

  /// `threads` and `executionOrder` change speed only, never a byte of the result.
  public init(_ inputs: PlatformInputs, seed: UInt64, replication: UInt64 = 0, threads: Int = 1) {
    precondition(inputs.batches >= 1, "a run has at least one batch")
    self.inputs = inputs
    let world = World(inputs, seed: seed, replication: replication)
    self.world = world
    group = ProcessGroup(
      count: world.geography.regionCount, lookahead: world.geography.lookahead, threads: threads
    ) { region, kernel in
      var platform = RegionalPlatform(region, world)
      platform.start(&kernel)
      return platform
    }
  }

  /// Order in which one thread runs the regions of a window.
  public var executionOrder: [Int] {
    get { group.executionOrder }
    set { group.executionOrder = newValue }
  }

  public var executedEvents: UInt64 { group.executedEvents }
  public var end: SimTime { .zero + inputs.warmUp + inputs.duration }

  /// Keeps what every timeline read returned, in all regions; for tests with materialised timelines.
  public func logReads(to log: TimelineReadLog) {
    for region in 0..<group.count { group.withProcess(region) { $0.model.readLog = log } }
  }

  /// Follows one photo through all regions; needs a run on one thread.
  public func follow(_ trace: PhotoTrace) {
    precondition(group.threads == 1, "a trace needs a run on one thread")
    for region in 0..<group.count { group.withProcess(region) { $0.model.trace = trace } }
  }

  /// `@celebrity-3` or `@user-12345`.
  public func name(of user: UserID) -> String { world.population.name(of: user) }

  /// Fills the caches and, if asked for, the materialised timelines; puts the sessions in place that began before the
  /// run. Costs what `warmTurnover` asks for.
  public func prepare() {
    group.forEachProcess { process in
      process.model.warmCaches()
      process.model.fillTimelines()
      process.model.resumeOngoingSessions(&process.kernel)
    }
  }

  /// Runs to the end; `progress` sees the time reached after each window and returns false to stop there.
  /// Returns whether the end was reached.
  @discardableResult
  public func run(progress: (SimTime) -> Bool = { _ in true }) -> Bool {
    group.run(until: end, afterWindow: progress)
  }

  /// What the regions hold now, together.
  public var liveState: LiveState {
    var state = LiveState()
    for region in 0..<group.count {
      group.withProcess(region) { process in
        state.activeSessions += process.model.sessions.liveCount
        state.recentPosts += process.model.posts.count
        state.pendingEvents += process.kernel.pendingCount
        state.cachedObjects += process.model.shieldCache.storedObjects
        process.model.edgeCaches.forEachLiveSlot { state.cachedObjects += process.model.edgeCaches[$0].storedObjects }
      }
    }
    return state
  }

  public func measurements() -> RunMeasurements {
    var result = RunMeasurements()
    let now = group.now
    result.warmUp = inputs.warmUp
    result.measured = max(.zero, now - (.zero + inputs.warmUp))
    result.executedEvents = group.executedEvents
    result.fingerprint = group.fingerprint.hexadecimal
    var collector = MeasurementCollector(world: world, measured: result.measured)
    for region in 0..<group.count {
      group.withProcess(region) { collector.add(&$0.model, at: now) }
    }
    collector.finish(into: &result)
    return result
  }
}

/// Counts of what a run keeps in memory; posts of the run count once in each region.
public struct LiveState: Sendable {
  /// Sessions that will ask for another page.
  public var activeSessions = 0
  public var recentPosts = 0
  public var cachedObjects = 0
  public var pendingEvents = 0
}
