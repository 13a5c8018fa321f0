import Caching
import Simulator
import SystemModel
import Workloads

/// A hot path in small: `run(n)` prepares it and executes n operations. The same n executes the same instructions.
struct InstructionWorkload: Sendable {
  let name: String
  /// What one operation is.
  let operation: String
  /// Operations of the shorter of two runs.
  let operations: Int
  /// Returns a number that depends on all that was executed.
  let run: @Sendable (Int) -> UInt64

  static let all = [
    InstructionWorkload(name: "hold", operation: "hold, wheel, 10,000 pending, bimodal", operations: 200_000) { count in
      let increments = HoldIncrements(.bimodal)
      return withExtendedLifetime(increments) {
        var state = increments.fresh
        var list = SwiftHold<RadixWheelList>()
        _ = list.fill(10_000, &state) && list.hold(20_000 + count, &state)
        return state.checksum
      }
    },
    InstructionWorkload(name: "single-server", operation: "customer of M/M/1 with histogram", operations: 100_000) {
      count in
      var kernel = Kernel<RadixWheelList>()
      var model = SingleServerModel<RadixWheelList>(
        interarrivalMean: .milliseconds(10), serviceMean: .milliseconds(8), seed: 1, recordsHistogram: true)
      model.start(&kernel)
      kernel.run(&model, until: .zero + .milliseconds(10) * Int64(1_000 + count))
      return kernel.fingerprint.value
    },
    InstructionWorkload(name: "cache-lru", operation: "access to 10,000 objects", operations: 200_000) { count in
      accesses(LRU<HashedTable>.self, count)
    },
    InstructionWorkload(name: "cache-fifo", operation: "access to 10,000 objects", operations: 200_000) { count in
      accesses(FIFO<HashedTable>.self, count)
    },
    InstructionWorkload(name: "followees", operation: "user's followee list at 10⁹ users", operations: 1_000) { count in
      let draws = Draws(seed: 1, replication: 0)
      var parameters = PopulationParameters()
      parameters.users = 1_000_000_000
      let geography = Geography(GeographyParameters(), draws: draws)
      let population = Population(parameters, geography: geography, draws: draws)
      let graph = SocialGraph(GraphParameters(), population: population, draws: draws)
      var list = FolloweeList()
      var sum: UInt64 = 0
      for index in 0..<UInt64(count) {
        graph.readFollowees(of: UserID(UInt32(draws.index(1_000_000_000, index))), into: &list)
        for entry in 0..<list.count {
          sum = (sum &+ UInt64(list.authors[entry])) &* 0x9FB2_1C65_1E98_DF25 ^ UInt64(list.positions[entry])
        }
      }
      return sum
    },
    InstructionWorkload(name: "timeline", operation: "timeline read at 10⁹ users", operations: 1_000) { count in
      var probe = TimelineReadProbe(PlatformInputs(), seed: 1)
      var sum: UInt64 = 0
      for number in 0..<UInt64(count) { sum = sum &* 31 ^ probe.read(number) }
      return sum
    },
    InstructionWorkload(name: "platform", operation: "simulated second of a whole run, 200,000 users", operations: 30) {
      count in
      var inputs = PlatformInputs()
      inputs.population.users = 200_000
      inputs.duration = .seconds(Int64(count))
      inputs.warmUp = .seconds(1)
      inputs.platform.delivery.warmTurnover = 0
      let run = PlatformRun(inputs, seed: 1)
      run.prepare()
      run.run()
      return run.executedEvents
    },
  ]

  private static func accesses<Policy: EvictionPolicy & ~Copyable>(_: Policy.Type, _ count: Int) -> UInt64
  where Policy.Key == UInt64 {
    var policy = Policy(
      CacheLimits(capacityBytes: 10_000 * Int64(CacheBenchmark.objectBytes), expectedObjects: 10_000))
    var stream = KeyStream(keys: 100_000)
    // A fixed ring of keys, so that drawing them costs the same in both runs.
    let keys = stream.next(65_536)
    var hits = 0
    for index in 0..<65_536 + count {
      if policy.access(CacheRequest(keys[index & 65_535], sizeBytes: CacheBenchmark.objectBytes)) == .hit { hits += 1 }
    }
    return UInt64(hits)
  }
}
