import Simulator
import Testing
import Workloads

@testable import SystemModel

/// Expiry, deletion and highlights in whole platforms.
@Suite struct StoryExpiryTests {
  /// A world whose stories live for seconds, so that those of the run expire too.
  private static func world(timeToLive: Int64 = 3, seconds: Int64 = 8) -> PlatformInputs {
    var inputs = SmallWorld.inputs(seconds: seconds)
    inputs.population.storiesPerDay = 100
    inputs.platform.stories.timeToLive = .seconds(timeToLive)
    inputs.platform.stories.sweepBatch = 1_000
    inputs.platform.objectStore.lifecycleGranularity = .seconds(2)
    return inputs
  }

  private func expectLaws(_ measured: RunMeasurements, _ label: String) {
    for law in measured.invariants {
      #expect(law.holds, "\(label): \(law.name), expected \(law.expected), found \(law.found)")
    }
  }

  /// Expiries per second of a world with bursts; all stories of the world, past or not.
  private func storyRate(_ inputs: PlatformInputs) -> Double {
    TargetRates(inputs.population, inputs.session).storyPosts * inputs.load.level
  }

  @Test(arguments: ExpiryIndexKind.allCases, DeleteSite.allCases)
  func lawsHoldWithEveryIndexAtEverySite(index: ExpiryIndexKind, site: DeleteSite) {
    for seed in 1...3 as ClosedRange<UInt64> {
      var inputs = Self.world()
      inputs.platform.stories.sweeper.index = index
      inputs.platform.stories.sweeper.deletesAt = site
      inputs.platform.stories.sweeper.rowsPerStatement = 1 + Int(seed) * 4
      inputs.platform.stories.sweeper.statementsInFlight = Int(seed)
      inputs.platform.stories.highlights.share = 0.25
      if seed == 3 { inputs.platform.stories.sweeper.rowsPerSecond = 20 }
      let measured = SmallWorld.run(inputs, seed: seed)
      expectLaws(measured, "\(index) at \(site), seed \(seed)")
      #expect(measured.executed("storiesExpired") > 100 && measured.executed("storyRowsSwept") > 50)
      #expect(measured.scalar("stories.highlights") > 20)
    }
  }

  /// Wheel and buckets with the same granularity find the same rows at the same time: the run is the same.
  @Test func wheelAndBucketsBehaveAlike() {
    var inputs = Self.world()
    inputs.platform.stories.sweeper.precision = .milliseconds(1_500)
    inputs.platform.stories.sweeper.index = .timingWheel
    let wheel = SmallWorld.run(inputs)
    inputs.platform.stories.sweeper.index = .hourBuckets
    let buckets = SmallWorld.run(inputs)
    #expect(wheel.fingerprint == buckets.fingerprint)
    inputs.platform.stories.sweeper.precision = .seconds(4)
    let coarse = SmallWorld.run(inputs)
    #expect(coarse.fingerprint != buckets.fingerprint)
    #expect(coarse.scalar("stories.rowLateness.p99") > buckets.scalar("stories.rowLateness.p99"))
  }

  /// As many stories expire as were posted a time to live before, whether before the run or in it.
  @Test func whatExpiresIsWhatWasPosted() {
    var inputs = Self.world(timeToLive: 5, seconds: 16)
    inputs.warmUp = .zero
    let measured = SmallWorld.run(inputs)
    let expected = storyRate(inputs) * 16
    let expired = Double(measured.executed("storiesExpired"))
    // Stories of the last seconds of the run are still being uploaded when they would expire.
    #expect(abs(expired - expected) < 5 * expected.squareRoot() + 0.1 * expected, "\(expired) of \(expected)")
  }

  @Test func aBurstBeforeTheRunExpiresInIt() {
    var inputs = Self.world(timeToLive: 86_400, seconds: 20)
    inputs.warmUp = .zero
    inputs.batches = 4
    let usual = storyRate(inputs)
    var burst = StoryBurst()
    burst.at = .zero - .days(1) + .seconds(5)
    burst.factor = 12
    burst.length = .seconds(5)
    inputs.storyBursts = [burst]
    let measured = SmallWorld.run(inputs)
    let expired = (0..<4).map { interval in
      measured.regions.reduce(0.0) { sum, region in
        let index = WorkClass.allCases.firstIndex(of: .storiesExpired)!
        return sum + Double(region.intervals[interval].work[index])
      }
    }
    for (count, factor) in zip(expired, [1.0, 12, 1, 1]) {
      let mean = usual * factor * 5
      #expect(abs(count - mean) < 5 * mean.squareRoot(), "\(expired), \(usual) per second")
    }
    expectLaws(measured, "burst")
  }

  /// Too slow a sweeper: the backlog grows with time and what leaks with its square; nothing expired is shown.
  @Test func aSweeperThatIsTooSlowLeaksByTheSquareOfTime() {
    func leak(seconds: Int64) -> (measured: RunMeasurements, rate: Double) {
      var inputs = Self.world(timeToLive: 4, seconds: seconds)
      inputs.warmUp = .zero
      inputs.platform.stories.sweeper.rowsPerSecond = 1
      inputs.platform.stories.sweepInterval = .milliseconds(100)
      inputs.platform.stories.sweeper.precision = .milliseconds(100)
      return (SmallWorld.run(inputs), storyRate(inputs) - 5)
    }
    let (short, rate) = leak(seconds: 8)
    let (long, _) = leak(seconds: 16)
    for (measured, seconds) in [(short, 8.0), (long, 16.0)] {
      expectLaws(measured, "\(seconds) s")
      let backlog = measured.scalar("stories.backlog")
      #expect(abs(backlog / (rate * seconds) - 1) < 0.25, "backlog \(backlog), fluid \(rate * seconds)")
    }
    let ratio = long.scalar("stories.leakedRowByteHours") / short.scalar("stories.leakedRowByteHours")
    #expect(ratio > 3.2 && ratio < 4.8, "twice the time leaks \(ratio) times")
    #expect(long.scalar("stories.behind") > 15)
    #expect(long.executed("storiesSkipped") > 0)
  }

  /// Deletes at the primaries delay commits, and the limit trades that for a backlog.
  @Test func theLimitTradesCommitsForBacklog() {
    func run(_ site: DeleteSite, _ limit: Double) -> RunMeasurements {
      var inputs = Self.world(timeToLive: 86_400, seconds: 12)
      inputs.platform.postStore.primaries = FleetParameters(
        instances: 1, workers: 1, serviceTime: .constant(.milliseconds(4)))
      inputs.platform.stories.sweeper.deletesAt = site
      inputs.platform.stories.sweeper.rowsPerSecond = limit
      inputs.platform.stories.sweeper.rowDeleteTime = .milliseconds(4)
      inputs.platform.stories.sweeper.rowsPerStatement = 100
      var burst = StoryBurst()
      burst.at = .zero - .days(1) + .seconds(2)
      burst.factor = 20
      burst.length = .seconds(3)
      inputs.storyBursts = [burst]
      return SmallWorld.run(inputs)
    }
    let (apart, fast, slow) = (run(.ownReplicas, 0), run(.primaries, 0), run(.primaries, 30))
    let waits = [apart, fast, slow].map { $0.scalar("postStore.commitWait.p99") }
    #expect(waits[1] > 3 * waits[0] && waits[1] > 1.5 * waits[2], "\(waits)")
    #expect(slow.scalar("stories.largestBacklog") > 1.3 * fast.scalar("stories.largestBacklog"))
    #expect(slow.scalar("stories.leakedRowByteHours") > fast.scalar("stories.leakedRowByteHours"))
  }

  /// An index scan pays for tombstones until they are compacted; the others meet none.
  @Test func tombstonesSlowAScanUntilCompaction() {
    func run(_ index: ExpiryIndexKind, compaction: Int64) -> RunMeasurements {
      var inputs = Self.world()
      inputs.platform.stories.sweeper.index = index
      inputs.platform.stories.sweeper.deletesAt = .primaries
      inputs.platform.stories.sweeper.tombstoneTime = .milliseconds(1)
      inputs.platform.stories.sweeper.compactionInterval = .seconds(compaction)
      return SmallWorld.run(inputs)
    }
    let (rarely, often, wheel) = (
      run(.indexScan, compaction: 100), run(.indexScan, compaction: 2), run(.timingWheel, compaction: 100)
    )
    let met = [rarely, often, wheel].map { $0.scalar("stories.tombstonesPerSearch") }
    #expect(met[0] > 2 * met[1] && met[1] > 0 && met[2] == 0, "\(met)")
    #expect(rarely.station("postStore").utilisation > 1.1 * wheel.station("postStore").utilisation)
  }

  /// Negative control: a highlight whose object is gone, and an expired story whose object was never there.
  @Test func brokenLawsOfObjectsAreSeen() {
    let world = World(Self.world(), seed: 1, replication: 0)
    var platform = RegionalPlatform(0, world)
    let story = PostID.runStory(author: UserID(3), ordinal: 1)
    let ticket = platform.sweeper.publish(story.value, due: .zero + .seconds(5))
    let isKept = platform.sweeper.keep(story, due: .zero + .seconds(5), ticket: ticket)
    #expect(isKept)
    platform.sweeper.expire(.runStory(author: UserID(4), ordinal: 2), at: .zero)
    var collector = MeasurementCollector(world: world, measured: .seconds(1))
    collector.add(&platform, at: .zero + .seconds(1))
    var measured = RunMeasurements()
    collector.finish(into: &measured)
    let broken = measured.invariants.filter { !$0.holds }.map { $0.name }
    #expect(
      broken == [
        "stories expired = swept + waiting", "objects of expired stories = deleted + waiting for the rule",
        "objects of highlights are kept",
      ])
  }

  /// The rule acts at midnight UTC, whatever hour a run starts at.
  @Test func theRuleActsAtMidnight() {
    var inputs = Self.world(timeToLive: 86_400, seconds: 4)
    inputs.platform.objectStore.lifecycleGranularity = .hours(24)
    func lateness(_ hour: Double) -> Double {
      inputs.load.startHourUTC = hour
      return SmallWorld.run(inputs).scalar("stories.objectLateness.p50") / 3_600
    }
    #expect(abs(lateness(0) - 24) < 0.1)
    #expect(abs(lateness(20) - 4) < 0.1)
  }
}
