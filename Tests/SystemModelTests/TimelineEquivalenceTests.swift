import Simulator
import Testing
import Workloads

@testable import SystemModel

/// Timelines computed on read from graph and chunk completions against sorted sets kept per follower.
@Suite struct TimelineEquivalenceTests {
  #if DEBUG
    static let users = 3_000
    static let seconds: Int64 = 6
  #else
    static let users = 100_000
    static let seconds: Int64 = 30
  #endif

  /// Much posting, few sessions, slow fan-out workers, trimming, and pulls from everybody above 400 followers.
  private func inputs(_ mode: TimelineMode) -> PlatformInputs {
    var inputs = PlatformInputs()
    inputs.population.users = Self.users
    inputs.population.opensPerDay = 20
    inputs.population.postsPerDay = 20
    inputs.population.storiesPerDay = 1
    inputs.geography.edgePopsPerRegion = 2
    inputs.load.level = 1_000_000 / Double(Self.users)
    inputs.platform = inputs.platform.scaled(0.1)
    inputs.platform.feed.timelines = mode
    inputs.platform.feed.celebrityThreshold = 400
    inputs.platform.feed.lookBack = .hours(2)
    inputs.platform.feed.timelineKept = 80
    inputs.platform.feed.timelineRead = 60
    inputs.platform.feed.chunkFollowers = 20
    inputs.platform.feed.fanOutWorkers = FleetParameters(
      instances: 4, workers: 2, serviceTime: .lognormal(median: .milliseconds(15), p99: .milliseconds(150)))
    inputs.platform.delivery.warmTurnover = 0
    inputs.warmUp = .seconds(2)
    inputs.duration = .seconds(Self.seconds)
    inputs.batches = 1
    return inputs
  }

  @Test func materialisedRunEqualsComputedRunIdForId() {
    let log = TimelineReadLog()
    let materialised = PlatformRun(inputs(.materialised), seed: 11)
    materialised.logReads(to: log)
    materialised.prepare()
    materialised.run()
    let kept = materialised.measurements()
    let computed = SmallWorld.run(inputs(.onRead), seed: 11)

    let different = log.reads.filter { $0.computed != $0.materialised }
    #expect(
      different.isEmpty,
      "\(different.count) of \(log.reads.count) reads differ, first \(String(describing: different.first))")
    #expect(kept.fingerprint == computed.fingerprint)
    #expect(kept.transcript == computed.transcript, "\(firstDifference(kept.transcript, computed.transcript))")

    let reads = log.reads.count
    let withPostsOfRun = log.reads.count { $0.computed.contains { $0.isOfRun } }
    let trimmed = log.reads.count { $0.computed.count == 60 }
    let postsOfRun = log.reads.reduce(0) { $0 + $1.computed.count { $0.isOfRun } }
    print(
      "timeline reads \(reads), with posts of the run \(withPostsOfRun) (\(postsOfRun) posts), trimmed \(trimmed);",
      "deliveries \(kept.executed("deliveries")), pulls \(kept.station("authorCache").arrivals),",
      "post.visible mean \(kept.operation("post.visible").latency.mean?.seconds ?? 0) s,",
      "fan-out waiting \(kept.station("fanOut").meanWaiting.seconds) s")
    #expect(reads > 500 && withPostsOfRun > reads / 3 && trimmed > reads / 10)
    #expect(kept.station("authorCache").arrivals > Int64(reads / 4), "few reads pull celebrities")
    #expect(kept.station("fanOut").meanWaiting > .milliseconds(50), "fan-out does not lag")
    #expect(kept.invariants.allSatisfy { $0.holds })
  }
}
