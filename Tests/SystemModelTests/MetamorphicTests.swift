import Caching
import Simulator
import Testing
import Workloads

@testable import SystemModel

/// What must follow when one thing changes, and one figure that theory gives.
@Suite struct MetamorphicTests {
  private func burst(_ mode: CounterMode, rowHold: SimDuration = .milliseconds(1)) -> RunMeasurements {
    var inputs = SmallWorld.inputs(users: 2_000_000, sessionsPerSecond: 10, seconds: 6)
    inputs.platform.counters.mode = mode
    inputs.platform.counters.rowHold = .constant(rowHold)
    // Room for all that wait, so that the row and not the store is the bottleneck.
    inputs.platform.counters.store.workers = 64
    inputs.platform.counters.flushInterval = .milliseconds(500)
    inputs.celebrityPosts = [CelebrityPost(at: .zero, likesPerSecond: 500)]
    inputs.warmUp = .seconds(4)
    return SmallWorld.run(inputs)
  }

  @Test func directCountersNameTheHotRowAndBufferedOnesHaveNone() throws {
    let direct = burst(.direct)
    let buffered = burst(.buffered)
    let hot = try #require(direct.hotRows.first)
    #expect(hot.name.hasPrefix("likes of the scenario's post ") && hot.name.hasSuffix("by @celebrity-1"))
    #expect(hot.updates > 500 && hot.utilisation > 0.2 && hot.lockWaitSum > .milliseconds(20))
    let same = buffered.hotRows.first { $0.name == hot.name }
    #expect((same?.lockWaitSum ?? .zero).nanoseconds * 20 < hot.lockWaitSum.nanoseconds)
    let waited = direct.operation("like").meanLedger.contains { $0.component == "counterRow" && $0.kind == .lockWait }
    let waitedBuffered = buffered.operation("like").meanLedger.contains { $0.component == "counterRow" }
    #expect(waited && !waitedBuffered)
    // About 500 likes/s in five regions, two flushes a second each.
    #expect(buffered.scalar("counter.likesPerRowUpdate") > 10 && direct.scalar("counter.likesPerRowUpdate") == 1)
    #expect(buffered.scalar("counter.staleness.p50") > direct.scalar("counter.staleness.p50"))
  }

  @Test func longerHoldsMeanLongerLockWaits() throws {
    var previous = SimDuration.zero
    for hold in [500, 1_000, 1_900] as [Int64] {
      let measured = burst(.direct, rowHold: .microseconds(hold))
      let hot = try #require(measured.hotRows.first)
      #expect(hot.lockWaitSum.nanoseconds > previous.nanoseconds * 2, "hold of \(hold) µs")
      // Σ hold = updates × hold, exactly but for the holds that are cut by the clear and the end.
      let busy = hot.utilisation * measured.measured.seconds
      #expect(abs(busy - Double(hot.updates) * Double(hold) * 1e-6) <= 2 * Double(hold) * 1e-6)
      previous = hot.lockWaitSum
    }
  }

  @Test func proxiesAreBusyOnTheProxiedPathOnly() {
    var inputs = SmallWorld.inputs(sessionsPerSecond: 20, seconds: 8)
    inputs.platform.upload.proxies.workers = 64
    let direct = SmallWorld.run(inputs)
    inputs.platform.upload.path = .proxied
    let proxied = SmallWorld.run(inputs)
    inputs.platform.upload.proxies = FleetParameters(
      instances: 1, workers: 1, serviceTime: inputs.platform.upload.proxies.serviceTime)
    let crowded = SmallWorld.run(inputs)
    #expect(direct.station("uploadProxy").arrivals == 0 && proxied.station("uploadProxy").arrivals > 20)
    let transfers = proxied.station("uploadProxy").utilisation * 640 / proxied.executed("posts").asDouble
    #expect(transfers > 0.001, "a proxy's worker is held during the transfer")
    let (enough, tooFew) = (proxied.operation("post.upload").latency, crowded.operation("post.upload").latency)
    #expect(enough.count > 20 && tooFew.mean! > enough.mean!)
    #expect(crowded.station("uploadProxy").meanWaiting > proxied.station("uploadProxy").meanWaiting)
  }

  /// Policies without anomalies here, from each family.
  @Test(arguments: [OnlinePolicyName.lru, .fifo, .clock, .s4lru, .lfu]) func smallerEdgesHitLess(
    policy: OnlinePolicyName
  ) {
    var inputs = SmallWorld.inputs(seconds: 6)
    inputs.platform.delivery.edgePolicy = policy
    var previous = 2.0
    for capacity in [1_000_000_000, 48_000_000, 12_000_000, 3_000_000, 0] as [Int64] {
      inputs.platform.delivery.edgeCapacity = capacity
      let edge = SmallWorld.run(inputs).cache("edge")
      #expect(edge.hitRatio < previous, "\(policy), \(capacity) bytes: \(edge.hitRatio), more gave \(previous)")
      #expect(edge.storedBytes <= edge.capacityBytes && edge.capacityBytes == capacity * 10)
      previous = edge.hitRatio
    }
    #expect(previous == 0)
  }

  /// Busy time per arrival is the mean service time: inside the interval at level 10⁻⁶, which is within 3 %.
  @Test func utilisationOfTheGatewayIsArrivalsTimesServiceOverServers() {
    #if DEBUG
      let (sessions, needed) = (80.0, 2_000 as Int64)
    #else
      let (sessions, needed) = (1_100.0, 25_000 as Int64)
    #endif
    var inputs = SmallWorld.inputs(sessionsPerSecond: sessions, seconds: 12)
    inputs.platform = inputs.platform.withFleets(instances: 8, workers: 8)
    let measured = SmallWorld.run(inputs, prepared: false)
    let gateway = measured.station("gateway")
    let servers = Double(gateway.instances * gateway.serversPerInstance)
    let service = inputs.platform.gateway.fleet.serviceTime
    let busyPerArrival = gateway.utilisation * servers * measured.measured.seconds / Double(gateway.arrivals)
    let halfWidth = 4.892 * (service.variance / Double(gateway.arrivals)).squareRoot()
    #expect(gateway.arrivals > needed)
    #expect(abs(busyPerArrival - service.meanSeconds) < halfWidth)
    #if !DEBUG
      #expect(halfWidth < 0.03 * service.meanSeconds)
    #endif
    // Negative control: twice the servers would be seen.
    #expect(abs(2 * busyPerArrival - service.meanSeconds) > halfWidth)
  }

  /// Executed work against what the population asks: Poisson counts within six deviations.
  @Test func ratesAreWhatTheScenarioAsksFor() throws {
    let measured = SmallWorld.run(SmallWorld.inputs(users: 20_000, sessionsPerSecond: 100, seconds: 10))
    for name in ["sessions", "posts", "storyPosts"] {
      let rate = try #require(measured.rates.first { $0.name == name })
      let expected = try #require(rate.targetPerSecond) * measured.measured.seconds
      #expect(expected > 100)
      #expect(abs(Double(rate.executed) - expected) < 6 * expected.squareRoot(), "\(rate)")
    }
  }

  /// A region with four times the users gets four times the sessions.
  @Test func regionsGetSessionsInProportionToTheirUsers() {
    var inputs = SmallWorld.inputs(users: 10_000)
    inputs.geography.washingtonShare = 0.5
    inputs.geography.sydneyShare = 0.125
    let world = World(inputs, seed: 1, replication: 0)
    let shares = (0..<5).map { world.userShare(of: $0) }
    var users = [Double](repeating: 0, count: 5)
    for user in 0..<10_000 as Range<UInt32> { users[world.geography.region(of: UserID(user))] += 1 / 10_000 }
    #expect(abs(shares.reduce(0, +) - 1) < 1e-9)
    for region in 0..<5 { #expect(abs(shares[region] - users[region]) < 0.005) }
    #expect(shares[0] > 3.8 * shares[4])
  }
}

extension Int64 {
  fileprivate var asDouble: Double { Double(self) }
}
