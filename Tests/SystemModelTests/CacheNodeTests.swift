import Caching
import Simulator
import Testing

@testable import SystemModel

@Suite struct CacheNodeTests {
  /// Every policy: what the node counts is what its answers say.
  @Test(arguments: OnlinePolicyName.allCases) func theNodeCountsRequestsHitsAndBytes(policy: OnlinePolicyName) {
    let draws = Draws(seed: 9, replication: 0)
    var node = CacheNode(policy, capacityBytes: 500, expectedObjectBytes: 20)
    var (requests, hits, bytes, hitBytes) = (0 as Int64, 0 as Int64, 0 as Int64, 0 as Int64)
    for step in 0..<3_000 as Range<UInt64> {
      if step == 1_000 {
        node.clearCounts()
        (requests, hits, bytes, hitBytes) = (0, 0, 0, 0)
      }
      let unit = draws.unit(step)
      let key = UInt64(60 * unit * unit)
      let size = 1 + draws.index(key == 0 ? 900 : 40, key, 1)
      requests += 1
      bytes += Int64(size)
      if node.access(key, sizeBytes: UInt32(size)) { (hits, hitBytes) = (hits + 1, hitBytes + Int64(size)) }
    }
    var measured = CacheMeasurement(name: "node")
    node.add(into: &measured)
    node.checkInvariants()
    #expect(measured.requests == requests && measured.hits == hits && hits > 100)
    #expect(measured.requestedBytes == bytes && measured.hitBytes == hitBytes)
    #expect(measured.capacityBytes == 500 && (policy == .infinite || measured.storedBytes <= 500))
    #expect([.infinite, .lirs].contains(policy) || measured.evictions > 10)
  }

  @Test func purgedAndEmptiedObjectsAreGone() {
    var node = CacheNode(.lru, capacityBytes: 100, expectedObjectBytes: 1)
    for key in 0..<10 as Range<UInt64> { _ = node.access(key, sizeBytes: 10) }
    let purges = (node.purge(3), node.purge(3))
    #expect(purges == (true, false))
    let found = (node.find(3, sizeBytes: 10), node.find(4, sizeBytes: 10))
    #expect(found == (false, true))
    let stored = node.storedObjects
    #expect(stored == 9)
    node.takeBackHit(10)
    let counts = (node.hits, node.requests)
    #expect(counts == (0, 12))
    node.empty()
    let after = (node.storedObjects, node.find(4, sizeBytes: 10), node.requests)
    #expect(after == (0, false, 13))
  }
}
