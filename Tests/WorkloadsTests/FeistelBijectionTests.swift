import Simulator
import Testing

@testable import Workloads

@Suite struct FeistelBijectionTests {
  static let edges: UInt64 = 150_000_000_000

  @Test(arguments: [1, 2, 3, 5, 10, 97, 100, 1_000, 4_096, 9_973] as [UInt64])
  func isAPermutation(domain: UInt64) {
    for key in 0..<4 as Range<UInt64> {
      let bijection = FeistelBijection<6>(domain: domain, draws: Draws(seed: key, replication: 0))
      var hit = [Bool](repeating: false, count: Int(domain))
      var wrong = 0
      for x in 0..<domain {
        let y = bijection.forward(x)
        if y >= domain || hit[Int(y)] || bijection.inverse(y) != x { wrong += 1 } else { hit[Int(y)] = true }
      }
      #expect(wrong == 0, "key \(key): images twice, outside, or not undone")
    }
  }

  @Test(arguments: [150_000_000_000, 1_000_000_007, 4_000_000_000_000] as [UInt64])
  func inverseUndoesForwardOnLargeDomains(domain: UInt64) {
    let draws = Draws(seed: 11, replication: 0)
    let bijection = FeistelBijection<6>(domain: domain, draws: draws)
    var wrong = 0
    for index in 0..<20_000 as Range<UInt64> {
      let x = index < 2 ? index * (domain - 1) : draws.index(domain, index)
      let y = bijection.forward(x)
      if y >= domain || bijection.inverse(y) != x { wrong += 1 }
    }
    #expect(wrong == 0)
  }

  /// χ² of the differences of images `stride` apart over 256 equal cells of the domain, 255 degrees of freedom.
  private func chiSquare<let rounds: Int>(_ bijection: FeistelBijection<rounds>, stride: UInt64) -> Double {
    let domain = bijection.domain
    var cells = [Double](repeating: 0, count: 256)
    let samples: UInt64 = 20_000
    for x in 0..<samples {
      let first = bijection.forward(1_000_000 + x)
      let second = bijection.forward(1_000_000 + x + stride)
      let difference = second >= first ? second - first : second + domain - first
      cells[Int(difference * 256 / domain)] += 1
    }
    let expected = Double(samples) / 256
    return cells.reduce(0) { $0 + ($1 - expected) * ($1 - expected) / expected }
  }

  /// Neighbours, neighbours but one, and neighbours in the other half of the network (√domain apart).
  /// The bounds are 10⁻⁷ quantiles of χ² with 255 degrees of freedom on either side.
  @Test(arguments: [1, 2, 387_299] as [UInt64], 0..<3 as Range<UInt64>)
  func nearbyStubsLookIndependent(stride: UInt64, seed: UInt64) {
    let draws = Draws(seed: seed, replication: 0)
    let six = chiSquare(FeistelBijection<6>(domain: Self.edges, draws: draws), stride: stride)
    #expect(six > 151 && six < 390, "six rounds, stride \(stride), seed \(seed): χ² \(six)")
    let four = chiSquare(FeistelBijection<4>(domain: Self.edges, draws: draws), stride: stride)
    #expect(four > 151 && four < 390, "four rounds, stride \(stride), seed \(seed): χ² \(four)")
  }

  @Test func twoRoundsAreRejected() {
    let two = FeistelBijection<2>(domain: Self.edges, draws: Draws(seed: 0, replication: 0))
    #expect(chiSquare(two, stride: 387_299) > 10_000)
  }
}
