import CacheLab
import Caching
import Simulator
import SystemModel

/// The published study of a photo cache (Huang et al., SOSP 2013, San Jose edge) on the platform's own request stream: one edge
/// whose popularity comes out of the follow graph, sessions and age, replayed through the policies of the study.
///
/// The cache has the size at which FIFO hits as often as the study's did; everything else is a result.
public struct PhotoCacheStudy: Sendable {
  /// What the study gives for its edge under FIFO: the one number that a size is fitted to.
  public static let publishedHitRatio = 0.592
  /// Share of the requests that fill the caches before counting begins, as in the study.
  public static let warmUpShare = 0.25
  public static let period = SimDuration.days(30)
  static let policies: [PolicyName] = [.fifo, .lfu, .lru, .s4lru, .belady]

  /// Share of all images that the phone had.
  public private(set) var phoneHitRatio = 0.0
  public private(set) var capacityBytes: Int64 = 0
  /// Requests that reached the edge, and what they asked for.
  public private(set) var facts: TraceFacts
  public private(set) var infinite = ReplayCounts()
  /// S4LRU with a third of the space.
  public private(set) var segmentedThird = ReplayCounts()
  private var single: [ReplayCounts] = []
  private var doubled: [ReplayCounts] = []

  /// Reads the stream of PoP 0 and replays it; takes about 20 s on one core. The same for any number of threads.
  public init(_ inputs: PlatformInputs = Self.inputs, seed: UInt64 = 1, period: SimDuration = period, threads: Int = 1)
  {
    let trace = Self.edgeTrace(inputs, seed: seed, period: period, phoneHitRatio: &phoneHitRatio)
    facts = TraceFacts(trace)
    let warmUp = Int(Self.warmUpShare * Double(trace.requests.count))
    let facts = facts
    func plan(_ policy: PolicyName, _ capacity: Int64) -> ReplayPlan {
      var plan = ReplayPlan(policy, capacity: capacity, over: facts)
      plan.warmUpRequests = warmUp
      return plan
    }
    let capacity = Self.capacity(facts) { 1 - ReplaySet([plan(.fifo, $0)]).run(over: trace)![0].missRatio }
    capacityBytes = capacity
    let plans =
      Self.policies.map { plan($0, capacity) } + Self.policies.map { plan($0, 2 * capacity) }
      + [plan(.s4lru, capacity / 3), plan(.infinite, .max)]
    let counts = ReplaySet(plans, threads: threads).run(over: trace)!
    single = Array(counts[..<Self.policies.count])
    doubled = Array(counts[Self.policies.count..<2 * Self.policies.count])
    segmentedThird = counts[2 * Self.policies.count]
    infinite = counts[2 * Self.policies.count + 1]
  }

  public func counts(_ policy: PolicyName) -> ReplayCounts { single[Self.policies.firstIndex(of: policy)!] }
  public func hitRatio(_ policy: PolicyName) -> Double { 1 - counts(policy).missRatio }
  public func byteHitRatio(_ policy: PolicyName) -> Double { 1 - counts(policy).byteMissRatio }
  /// Hit ratio above FIFO's in a cache of the same size.
  public func gain(_ policy: PolicyName) -> Double { hitRatio(policy) - hitRatio(.fifo) }
  /// Hit ratio that a cache of twice the size has above one of the same policy.
  public func gainOfDoubling(_ policy: PolicyName) -> Double {
    1 - doubled[Self.policies.firstIndex(of: policy)!].missRatio - hitRatio(policy)
  }

  /// What reaches the edge of PoP 0, its objects numbered in order of first appearance.
  private static func edgeTrace(
    _ inputs: PlatformInputs, seed: UInt64, period: SimDuration, phoneHitRatio: inout Double
  ) -> DenseTrace {
    var stream = RequestStream(inputs, seed: seed, pops: 0..<1, period: period)
    var numbers = FlatMap(reserving: 1 << 20)
    var requests: [TraceRequest] = []
    var (shown, objects) = (0, 0 as UInt32)
    while stream.readSession() {
      shown += stream.count
      for index in 0..<stream.count where !stream[index].isOnPhone {
        let (number, isNew) = numbers.findOrInsert(stream[index].key, objects)
        if isNew { objects += 1 }
        requests.append(TraceRequest(object: number, sizeBytes: stream[index].sizeBytes))
      }
    }
    phoneHitRatio = 1 - Double(requests.count) / Double(max(1, shown))
    return DenseTrace(requests: requests)
  }

  /// The size with the study's hit ratio, by bisection of its logarithm.
  private static func capacity(_ facts: TraceFacts, _ hitRatio: (Int64) -> Double) -> Int64 {
    var (low, high) = (facts.footprintBytes / 10_000 + 1, facts.footprintBytes)
    for _ in 0..<16 {
      let middle = Int64((Double(low) * Double(high)).squareRoot())
      if hitRatio(middle) < publishedHitRatio { low = middle } else { high = middle }
    }
    return high
  }
}
