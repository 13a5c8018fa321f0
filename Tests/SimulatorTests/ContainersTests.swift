import Testing

@testable import Simulator

@Suite struct ContainersTests {
  @Test func slotPoolReusesTheLastFreedSlotFirst() {
    var pool = SlotPool<Int>(reserving: 1)
    #expect(pool.nextSlot == 0)
    let slots = (0..<5).map { pool.insert($0) }
    #expect(slots == [0, 1, 2, 3, 4])
    #expect(pool.remove(1) == 1)
    #expect(pool.remove(3) == 3)
    #expect(pool.liveCount == 3)
    #expect(pool.nextSlot == 3)
    #expect(pool.insert(30) == 3)
    #expect(pool.insert(10) == 1)
    #expect(pool.insert(50) == 5)
    pool[3] += 1
    #expect(pool[3] == 31)
    var live: [UInt32] = []
    pool.remove(0)
    pool.forEachLiveSlot { live.append($0) }
    #expect(live == [1, 2, 3, 4, 5])
    #expect(!pool.isLive(0) && !pool.isLive(9))
  }

  @Test func slotPoolEqualsAShadowOverManySeeds() {
    for seed in 0..<400 as Range<UInt64> {
      let draws = Draws(seed: seed, replication: 0)
      var pool = SlotPool<UInt64>(reserving: 1)
      var shadow: [(slot: UInt32, value: UInt64)] = []
      for step in 0..<300 as Range<UInt64> {
        let growing = draws.unit(step, 1) < (seed.isMultiple(of: 2) ? 0.6 : 0.45)
        if growing || shadow.isEmpty {
          let expected = pool.nextSlot
          let slot = pool.insert(step)
          #expect(slot == expected && !shadow.contains { $0.slot == slot }, "seed \(seed), step \(step)")
          shadow.append((slot, step))
        } else {
          let victim = shadow.remove(at: Int(draws.index(UInt64(shadow.count), step, 2)))
          #expect(pool.remove(victim.slot) == victim.value, "seed \(seed), step \(step)")
        }
        #expect(pool.liveCount == shadow.count)
      }
      #expect(shadow.allSatisfy { pool[$0.slot] == $0.value }, "seed \(seed)")
    }
  }

  @Test func slotPoolReleasesWhatItStillHolds() {
    final class Witness {
      let count: UnsafeMutablePointer<Int>
      init(_ count: UnsafeMutablePointer<Int>) { self.count = count }
      deinit { count.pointee += 1 }
    }
    let released = UnsafeMutablePointer<Int>.allocate(capacity: 1)
    released.initialize(to: 0)
    defer { released.deallocate() }
    do {
      var pool = SlotPool<Witness>(reserving: 1)
      for _ in 0..<40 { _ = pool.insert(Witness(released)) }
      for slot in stride(from: 0 as UInt32, to: 40, by: 4) { pool.remove(slot) }
      #expect(released.pointee == 10)
    }
    #expect(released.pointee == 40)
  }

  /// Few distinct keys collide and come back; clustered, extreme and random ones share one table.
  @Test func flatMapEqualsADictionaryOverManySeeds() {
    for seed in 0..<300 as Range<UInt64> {
      let draws = Draws(seed: seed, replication: 1)
      let keyCount: UInt64 = [3, 12, 60, 400][Int(seed % 4)]
      var map = FlatMap(reserving: Int(seed % 3))
      var shadow: [UInt64: UInt32] = [:]
      for step in 0..<600 as Range<UInt64> {
        let number = draws.index(keyCount, step, 0)
        let key = number % 5 == 0 ? UInt64.max - number : number % 5 == 1 ? number << 40 : number
        let value = UInt32(step)
        switch draws.index(4, step, 1) {
        case 0: #expect(map.insert(key, value) == shadow.updateValue(value, forKey: key), "seed \(seed), step \(step)")
        case 1:
          let (found, isNew) = map.findOrInsert(key, value)
          #expect(isNew == (shadow[key] == nil) && found == shadow[key] ?? value, "seed \(seed), step \(step)")
          if isNew { shadow[key] = value }
        default: #expect(map.remove(key) == shadow.removeValue(forKey: key), "seed \(seed), step \(step)")
        }
        #expect(map.count == shadow.count && map.find(key) == shadow[key], "seed \(seed), step \(step)")
        if step % 50 == 0 { map.checkInvariants() }
      }
      for (key, value) in shadow { #expect(map.find(key) == value, "seed \(seed)") }
      map.removeAll()
      #expect(map.count == 0)
      #expect(shadow.keys.allSatisfy { map.find($0) == nil })
      map.checkInvariants()
    }
  }

  /// Keys chosen to share one home fill a run that wraps around the end of the table.
  @Test func flatMapSurvivesCollidingRunsThatWrap() {
    var colliding: [UInt64] = []
    var candidate: UInt64 = 0
    while colliding.count < 10 {
      if FlatMap.home(of: candidate, 15) >= 14 { colliding.append(candidate) }
      candidate += 1
    }
    for first in 0..<10 {
      var map = FlatMap(reserving: 10)
      for (order, key) in colliding.enumerated() { map.insert(key, UInt32(order)) }
      for removed in 0..<10 {
        let order = (first + removed * 3) % 10
        #expect(map.remove(colliding[order]) == UInt32(order))
        #expect(map.find(colliding[order]) == nil)
        map.checkInvariants()
      }
      #expect(map.count == 0)
    }
  }
}
