import Testing
import Theory

@Suite struct CacheHitRatioTests {
  /// Published table: N, a, C, hit ratios of LRU, FIFO and perfect LFU in percent.
  static let table: [(objects: Int, exponent: Double, capacity: Int, lru: Double, fifo: Double, lfu: Double)] = [
    (100_000, 0.8, 1_000, 20.4, 17.9, 34.0), (100_000, 0.8, 10_000, 46.9, 42.8, 59.5),
    (100_000, 1.0, 1_000, 50.6, 46.5, 61.9), (100_000, 1.0, 10_000, 73.7, 70.1, 81.0),
    (100_000, 1.2, 1_000, 79.5, 76.3, 85.2), (500_000, 0.99, 500, 35.5, 31.8, 47.9),
  ]

  @Test(arguments: table.indices) func zipfTable(row index: Int) {
    let row = Self.table[index]
    let popularity = ZipfPopularity.probabilities(objects: row.objects, exponent: row.exponent)
    let percent = { (ratio: Double) in (ratio * 1_000).rounded() / 10 }
    #expect(percent(CacheHitRatio.leastRecentlyUsed(popularity, capacity: row.capacity)) == row.lru)
    #expect(percent(CacheHitRatio.firstInFirstOut(popularity, capacity: row.capacity)) == row.fifo)
    #expect(percent(CacheHitRatio.perfectLFU(popularity, capacity: row.capacity)) == row.lfu)
  }

  @Test func exactTinyCaches() {
    let popularity = [0.5, 0.3, 0.2]
    expectClose(CacheHitRatio.exactLeastRecentlyUsed(popularity, capacity: 2), 0.719286, within: 1e-6)
    expectClose(CacheHitRatio.exactFirstInFirstOut(popularity, capacity: 2), 0.709677, within: 1e-6)
    expectClose(CacheHitRatio.perfectLFU(popularity, capacity: 2), 0.8)
    for capacity in [3, 4] {
      #expect(CacheHitRatio.exactLeastRecentlyUsed(popularity, capacity: capacity) == 1)
      #expect(CacheHitRatio.exactFirstInFirstOut(popularity, capacity: capacity) == 1)
      #expect(CacheHitRatio.leastRecentlyUsed(popularity, capacity: capacity) == 1)
    }
  }

  /// A cache of one object hits when two requests in a row agree, whatever the policy: Σ p².
  @Test func oneObject() {
    let popularity = ZipfPopularity.probabilities(objects: 12, exponent: 0.9)
    let squares = popularity.reduce(0) { $0 + $1 * $1 }
    expectClose(CacheHitRatio.exactLeastRecentlyUsed(popularity, capacity: 1), squares)
    expectClose(CacheHitRatio.exactFirstInFirstOut(popularity, capacity: 1), squares)
  }

  @Test func equalPopularityHitsByShare() {
    let popularity = [Double](repeating: 0.0625, count: 16)
    for capacity in 1..<16 {
      let share = Double(capacity) / 16
      expectClose(CacheHitRatio.exactLeastRecentlyUsed(popularity, capacity: capacity), share)
      expectClose(CacheHitRatio.exactFirstInFirstOut(popularity, capacity: capacity), share)
      expectClose(CacheHitRatio.leastRecentlyUsed(popularity, capacity: capacity), share)
      expectClose(CacheHitRatio.firstInFirstOut(popularity, capacity: capacity), share)
    }
  }

  @Test func approximationsApproachTheExactFormulas() {
    let popularity = ZipfPopularity.probabilities(objects: 300, exponent: 0.8)
    let exact = CacheHitRatio.exactFirstInFirstOut(popularity, capacity: 30)
    expectClose(CacheHitRatio.firstInFirstOut(popularity, capacity: 30), exact, within: 0.01)
    let small = ZipfPopularity.probabilities(objects: 18, exponent: 0.8)
    let exactLRU = CacheHitRatio.exactLeastRecentlyUsed(small, capacity: 6)
    expectClose(CacheHitRatio.leastRecentlyUsed(small, capacity: 6), exactLRU, within: 0.01)
    #expect(exactLRU > CacheHitRatio.exactFirstInFirstOut(small, capacity: 6))
    #expect(exactLRU < CacheHitRatio.perfectLFU(small, capacity: 6))
  }

  /// Thinning requesters against a cache of C/N is wrong: 46.9 % becomes 20.4 % at N = 10.
  @Test func thinnedCache() {
    let popularity = ZipfPopularity.probabilities(objects: 100_000, exponent: 0.8)
    let thinned = CacheHitRatio.leastRecentlyUsed(popularity, capacity: 1_000)
    let full = CacheHitRatio.leastRecentlyUsed(popularity, capacity: 10_000)
    #expect(full - thinned > 0.26)
  }

  @Test func zipfNormalisation() {
    expectClose(ZipfPopularity.normalisation(objects: 4, exponent: 1), 25.0 / 12)
    #expect(ZipfPopularity.normalisation(objects: 1_000, exponent: 0) == 1_000)
    expectClose(ZipfPopularity.probabilities(objects: 1_000, exponent: 1.1).reduce(0, +), 1)
  }
}
