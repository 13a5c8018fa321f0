import Foundation
import Testing

@testable import Simulator

@Suite("Duration streams") struct DistributionsStreamTests {
  private let draws = Draws(seed: 3, replication: 1).purpose("stream")

  private func greatestDifference(_ distribution: DurationDistribution) -> Int64 {
    var greatest: Int64 = 0
    for entity in [0, 1, 1 << 40] as [UInt64] {
      var stream = DurationStream(distribution, draws: draws, entity: entity)
      for ordinal in 0..<5_000 as Range<UInt64> {
        let difference = stream.next() - distribution.sample(draws.unit(entity, ordinal))
        greatest = max(greatest, abs(difference.nanoseconds))
      }
    }
    return greatest
  }

  @Test("A stream is the draws of its ordinals, one by one")
  func equalsDraws() {
    #expect(greatestDifference(.constant(.milliseconds(1))) == 0)
    #expect(greatestDifference(.lognormal(median: .milliseconds(1), p99: .milliseconds(9))) == 0)
    #expect(greatestDifference(.exponential(mean: .milliseconds(2))) <= 1)
    #expect(greatestDifference(.exponential(mean: .hours(5))) <= 1)
  }

  @Test("Four units at once are the units of the draws, at the ends too")
  func units() {
    let words: [UInt64] = [0, .max, 1 << 63, 0x0FFF, 0x1000, 0x1FFF, 0xFFFF_FFFF_FFFF_F000, 0x1234_5678_9ABC_DEF0]
    for word in words + (0..<1_000).map({ draws.bits($0) }) {
      #expect(DurationStream.units(SIMD4(repeating: word))[0] == Draws.unit(word))
    }
  }

  @Test("The logarithm agrees with the C library to one unit in the last place")
  func logarithm() {
    func error(_ x: Double) -> Double {
      abs(NaturalLogarithm.of(SIMD4(repeating: x))[0] - log(x)) / max(log(x).ulp, .leastNormalMagnitude)
    }
    #expect(NaturalLogarithm.of(SIMD4(repeating: 1))[0] == 0)
    let ends = [0x1p-53, 1 - 0x1p-53, 0.5, 0.70710678118654746, 0.70710678118654757, 1.9999]
    for x in ends { #expect(error(x) <= 1, "ln \(x)") }
    for index in 0..<50_000 as Range<UInt64> {
      let unit = draws.unit(index)
      #expect(error(unit) <= 1 && error(1 - unit * 0x1p-20) <= 1 && error(unit * unit) <= 1, "ln of draw \(index)")
    }
  }
}
