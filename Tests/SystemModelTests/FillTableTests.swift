import Simulator
import Testing

@testable import SystemModel

@Suite struct FillTableTests {
  /// What a list searched from end to end says.
  private struct NaiveFill {
    var key: UInt64
    var arrivesAt: Int64?
    var waiters: [UInt32] = []
  }

  /// Fills begin, are waited for, answered and forgotten as in a naive list, over many seeds.
  @Test func fillsAreThoseOfANaiveList() {
    for seed in 0..<400 as Range<UInt64> {
      let draws = Draws(seed: seed, replication: 0)
      var table = FillTable(reserving: 8)
      var naive: [NaiveFill] = []
      var links = [UInt32](repeating: .max, count: 400)
      for step in 0..<400 as Range<UInt64> {
        let now = SimTime(nanoseconds: Int64(step) * 10)
        let key = draws.index(12, step)
        naive.removeAll { $0.arrivesAt.map { $0 <= now.nanoseconds } ?? false }
        let known = naive.firstIndex { $0.key == key }
        switch table.state(of: key, at: now) {
        case .none:
          #expect(known == nil, "seed \(seed), step \(step)")
          let begins = table.begin(key, at: now)
          #expect(begins)
          naive.append(NaiveFill(key: key))
        case .asked:
          #expect(known.map { naive[$0].arrivesAt == nil } == true, "seed \(seed), step \(step)")
          let begins = table.begin(key, at: now)
          #expect(!begins)
          guard let known else { continue }
          if draws.index(3, step, 1) == 0 {
            let arrivesAt = now.nanoseconds + Int64(draws.index(200, step, 2))
            var waiter = table.complete(key, arrivesAt: SimTime(nanoseconds: arrivesAt))
            var found: [UInt32] = []
            while waiter != .max {
              found.append(waiter)
              waiter = links[Int(waiter)]
            }
            #expect(found.sorted() == naive[known].waiters, "seed \(seed), step \(step)")
            naive[known].arrivesAt = arrivesAt
            naive[known].waiters = []
          } else {
            links[Int(step)] = table.join(key, waiter: UInt32(step))
            naive[known].waiters.append(UInt32(step))
          }
        case .arriving(let time):
          #expect(known.map { naive[$0].arrivesAt == time.nanoseconds } == true, "seed \(seed), step \(step)")
          let begins = table.begin(key, at: now)
          #expect(!begins)
        }
      }
      let left = table.count(at: SimTime(nanoseconds: 4_000))
      naive.removeAll { $0.arrivesAt.map { $0 <= 4_000 } ?? false }
      #expect(left == naive.count, "seed \(seed)")
    }
  }
}
