import Simulator
import Testing

@testable import Caching

@Suite struct ReplayTests {
  private func replay(
    _ policy: PolicyName, _ keys: [UInt32], sizes: [UInt32]? = nil, capacity: Int64, compatible: Bool = false,
    admission: AdmissionName = .all, warmUp: Int = 0
  ) -> ReplayCounts {
    let requests = keys.enumerated().map { TraceRequest(object: $1, sizeBytes: sizes?[$0] ?? 1) }
    var plan = ReplayPlan(policy, CacheLimits(capacityBytes: capacity, isCompatible: compatible))
    plan.admission = admission
    plan.warmUpRequests = warmUp
    let nextUses = keys.indices.map { index in
      keys[(index + 1)...].firstIndex(of: keys[index]).map { UInt32($0) } ?? .max
    }
    let replay = CacheReplay(plan)
    requests.withUnsafeBufferPointer { all in
      nextUses.withUnsafeBufferPointer { replay.advance(all, nextUses: $0.baseAddress!) }
    }
    replay.checkInvariants()
    return replay.counts
  }

  private static let bounded = PolicyName.allCases.filter { $0 != .infinite }

  @Test(arguments: bounded, [false, true]) func aCacheOfNothingMissesAll(policy: PolicyName, compatible: Bool) {
    let counts = replay(policy, [1, 1, 2, 1, 1], capacity: 0, compatible: compatible)
    #expect(counts.requests == 5 && counts.misses == 5 && counts.bypassed == 5 && counts.evictions == 0)
  }

  /// Policies that split the cache into shares need more than one object to store any.
  @Test(arguments: bounded, [false, true]) func aCacheOfOneObject(policy: PolicyName, compatible: Bool) {
    let counts = replay(policy, [1, 1, 2, 2, 1], capacity: 1, compatible: compatible)
    let splits: [PolicyName] = [.slru, .twoQ, .lirs, .s3fifo]
    #expect(counts.misses == (splits.contains(policy) ? 5 : 3), "\(policy)")
  }

  @Test(arguments: PolicyName.allCases, [false, true]) func oneObjectOfAHundredFitsForEver(
    policy: PolicyName, compatible: Bool
  ) {
    let counts = replay(policy, Array(repeating: 7, count: 1_000), capacity: 100, compatible: compatible)
    #expect(counts.misses == 1 && counts.bypassed == 0 && counts.evictions == 0)
  }

  @Test(arguments: PolicyName.allCases, [false, true]) func objectsThatNeverComeAgainAllMiss(
    policy: PolicyName, compatible: Bool
  ) {
    let counts = replay(policy, Array(0..<2_000), capacity: 100, compatible: compatible)
    #expect(counts.misses == 2_000)
    if policy != .infinite { #expect(counts.evictions + counts.bypassed >= 1_900) }
  }

  @Test(arguments: bounded, [false, true]) func anObjectLargerThanTheCacheGoesPast(policy: PolicyName, compatible: Bool)
  {
    let sizes: [UInt32] = [1, 5_000, 1, 5_000, 1, .max, 1]
    let counts = replay(policy, [1, 2, 1, 2, 1, 3, 1], sizes: sizes, capacity: 1_000, compatible: compatible)
    #expect(counts.misses == 4 && counts.bypassed == 3 && counts.missedBytes == 1 + 2 * 5_000 + Int64(UInt32.max))
  }

  /// Default mode: who grows beyond the cache leaves, and comes back as a miss.
  @Test(arguments: bounded) func anObjectThatOutgrowsTheCacheLeaves(policy: PolicyName) {
    let sizes: [UInt32] = [1, 5_000, 1, 1]
    let honest = replay(policy, [1, 1, 1, 1], sizes: sizes, capacity: 1_000)
    let frozen = replay(policy, [1, 1, 1, 1], sizes: sizes, capacity: 1_000, compatible: true)
    #expect(honest.misses == 2 && honest.evictions == 1, "\(policy)")
    #expect(frozen.misses == 1 && frozen.evictions == 0, "\(policy)")
  }

  @Test(arguments: PolicyName.allCases) func chunksChangeNothing(policy: PolicyName) {
    let plan = GoldenTrace.plan(policy, capacity: 4_001, compatible: false, ignoresSize: false)
    #expect(GoldenTrace.replay(plan, chunk: 20_000) == GoldenTrace.replay(plan, chunk: 13))
  }

  @Test func theWarmUpFillsAndDoesNotCount() {
    let counts = replay(.lru, [1, 2, 3, 1, 2, 3, 4], capacity: 3, warmUp: 3)
    #expect(counts.requests == 4 && counts.misses == 1 && counts.evictions == 1)
    #expect(replay(.lru, [1, 2], capacity: 3, warmUp: 9).requests == 0)
  }

  /// Reservations and tables that must grow give the same counts.
  @Test(arguments: PolicyName.allCases) func reservationsChangeNothing(policy: PolicyName) {
    if policy == .wTinyLFU { return }
    var plan = GoldenTrace.plan(policy, capacity: 20_000, compatible: false, ignoresSize: false)
    let known = GoldenTrace.replay(plan)
    plan.limits.distinctObjects = 0
    plan.limits.expectedObjects = 5_000
    #expect(GoldenTrace.replay(plan) == known)
  }

  /// What the headers say: LIRS' slip, and W-TinyLFU beside libCacheSim's.
  @Test func theTracesOfTheHeaders() {
    let slip: [UInt32] = [1, 2, 2, 1, 3, 1]
    #expect(replay(.lirs, slip, capacity: 2).misses == 4)
    #expect(replay(.lirs, slip, capacity: 2, compatible: true).misses == 3)
    #expect(replay(.wTinyLFU, Array(repeating: 1, count: 10), capacity: 10).misses == 1)
  }
}
