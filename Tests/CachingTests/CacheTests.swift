import Simulator
import Testing

@testable import Caching

/// The platform's cache: any key, any policy but Belady's.
@Suite struct CacheTests {
  private static let online = OnlinePolicyName.allCases.map(\.policy)

  @Test(arguments: online, AdmissionName.allCases) func theCacheEqualsAReplay(
    policy: PolicyName, admission: AdmissionName
  ) {
    var plan = GoldenTrace.plan(policy, capacity: 9_000, compatible: false, ignoresSize: false)
    plan.admission = admission
    // Sketches hash keys, so the cache gets the same ones; else any would do.
    let hashesKeys = admission != .all || policy == .wTinyLFU
    var cache = Cache(policy, plan.limits, admission: admission)
    var counts = ReplayCounts()
    for request in GoldenTrace.requests {
      let key = hashesKeys ? UInt64(request.object) : Draws.mix(UInt64(request.object))
      let outcome = cache.access(CacheRequest(key, sizeBytes: request.sizeBytes))
      counts.requests += 1
      counts.requestedBytes += Int64(request.sizeBytes)
      if outcome == .bypassed { counts.bypassed += 1 }
      if outcome != .hit {
        counts.misses += 1
        counts.missedBytes += Int64(request.sizeBytes)
      }
    }
    counts.evictions = cache.evictions
    cache.checkInvariants()
    #expect(counts == GoldenTrace.replay(plan))
  }

  /// A miss, and its fill some requests later, with others in between.
  @Test(arguments: online) func fillsMayComeLate(policy: PolicyName) {
    let draws = Draws(seed: 4, replication: 0)
    var cache = Cache(policy, CacheLimits(capacityBytes: 400))
    var waiting: [UInt64] = []
    var hits = 0
    for step in 0..<4_000 as Range<UInt64> {
      let unit = draws.unit(step)
      let key = UInt64(300 * unit * unit)
      let request = CacheRequest(key, sizeBytes: UInt32(1 + key % 3))
      let isHeld = cache.holds(key)
      let isHit = cache.find(request)
      #expect(isHit == isHeld)
      if isHit { hits += 1 } else if !waiting.contains(key) { waiting.append(key) }
      if waiting.count > 5 {
        let key = waiting.removeFirst()
        let isStored = cache.insert(CacheRequest(key, sizeBytes: UInt32(1 + key % 3)))
        let isHeld = cache.holds(key)
        #expect(isHeld == isStored || policy == .wTinyLFU)
      }
      if step % 50 == 0 {
        let wasHeld = cache.holds(key)
        let wasRemoved = cache.remove(key)
        let isStillHeld = cache.holds(key)
        #expect(wasRemoved == wasHeld && !isStillHeld)
      }
      cache.checkInvariants()
    }
    #expect(hits > 1_000)
  }

  /// A B C A D with room for three: LRU drops B, FIFO drops A.
  @Test func leastRecentAndFirstInDropDifferentObjects() {
    var lru = Cache(.lru, CacheLimits(capacityBytes: 3))
    var fifo = Cache(.fifo, CacheLimits(capacityBytes: 3))
    for key in [1, 2, 3, 1, 4] as [UInt64] {
      _ = lru.access(CacheRequest(key, sizeBytes: 1))
      _ = fifo.access(CacheRequest(key, sizeBytes: 1))
    }
    let held = [lru.holds(1), lru.holds(2), fifo.holds(1), fifo.holds(2)]
    #expect(held == [true, false, false, true])
  }

  /// Enough objects that records and index grow many times, and keys that come back after they left.
  @Test func aGrownCacheEqualsItsShadow() {
    let draws = Draws(seed: 5, replication: 0)
    var cache = Cache(.lru, CacheLimits(capacityBytes: 1_200))
    let shadow = NaiveLRU(1_200, frozen: false)
    for step in 0..<12_000 as Range<UInt64> {
      let key = Draws.mix(draws.index(3_000, step))
      let size = draws.index(100, step, 1) == 0 ? 2 : 1 as UInt32
      let outcome = cache.access(CacheRequest(key, sizeBytes: size))
      let expected = shadow.access(key, Int64(size))
      if outcome != expected || cache.storedObjects != shadow.count {
        Issue.record("step \(step): \(outcome), expected \(expected)")
        return
      }
      if step.isMultiple(of: 500) { cache.checkInvariants() }
    }
    let evictions = cache.evictions
    #expect(evictions == shadow.evictions && evictions > 5_000)
  }

  /// Equal sizes: what a smaller LRU holds, a larger one holds too, so hits never fall as the cache grows.
  @Test func hitsNeverFallAsTheCacheGrows() {
    let misses = stride(from: 0 as Int64, through: 900, by: 60).map {
      GoldenTrace.replay(GoldenTrace.plan(.lru, capacity: $0, compatible: false, ignoresSize: true)).misses
    }
    #expect(misses == misses.sorted(by: >) && misses.first == 20_000 && misses.last! < 13_000)
  }
}
