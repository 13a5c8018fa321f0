import Simulator
import Testing

@testable import SystemModel

/// LRU and FIFO by an array searched from end to end: what the policies must equal, access by access.
private struct NaiveCache {
  var entries: [(key: UInt64, size: Int64)] = []
  let capacity: Int64
  let movesOnHit: Bool
  var evictions: Int64 = 0

  var bytes: Int64 { entries.reduce(0) { $0 + $1.size } }

  mutating func access(_ key: UInt64, _ size: Int64) -> CacheOutcome {
    if let place = entries.firstIndex(where: { $0.key == key }) {
      entries[place].size = size
      if movesOnHit { entries.append(entries.remove(at: place)) }
      evict(to: capacity)
      return .hit
    }
    if size > capacity { return .bypassed }
    evict(to: capacity - size)
    entries.append((key, size))
    return .admitted
  }

  private mutating func evict(to limit: Int64) {
    while bytes > limit {
      entries.removeFirst()
      evictions += 1
    }
  }
}

@Suite struct EvictionPolicyTests {
  #if DEBUG
    static let streams: UInt64 = 200
  #else
    static let streams: UInt64 = 3_000
  #endif

  private func compare<Policy: EvictionPolicy & ~Copyable>(_: Policy.Type, movesOnHit: Bool) {
    for seed in 0..<Self.streams {
      let draws = Draws(seed: seed, replication: 0)
      let capacity = [0, 1, 7, 50, 400, 3_000][Int(draws.index(6, 0))] as Int64
      var policy = Policy(capacityBytes: capacity, expectedObjects: Int(draws.index(20, 1)))
      var shadow = NaiveCache(capacity: capacity, movesOnHit: movesOnHit)
      let keys = 2 + draws.index(40, 2)
      let largest = 1 + draws.index(UInt64(max(2, capacity)) * 3 / 2, 3)
      for step in 10..<160 as Range<UInt64> {
        let key = draws.index(keys, step)
        // Mostly the key's own size, sometimes a new one; zero and oversize occur.
        let size = draws.index(8, step, 1) == 0 ? draws.index(largest, step, 2) : draws.index(largest, key, 3)
        let outcome = policy.access(key, sizeBytes: UInt32(size))
        let expected = shadow.access(key, Int64(size))
        policy.checkInvariants()
        let found = (policy.storedBytes, policy.storedObjects, policy.evictions)
        if outcome != expected || found != (shadow.bytes, shadow.entries.count, shadow.evictions) {
          Issue.record(
            "\(Policy.self), seed \(seed), step \(step): \(outcome) \(found), expected \(expected) \(shadow)")
          return
        }
        #expect(found.0 <= capacity)
      }
    }
  }

  /// Enough objects that records and index grow many times, and keys that come back after they left.
  private func compareGrown<Policy: EvictionPolicy & ~Copyable>(_: Policy.Type, movesOnHit: Bool) {
    let draws = Draws(seed: 5, replication: 0)
    var policy = Policy(capacityBytes: 1_200, expectedObjects: 0)
    var shadow = NaiveCache(capacity: 1_200, movesOnHit: movesOnHit)
    for step in 0..<12_000 as Range<UInt64> {
      let key = Draws.mix(draws.index(3_000, step))
      let size = draws.index(100, step, 1) == 0 ? 2 : 1 as UInt32
      let outcome = policy.access(key, sizeBytes: size)
      let expected = shadow.access(key, Int64(size))
      if outcome != expected || policy.storedObjects != shadow.entries.count {
        Issue.record("\(Policy.self), step \(step): \(outcome), expected \(expected)")
        return
      }
      if step.isMultiple(of: 500) { policy.checkInvariants() }
    }
    let evictions = policy.evictions
    #expect(evictions == shadow.evictions && evictions > 5_000)
  }

  @Test func aGrownLeastRecentlyUsedEqualsItsShadow() { compareGrown(LRU.self, movesOnHit: true) }
  @Test func aGrownFirstInFirstOutEqualsItsShadow() { compareGrown(FIFO.self, movesOnHit: false) }

  @Test func leastRecentlyUsedEqualsItsShadow() { compare(LRU.self, movesOnHit: true) }
  @Test func firstInFirstOutEqualsItsShadow() { compare(FIFO.self, movesOnHit: false) }

  /// A B C A D with room for three: LRU drops B, FIFO drops A.
  @Test func theTwoPoliciesDropDifferentObjects() {
    var lru = LRU(capacityBytes: 3, expectedObjects: 3)
    var fifo = FIFO(capacityBytes: 3, expectedObjects: 3)
    for key in [1, 2, 3, 1, 4] as [UInt64] {
      _ = lru.access(key, sizeBytes: 1)
      _ = fifo.access(key, sizeBytes: 1)
    }
    let keptByLRU = lru.access(1, sizeBytes: 1)
    let keptByFIFO = fifo.access(1, sizeBytes: 1)
    #expect(keptByLRU == .hit && keptByFIFO == .admitted)
  }

  /// Equal sizes: what a smaller LRU holds, a larger one holds too, so hits never fall as the cache grows.
  @Test func hitsNeverFallAsTheCacheGrows() {
    let draws = Draws(seed: 1, replication: 0)
    var previous: Int64 = -1
    for capacity in stride(from: 0 as Int64, through: 60, by: 4) {
      var node = CacheNode(.lru, capacityBytes: capacity, expectedObjectBytes: 1)
      for step in 0..<4_000 as Range<UInt64> {
        let unit = draws.unit(step)
        _ = node.access(UInt64(100 * unit * unit), sizeBytes: 1)
      }
      let hits = node.hits
      #expect(hits >= previous)
      previous = hits
    }
    #expect(previous > 2_000)
  }
}

@Suite struct CacheNodeTests {
  @Test(arguments: EvictionPolicyName.allCases) func theNodeCountsRequestsHitsAndBytes(policy: EvictionPolicyName) {
    let draws = Draws(seed: 9, replication: 0)
    var node = CacheNode(policy, capacityBytes: 500, expectedObjectBytes: 20)
    var shadow = NaiveCache(capacity: 500, movesOnHit: policy == .lru)
    var (requests, hits, bytes, hitBytes, admitted) = (0 as Int64, 0 as Int64, 0 as Int64, 0 as Int64, 0 as Int64)
    var evictionsAtClear: Int64 = 0
    for step in 0..<3_000 as Range<UInt64> {
      if step == 1_000 {
        node.clearCounts()
        (requests, hits, bytes, hitBytes, admitted) = (0, 0, 0, 0, 0)
        evictionsAtClear = shadow.evictions
      }
      let key = draws.index(60, step)
      let size = 1 + draws.index(key == 0 ? 900 : 40, key, 1)
      let isHit = node.access(key, sizeBytes: UInt32(size))
      let expected = shadow.access(key, Int64(size))
      #expect(isHit == (expected == .hit))
      requests += 1
      bytes += Int64(size)
      if expected == .hit { (hits, hitBytes) = (hits + 1, hitBytes + Int64(size)) }
      if expected == .admitted { admitted += Int64(size) }
    }
    var measured = CacheMeasurement(name: "node")
    node.add(into: &measured)
    node.checkInvariants()
    let admittedBytes = node.admittedBytes
    #expect(measured.requests == requests && measured.hits == hits && hits > 100)
    #expect(measured.requestedBytes == bytes && measured.hitBytes == hitBytes && admittedBytes == admitted)
    #expect(measured.capacityBytes == 500 && measured.storedBytes == shadow.bytes)
    #expect(measured.storedObjects == Int64(shadow.entries.count))
    #expect(measured.evictions == shadow.evictions - evictionsAtClear && measured.evictions > 100)
  }
}
