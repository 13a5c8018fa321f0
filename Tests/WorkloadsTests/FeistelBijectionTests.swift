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

  /// χ² of the differences of images over 256 equal cells, 255 degrees of freedom: of the whole domain, and of the right
  /// half, which is the low bits of a difference.
  private func chiSquares<let rounds: Int>(
    _ bijection: FeistelBijection<rounds>, _ pair: (UInt64) -> (UInt64, UInt64)
  ) -> [Double] {
    let domain = bijection.domain
    var cells = [Double](repeating: 0, count: 256)
    var lowCells = cells
    let samples: UInt64 = 20_000
    for x in 0..<samples {
      let (first, second) = pair(x)
      let difference = second >= first ? second - first : second + domain - first
      cells[Int(difference * 256 / domain)] += 1
      lowCells[Int((difference << (64 - UInt64(bijection.rightBits))) >> 56)] += 1
    }
    let expected = Double(samples) / 256
    return [cells, lowCells].map { $0.reduce(0) { $0 + ($1 - expected) * ($1 - expected) / expected } }
  }

  private func neighbours<let rounds: Int>(_ bijection: FeistelBijection<rounds>, stride: UInt64) -> [Double] {
    chiSquares(bijection) { (bijection.forward(1_000_000 + $0), bijection.forward(1_000_000 + $0 + stride)) }
  }

  /// 10⁻⁷ quantiles of χ² with 255 degrees of freedom on either side.
  private func looksUniform(_ chiSquares: [Double]) -> Bool { chiSquares.allSatisfy { $0 > 151 && $0 < 390 } }

  /// Neighbours, neighbours but one, and neighbours in the other half of the network (2¹⁸ apart).
  @Test(arguments: [1, 2, 1 << 18] as [UInt64], 0..<3 as Range<UInt64>)
  func nearbyStubsLookIndependent(stride: UInt64, seed: UInt64) {
    let draws = Draws(seed: seed, replication: 0)
    let six = neighbours(FeistelBijection<6>(domain: Self.edges, draws: draws), stride: stride)
    #expect(looksUniform(six), "six rounds, stride \(stride), seed \(seed): χ² \(six)")
    let four = neighbours(FeistelBijection<4>(domain: Self.edges, draws: draws), stride: stride)
    #expect(looksUniform(four), "four rounds, stride \(stride), seed \(seed): χ² \(four)")
  }

  @Test func twoRoundsAreRejected() {
    let two = FeistelBijection<2>(domain: Self.edges, draws: Draws(seed: 0, replication: 0))
    #expect(neighbours(two, stride: 1)[1] > 10_000)
  }

  /// One stub in neighbouring pools, and under tweaks of one bit.
  @Test(arguments: 0..<3 as Range<UInt64>)
  func tweaksLookIndependent(seed: UInt64) {
    let bijection = FeistelBijection<4>(domain: 32_768, draws: Draws(seed: seed, replication: 0))
    let layout = PoolLayout(
      users: 100_000_000, hubs: 100, period: 100, poolSize: 2_048, draws: Draws(seed: seed, replication: 0))
    let pools = chiSquares(bijection) { number in
      let pool = UInt32(number / 10)
      let tweaks = (layout.tweak(ofPool: pool), layout.tweak(ofPool: pool + 1))
      return (bijection.forward(number, tweak: tweaks.0), bijection.forward(number, tweak: tweaks.1))
    }
    #expect(looksUniform([pools[0]]), "neighbouring pools, seed \(seed): χ² \(pools)")
    let bits = chiSquares(bijection) { number in
      (bijection.forward(number, tweak: number * 977), bijection.forward(number, tweak: number * 977 ^ 1))
    }
    #expect(looksUniform([bits[0]]), "tweaks of one bit, seed \(seed): χ² \(bits)")
  }

  /// Batches in place equal the images one by one, in whole domains of all sizes and with tweaks.
  @Test(arguments: [2, 6, 64, 992, 20_000, 150_000_000_000] as [UInt64])
  func batchesEqualSingleImages(size: UInt64) {
    let domain = max(2, FeistelShape.wholeDomain(atMost: size) / 2 * 2)
    let draws = Draws(seed: 5, replication: 0)
    let bijection = FeistelBijection<4>(domain: domain, draws: draws)
    let lanes = UnsafeMutablePointer<UInt64>.allocate(capacity: 256)
    lanes.initialize(repeating: 0, count: 256)
    defer { lanes.deallocate() }
    var wrong = 0
    for index in 0..<200 as Range<UInt64> {
      let count = Int(min(domain, 1 + index))
      let first = draws.index(domain - UInt64(count) + 1, index)
      let tweak = index % 2 == 0 ? 0 : draws.bits(index, 1) >> 32
      bijection.forward(from: first, count: count, tweak: tweak, into: lanes)
      for lane in 0..<count where lanes[lane] != bijection.forward(first + UInt64(lane), tweak: tweak) { wrong += 1 }
      bijection.inverse(lanes, count: count, tweak: tweak)
      for lane in 0..<count where lanes[lane] != first + UInt64(lane) { wrong += 1 }
      bijection.inverse(from: first, count: count, tweak: tweak, into: lanes)
      for lane in 0..<count where bijection.forward(lanes[lane], tweak: tweak) != first + UInt64(lane) { wrong += 1 }
    }
    #expect(bijection.isWhole && wrong == 0)
  }

  @Test(arguments: [4, 6, 64, 992, 20_000, 54_000_000_000] as [UInt64])
  func matchingIsAnInvolutionWithoutFixedPoints(size: UInt64) {
    let domain = FeistelShape.wholeDomain(atMost: size)
    let draws = Draws(seed: 8, replication: 0)
    let matching = StubMatching(domain: domain, draws: draws)
    let lanes = UnsafeMutablePointer<UInt64>.allocate(capacity: 256)
    lanes.initialize(repeating: 0, count: 256)
    defer { lanes.deallocate() }
    var wrong = 0
    for index in 0..<200 as Range<UInt64> {
      let count = Int(min(domain, 1 + index))
      let first = draws.index(domain - UInt64(count) + 1, index)
      matching.partners(from: first, count: count, into: lanes)
      for lane in 0..<count {
        let stub = first + UInt64(lane)
        if lanes[lane] != matching.partner(of: stub) || lanes[lane] >= domain || lanes[lane] == stub { wrong += 1 }
        if matching.partner(of: lanes[lane]) != stub { wrong += 1 }
      }
    }
    #expect(wrong == 0)
  }

  @Test(arguments: [1, 2, 1 << 17] as [UInt64], 0..<3 as Range<UInt64>)
  func partnersOfNearbyStubsLookIndependent(stride: UInt64, seed: UInt64) {
    let draws = Draws(seed: seed, replication: 0)
    let bijection = FeistelBijection<4>(domain: FeistelShape.wholeDomain(atMost: 54_000_000_000), draws: draws)
    let matching = StubMatching(domain: bijection.domain, draws: draws)
    let difference = chiSquares(bijection) {
      (matching.partner(of: 1_000_000 + $0), matching.partner(of: 1_000_000 + $0 + stride))
    }
    #expect(looksUniform(difference), "stride \(stride), seed \(seed): χ² of differences \(difference)")
    let sum = chiSquares(bijection) {
      (bijection.domain - 1 - matching.partner(of: 1_000_000 + $0), matching.partner(of: 1_000_000 + $0 + stride))
    }
    #expect(looksUniform(sum), "stride \(stride), seed \(seed): χ² of sums \(sum)")
  }
}
