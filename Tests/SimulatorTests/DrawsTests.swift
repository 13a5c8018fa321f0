import Testing

@testable import Simulator

@Suite struct DrawsTests {
  /// χ² of 256 equal bins: 255 degrees of freedom, quantiles 154.5 and 379.6 at 5 × 10⁻⁷ either side (Wilson–Hilferty).
  private func chiSquare(_ samples: Int, _ draw: (UInt64) -> UInt64) -> Double {
    var bins = [Int](repeating: 0, count: 256)
    for sample in 0..<UInt64(samples) { bins[Int(draw(sample))] += 1 }
    let expected = Double(samples) / 256
    return bins.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
  }

  private let plausible = 154.0...380.0

  @Test func everyArgumentSpreadsUniformly() {
    let draws = Draws(seed: 1, replication: 0)
    let byEntity = chiSquare(100_000) { draws.bits($0) >> 56 }
    let byOrdinal = chiSquare(100_000) { draws.bits(7, $0) >> 56 }
    let lowBits = chiSquare(100_000) { draws.bits($0) & 255 }
    let bySeed = chiSquare(100_000) { Draws(seed: $0, replication: 0).bits(3) >> 56 }
    let byReplication = chiSquare(100_000) { Draws(seed: 1, replication: $0).bits(3) >> 56 }
    let strided = chiSquare(100_000) { draws.bits($0 << 32) >> 56 }
    let byIndex = chiSquare(100_000) { draws.index(256, $0) }
    for value in [byEntity, byOrdinal, lowBits, bySeed, byReplication, strided, byIndex] {
      #expect(plausible.contains(value))
    }
    let counter = chiSquare(100_000) { $0 & 255 }
    #expect(!plausible.contains(counter), "a plain counter is far too even")
    let biased = chiSquare(100_000) { Swift.max(draws.bits($0) >> 56, draws.bits($0, 1) >> 56) }
    #expect(!plausible.contains(biased))
  }

  /// Pairs of neighbours fall evenly into 16 × 16 cells: over entities, ordinals, purposes, replications, seeds.
  @Test func neighboursAreIndependent() {
    let draws = Draws(seed: 2, replication: 5)
    let (first, second) = (draws.purpose("feed.service"), draws.purpose("feed.servicf"))
    func cell(_ a: UInt64, _ b: UInt64) -> UInt64 { (a >> 60) << 4 | b >> 60 }
    let values = [
      chiSquare(100_000) { cell(draws.bits($0), draws.bits($0 + 1)) },
      chiSquare(100_000) { cell(draws.bits($0, 0), draws.bits($0, 1)) },
      chiSquare(100_000) { cell(draws.bits($0, 1), draws.bits($0 + 1, 0)) },
      chiSquare(100_000) { cell(first.bits($0), second.bits($0)) },
      chiSquare(100_000) { cell(first.bits($0), draws.bits($0)) },
      chiSquare(100_000) {
        cell(Draws(seed: 2, replication: $0).bits(0), Draws(seed: 2, replication: $0 + 1).bits(0))
      },
      chiSquare(100_000) { cell(Draws(seed: $0, replication: 0).bits(0), Draws(seed: $0 + 1, replication: 0).bits(0)) },
      chiSquare(100_000) { cell(Draws(seed: $0, replication: 1).bits(0), Draws(seed: 1, replication: $0).bits(0)) },
    ]
    for (index, value) in values.enumerated() { #expect(plausible.contains(value), "pair \(index)") }
    let same = chiSquare(100_000) { cell(draws.bits($0), draws.bits($0)) }
    #expect(!plausible.contains(same))
  }

  /// Neither the order of draws nor what other purposes draw changes a value: nothing is advanced.
  @Test func aNewPurposeChangesNoOther() {
    let draws = Draws(seed: 9, replication: 4)
    let alone = (0..<100 as Range<UInt64>).map { draws.purpose("cache").bits($0, 2) }
    var among: [UInt64] = []
    for entity in 0..<100 as Range<UInt64> {
      _ = draws.purpose("new component").bits(entity, 2)
      among.append(draws.purpose("cache").bits(entity, 2))
    }
    #expect(alone == among)
    #expect(alone == (0..<100 as Range<UInt64>).reversed().map { draws.purpose("cache").bits($0, 2) }.reversed())
  }

  /// Pinned, so that a change of the hash, which would change every run, cannot happen unseen.
  @Test func valuesArePinned() {
    let draws = Draws(seed: 1, replication: 2).purpose("feed.service")
    #expect(draws.bits(3, 4) == Draws(seed: 1, replication: 2).purpose("feed.service").bits(3, 4))
    #expect(Draws.mix(1) == 0x5692_161D_100B_05E5)
    #expect(Draws.mix(0) == 0)
    let distinct = Set((0..<10_000 as Range<UInt64>).map { draws.bits($0 / 100, $0 % 100) })
    #expect(distinct.count == 10_000)
  }

  @Test func unitsNeverReachTheEnds() {
    for bits in [0, 1, UInt64.max, UInt64.max - 1, 1 << 63, (1 << 63) - 1] as [UInt64] {
      let unit = Draws.unit(bits)
      #expect(unit > 0 && unit < 1, "\(bits)")
    }
    #expect(Draws.unit(0) == 1 - Draws.unit(.max))
  }

  @Test func indicesStayBelowTheirBound() {
    let draws = Draws(seed: 3, replication: 0)
    for bound in [1, 2, 3, 1_000, .max] as [UInt64] {
      for entity in 0..<1_000 as Range<UInt64> { #expect(draws.index(bound, entity) < bound) }
    }
  }
}
