import Simulator
import Testing
import Workloads

@testable import SystemModel

/// The laws of every run, over many seeds and unlike worlds.
@Suite struct InvariantTests {
  #if DEBUG
    static let seeds: [UInt64] = [0, 5, 10, 23, 31, 33, 46, 60]
    static let seconds: Int64 = 3
  #else
    static let seeds = Array(0..<64 as Range<UInt64>)
    static let seconds: Int64 = 8
  #endif

  /// Seed bits choose the modes, draws the sizes.
  private static func world(_ seed: UInt64) -> PlatformInputs {
    let draws = Draws(seed: seed, replication: 77)
    let isSlice = seed & 16 != 0
    var inputs = SmallWorld.inputs(
      users: isSlice ? 20_000 : 1_500 + Int(draws.index(2_000, 1)),
      sessionsPerSecond: isSlice ? 300 : 15 + 30 * draws.unit(2), seconds: seconds)
    if isSlice {
      inputs.geography.edgePopsPerRegion = 20
      inputs.slice = 20
      inputs.population.postsPerDay = 2
      inputs.population.storiesPerDay = 2
    }
    var platform = inputs.platform
    countInSomeWay(&platform.counters, draws)
    (inputs.session.doubleTapShare, inputs.session.unlikeShare) = (0.3, 0.3)
    inputs.session.followsPerSession = 0.5
    if draws.index(2, 11) == 0 { inputs.bufferCrashes = [BufferCrash(at: .seconds(2), shards: 1)] }
    if draws.index(2, 12) == 0 {
      inputs.hashtagStorms = [HashtagStorm(at: .seconds(1), lasts: .seconds(3), share: 0.5)]
    }
    if seed & 2 != 0 { platform.upload.path = .proxied }
    if seed & 4 != 0 {
      platform.stories.timeToLive = .seconds(1 + Int64(draws.index(4, 3)))
      platform.objectStore.lifecycleGranularity = .seconds(1)
    }
    if seed & 8 != 0 { platform = platform.withFleets(instances: 1, workers: 1) }
    if seed & 32 != 0 { platform.feed.timelines = .materialised }
    if draws.index(2, 4) == 0 { platform.counters.handOver = .fifo }
    if draws.index(2, 5) == 0 { (platform.delivery.edgePolicy, platform.delivery.shieldPolicy) = (.fifo, .fifo) }
    platform.delivery.edgeCapacity = Int64(draws.index(30_000_000, 6))
    platform.stories.sweepBatch = 1 + Int(draws.index(20, 7))
    platform.counters.flushInterval = .milliseconds(50 + Int64(draws.index(3_000, 8)))
    inputs.platform = platform
    inputs.celebrityPosts = [CelebrityPost(at: .milliseconds(500), likesPerSecond: 400 * draws.unit(9))]
    inputs.warmUp = .milliseconds(Int64(draws.index(3_000, 10)))
    return inputs
  }

  /// Every kind in one of the eight ways, with short intervals, time-outs and shared flushes.
  private static func countInSomeWay(_ counters: inout CounterParameters, _ draws: Draws) {
    counters.mode = CounterMode.allCases[Int(draws.index(8, 20))]
    counters.comments = CounterChoice.allCases[Int(draws.index(9, 21))]
    counters.followers = CounterChoice.allCases[Int(draws.index(9, 22))]
    counters.storyViews = CounterChoice.allCases[Int(draws.index(9, 23))]
    counters.hashtags = CounterChoice.allCases[Int(draws.index(9, 24))]
    if draws.index(2, 25) == 0 { counters.commit = .grouped }
    if draws.index(3, 26) == 0 { counters.lockTimeout = .milliseconds(3) }
    if draws.index(3, 27) == 0 { counters.rowWaiterCost = .microseconds(50) }
    if draws.index(2, 28) == 0 { (counters.flushJitter, counters.flushSize) = (0.5, 20) }
    (counters.shards, counters.shardLimit) = (2, 8)
    counters.compactInterval = .milliseconds(100 + Int64(draws.index(900, 29)))
    counters.gossipInterval = .milliseconds(100 + Int64(draws.index(900, 30)))
    counters.distinctHashtags = 50
    counters.mergeLimit = 1 + Int(draws.index(6, 31))
    counters.attempts = 2
    counters.sketchWidth = 64
  }

  @Test(arguments: seeds) func lawsHold(seed: UInt64) {
    let run = PlatformRun(Self.world(seed), seed: seed)
    run.prepare()
    run.run()
    let measured = run.measurements()
    #expect(measured.invariants.count >= 18)
    for law in measured.invariants {
      #expect(law.holds, "seed \(seed): \(law.name), expected \(law.expected), found \(law.found)")
    }
    for operation in measured.operations {
      let ledger = operation.meanLedger.reduce(0) { $0 + $1.nanoseconds }
      #expect(ledger == operation.latency.sum, "seed \(seed): ledgers of \(operation.name)")
      #expect(operation.latency.outOfRange == 0)
      let mayFail = operation.name == "like" || operation.name == "follow"
      #expect(mayFail || operation.failures == 0, "seed \(seed): \(operation.name) fails")
    }
    #expect(measured.executedEvents > 1_500, "seed \(seed): an idle run obeys every law")
    #expect(measured.executed("likes") + measured.executed("backgroundLikes") > 0)
  }

  /// The same laws see a like that is dropped and a post shown early: they are able to fail.
  @Test func brokenLawsAreSeen() {
    let world = World(SmallWorld.inputs(), seed: 1, replication: 0)
    var platform = RegionalPlatform(0, world)
    platform.counters.accepted.add(1, .likes)
    platform.checkVisible(.run(author: UserID(3), ordinal: 1), at: .zero)
    platform.checkStored(.run(author: UserID(3), ordinal: 1), 17, at: .zero)
    var header = RequestHeader(identity: 1, startedAt: .zero)
    header.waitFor(.gateway, .service)
    header.settle(.zero + .seconds(1))
    platform.measures.record(.like, &header, at: .zero + .seconds(2))
    var collector = MeasurementCollector(world: world, measured: .seconds(1))
    collector.add(&platform, at: .zero + .seconds(1))
    var measured = RunMeasurements()
    collector.finish(into: &measured)
    let broken = measured.invariants.filter { !$0.holds }.map { $0.name }
    #expect(
      broken == [
        "ledgers that do not sum to their latency", "posts shown before they were ready",
        "objects asked for and never stored",
        "counter changes accepted = durable + buffered + travelling + refused + lost",
        "likes accepted = durable + buffered + travelling + refused + lost",
      ])
  }

  /// Short lives exercise what the laws of stories are about.
  @Test func storiesExpireAreSkippedAndSwept() {
    var inputs = SmallWorld.inputs(sessionsPerSecond: 80, seconds: 8)
    inputs.population.storiesPerDay = 100
    inputs.platform.stories.timeToLive = .seconds(6)
    inputs.platform.stories.sweepBatch = 1_000
    inputs.platform.objectStore.lifecycleGranularity = .seconds(1)
    let measured = SmallWorld.run(inputs)
    let expired = measured.invariants.first { $0.name.hasPrefix("stories expired") }!
    #expect(measured.executed("storyFrames") > 50 && measured.executed("storiesSkipped") > 5)
    #expect(expired.holds && expired.expected > 100)
    #expect(measured.scalar("stories.leakedByteHours") > 0)
    for law in measured.invariants { #expect(law.holds, "\(law.name): \(law.expected), \(law.found)") }
  }
}
