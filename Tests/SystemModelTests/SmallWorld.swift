import Simulator
import Workloads

@testable import SystemModel

/// Small platforms with the habits of the reference: few users who come and post often, on fleets of few servers.
enum SmallWorld {
  /// Two instances with two workers of each fleet, so that each capacity can be halved; caches that evict; timelines
  /// that trim; authors above 300 followers are pulled. `sessionsPerSecond` over all regions.
  static func inputs(users: Int = 4_000, sessionsPerSecond: Double = 40, seconds: Int64 = 8) -> PlatformInputs {
    var inputs = PlatformInputs()
    inputs.population.users = users
    inputs.population.opensPerDay = 50
    inputs.population.postsPerDay = 10
    inputs.population.storiesPerDay = 10
    inputs.graph.meanFollowees = 30
    inputs.geography.edgePopsPerRegion = 2
    inputs.load.level = sessionsPerSecond * 86_400 / (Double(users) * inputs.population.dailyActiveShare * 50)
    inputs.platform = inputs.platform.withFleets(instances: 2, workers: 2)
    inputs.platform.feed.celebrityThreshold = 300
    inputs.platform.feed.lookBack = .hours(12)
    inputs.platform.feed.timelineKept = 60
    inputs.platform.feed.timelineRead = 50
    inputs.platform.feed.pulledPostsPerAuthor = 3
    inputs.platform.feed.chunkFollowers = 50
    inputs.platform.delivery.edgeWorkers = 4
    inputs.platform.delivery.edgeCapacity = 16_000_000
    inputs.platform.delivery.shieldCapacity = 48_000_000
    inputs.platform.stories.sweepBatch = 2
    inputs.warmUp = .seconds(2)
    inputs.duration = .seconds(seconds)
    inputs.batches = 2
    return inputs
  }

  static func run(_ inputs: PlatformInputs, seed: UInt64 = 1, prepared: Bool = true) -> RunMeasurements {
    let run = PlatformRun(inputs, seed: seed)
    if prepared { run.prepare() }
    run.run()
    return run.measurements()
  }
}

extension PlatformParameters {
  /// All fleets with the same numbers; service times stay.
  func withFleets(instances: Int, workers: Int) -> PlatformParameters {
    setting(suffix: ".instances", to: instances).setting(suffix: ".workers", to: workers)
  }

  /// The same platform for a share of its users: instances in proportion, at least one; workers stay.
  func scaled(_ share: Double) -> PlatformParameters {
    var scaled = self
    for field in Self.fields where field.path.hasSuffix(".instances") {
      guard case .count(let instances) = field.read(self) else { continue }
      field.write(&scaled, .count(max(1, Int((Double(instances) * share).rounded()))))
    }
    return scaled
  }

  private func setting(suffix: String, to count: Int) -> PlatformParameters {
    var changed = self
    for field in Self.fields where field.path.hasSuffix(suffix) { field.write(&changed, .count(count)) }
    return changed
  }
}
