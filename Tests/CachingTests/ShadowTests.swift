import Testing

@testable import Caching

/// Every policy against a model of plain arrays, access by access, with invariants after each and removals in between.
@Suite struct ShadowTests {
  @Test(arguments: [false, true]) func firstInFirstOut(compatible: Bool) {
    expectEqual(FIFO<DenseTable>.self, FIFO<HashedTable>.self, compatible) { NaiveFIFO($0, frozen: $1) }
  }
  @Test(arguments: [false, true]) func leastRecentlyUsed(compatible: Bool) {
    expectEqual(LRU<DenseTable>.self, LRU<HashedTable>.self, compatible) { NaiveLRU($0, frozen: $1) }
  }
  @Test(arguments: [false, true]) func clock(compatible: Bool) {
    expectEqual(CLOCK<DenseTable>.self, CLOCK<HashedTable>.self, compatible) { NaiveCLOCK($0, frozen: $1) }
  }
  @Test(arguments: [false, true]) func sieve(compatible: Bool) {
    expectEqual(SIEVE<DenseTable>.self, SIEVE<HashedTable>.self, compatible) { NaiveSIEVE($0, frozen: $1) }
  }
  @Test(arguments: [false, true]) func threeQueuesOfFirstInFirstOut(compatible: Bool) {
    expectEqual(S3FIFO<DenseTable>.self, S3FIFO<HashedTable>.self, compatible) {
      NaiveS3FIFO($0, frozen: $1, lists: 3, storedLists: 2)
    }
  }
  @Test(arguments: [false, true]) func leastFrequentlyUsed(compatible: Bool) {
    expectEqual(LFU<DenseTable>.self, LFU<HashedTable>.self, compatible) { NaiveLFU($0, frozen: $1) }
  }
  @Test(arguments: [false, true]) func segmented(compatible: Bool) {
    expectEqual(SLRU<DenseTable>.self, SLRU<HashedTable>.self, compatible) {
      NaiveSLRU($0, frozen: $1, lists: 4, storedLists: 4)
    }
  }
  @Test(arguments: [false, true]) func segmentedOfThePhotoStudy(compatible: Bool) {
    expectEqual(S4LRU<DenseTable>.self, S4LRU<HashedTable>.self, compatible) {
      NaiveS4LRU($0, frozen: $1, lists: 4, storedLists: 4)
    }
  }
  @Test(arguments: [false, true]) func twoQueues(compatible: Bool) {
    expectEqual(TwoQ<DenseTable>.self, TwoQ<HashedTable>.self, compatible) {
      NaiveTwoQ($0, frozen: $1, lists: 3, storedLists: 2)
    }
  }
  @Test(arguments: [false, true]) func adaptiveReplacement(compatible: Bool) {
    expectEqual(ARC<DenseTable>.self, ARC<HashedTable>.self, compatible) {
      NaiveARC($0, frozen: $1, lists: 4, storedLists: 2)
    }
  }
  @Test func lowInterReferenceRecency() {
    expectEqual(LIRS<DenseTable>.self, LIRS<HashedTable>.self, false) { NaiveLIRS($0, frozen: $1) }
  }
  @Test(arguments: [false, true]) func leastRecentlyUsedButOne(compatible: Bool) {
    expectEqual(LRUK<DenseTable>.self, LRUK<HashedTable>.self, compatible) { NaiveLRUK($0, frozen: $1) }
  }
  @Test(arguments: [false, true]) func greedyDual(compatible: Bool) {
    expectEqual(GDSF<DenseTable>.self, GDSF<HashedTable>.self, compatible) { NaiveGDSF($0, frozen: $1) }
  }
  @Test(arguments: [false, true]) func windowAndSketch(compatible: Bool) {
    expectEqual(WTinyLFU<DenseTable>.self, WTinyLFU<HashedTable>.self, compatible) {
      NaiveWTinyLFU($0, frozen: $1, lists: 3, storedLists: 3)
    }
  }
  @Test(arguments: [false, true]) func hyperbolic(compatible: Bool) {
    expectEqual(Hyperbolic<DenseTable>.self, Hyperbolic<HashedTable>.self, compatible) {
      NaiveHyperbolic($0, frozen: $1)
    }
  }
  @Test(arguments: [false, true]) func belady(compatible: Bool) {
    expectEqual(Belady<DenseTable>.self, Belady<HashedTable>.self, compatible, comparesContents: false) {
      NaiveBelady($0, frozen: $1)
    }
  }
  @Test(arguments: [false, true]) func infinite(compatible: Bool) {
    expectEqual(Infinite<DenseTable>.self, Infinite<HashedTable>.self, compatible) { NaiveInfinite($0, frozen: $1) }
  }

  private func expectEqual<Dense: EvictionPolicy & ~Copyable, Hashed: EvictionPolicy & ~Copyable>(
    _: Dense.Type, _: Hashed.Type, _ compatible: Bool, comparesContents: Bool = true,
    shadow: (Int64, Bool) -> NaiveCache
  ) {
    let comparison = ShadowComparison(isCompatible: compatible, comparesContents: comparesContents)
    let (dense, hashed) = (
      comparison.firstDifference(Dense.self, shadow: shadow),
      comparison.firstDifference(Hashed.self, shadow: shadow, streams: ShadowComparison.streams / 4)
    )
    if let dense { Issue.record("\(Dense.self): \(dense)") }
    if let hashed { Issue.record("\(Hashed.self): \(hashed)") }
  }

  /// Negative controls: the comparison rejects another policy, the other mode, and a hand that forgets a neighbour.
  @Test func theComparisonRejectsPlantedFaults() {
    let honest = ShadowComparison(isCompatible: false)
    let frozen = ShadowComparison(isCompatible: true)
    #expect(honest.firstDifference(LRU<DenseTable>.self, shadow: { NaiveFIFO($0, frozen: $1) }) != nil)
    #expect(
      honest.firstDifference(LRU<DenseTable>.self, shadow: { capacity, _ in NaiveLRU(capacity, frozen: true) }) != nil)
    #expect(honest.firstDifference(SIEVE<DenseTable>.self, shadow: { ForgetfulSIEVE($0, frozen: $1) }) != nil)
    #expect(
      frozen.firstDifference(
        S3FIFO<DenseTable>.self,
        shadow: { capacity, _ in NaiveS3FIFO(capacity, frozen: false, lists: 3, storedLists: 2) }) != nil)
  }
}

/// The hand begins at the oldest object each time.
private final class ForgetfulSIEVE: NaiveCache {
  override func hit(_ list: Int, _ index: Int) { lists[0][index].count = 1 }

  override func evict() {
    var index = 0
    while lists[0][index].count == 1 {
      lists[0][index].count = 0
      index = (index + 1) % lists[0].count
    }
    drop(0, index)
  }
}
