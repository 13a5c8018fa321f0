import Testing

@testable import Simulator

@Suite("Duration streams") struct DistributionsStreamTests {
  @Test("A stream is the draws of its ordinals, one by one")
  func equalsDraws() {
    let draws = Draws(seed: 3, replication: 1).purpose("stream")
    let distributions: [DurationDistribution] = [
      .exponential(mean: .milliseconds(2)), .constant(.milliseconds(1)),
      .lognormal(median: .milliseconds(1), p99: .milliseconds(9)),
    ]
    for distribution in distributions {
      for entity in [0, 1, 1 << 40] as [UInt64] {
        var stream = DurationStream(distribution, draws: draws, entity: entity)
        for ordinal in 0..<200 as Range<UInt64> {
          #expect(stream.next() == distribution.sample(draws.unit(entity, ordinal)))
        }
      }
    }
  }
}
