import CGSL
import Glibc
import Testing
import Theory

@testable import Simulator

@Suite struct ZipfTests {
  @Test func harmonicSumsMatchTermByTerm() {
    for exponent in [-2.0, -0.5, 0, 0.3, 0.99, 1, 1.01, 2.5, 8] {
      for count in [0, 1, 2, 31, 32, 33, 100, 5_000] {
        var expected = 0.0
        for k in stride(from: count, through: 1, by: -1) { expected += pow(Double(k), -exponent) }
        let sum = GeneralizedHarmonic.sum(count, exponent: exponent)
        #expect((sum - expected).magnitude <= 1e-13 * expected, "H(\(count), \(exponent)) = \(sum), not \(expected)")
      }
    }
  }

  @Test func harmonicSumsMatchZeta() {
    for exponent in [1.2, 1.5, 3.0] {
      let expected = gsl_sf_zeta(exponent) - gsl_sf_hzeta(exponent, 1e9 + 1)
      #expect((GeneralizedHarmonic.sum(1_000_000_000, exponent: exponent) - expected).magnitude < 1e-13 * expected)
    }
  }

  @Test func probabilitiesMatchTheory() {
    let zipf = Zipf(ranks: 5_000, exponent: 0.9)
    let popularity = ZipfPopularity.probabilities(objects: 5_000, exponent: 0.9)
    for rank in [1, 2, 77, 5_000] {
      #expect((zipf.probability(ofRank: rank) / popularity[rank - 1] - 1).magnitude < 1e-12)
    }
    #expect(zipf.probability(ofRank: 0) == 0 && zipf.probability(ofRank: 5_001) == 0)
  }

  /// χ² over the first 20 ranks and blocks of the rest, level 10⁻⁶; the exponent 2 % off must be rejected.
  @Test(arguments: [0.0, 0.5, 0.8, 1.0, 1.2, 2.5]) func sampledRanks(exponent: Double) {
    let zipf = Zipf(ranks: 100_000, exponent: exponent)
    let counts = sampleCounts(zipf, samples: 200_000)
    #expect(chiSquareLevel(counts, against: zipf) > 1e-6, "exponent \(exponent)")
    if exponent > 0 {
      #expect(chiSquareLevel(counts, against: Zipf(ranks: 100_000, exponent: exponent * 1.02)) < 1e-6, "\(exponent)")
    }
  }

  @Test func aBillionRanksStayInRange() {
    let zipf = Zipf(ranks: 1_000_000_000, exponent: 0.99)
    var source = Draws(seed: 3, replication: 0).sequence(0)
    var largest = 0
    for _ in 0..<20_000 {
      let rank = zipf.rank(&source)
      #expect(rank >= 1 && rank <= 1_000_000_000)
      largest = max(largest, rank)
    }
    #expect(largest > 500_000_000)
    #expect((zipf.cumulative(ofRank: Int(zipf.quantile(0.5))) - 0.5).magnitude < 1e-4)
  }

  private static let edges = Array(1...20) + [40, 100, 300, 1_000, 3_000, 10_000, 30_000, 60_000, 100_000]

  private func sampleCounts(_ zipf: Zipf, samples: Int) -> [Int] {
    var source = Draws(seed: 8, replication: 0).purpose("zipf").sequence(UInt64(zipf.exponent * 10))
    var counts = Self.edges.map { _ in 0 }
    for _ in 0..<samples {
      let rank = zipf.rank(&source)
      counts[Self.edges.firstIndex { rank <= $0 }!] += 1
    }
    return counts
  }

  /// Level of the χ² statistic; classes with fewer than 5 expected are pooled with the next.
  private func chiSquareLevel(_ counts: [Int], against zipf: Zipf) -> Double {
    let total = Double(counts.reduce(0, +))
    var (statistic, classes, observed, expected, below) = (0.0, 0, 0.0, 0.0, 0.0)
    for (count, edge) in zip(counts, Self.edges) {
      let upTo = zipf.cumulative(ofRank: edge)
      observed += Double(count)
      expected += total * (upTo - below)
      below = upTo
      if expected < 5 && edge != Self.edges.last { continue }
      statistic += (observed - expected) * (observed - expected) / max(expected, 1)
      (classes, observed, expected) = (classes + 1, 0, 0)
    }
    return gsl_cdf_chisq_Q(statistic, Double(classes - 1))
  }
}
