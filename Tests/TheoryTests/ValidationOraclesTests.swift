import Foundation
import Testing

@testable import Theory

@Suite struct ValidationOraclesTests {
  /// Without patience every customer that would wait leaves: M/M/1/1 loss ρ/(1 + ρ). With endless patience none does.
  @Test func impatienceHasTheRightEnds() {
    let none = ImpatientQueue(arrivalRate: 0.8, serviceRate: 1, deadline: 0)
    #expect((none.expiryProbability - 0.8 / 1.8).magnitude < 1e-12)
    #expect((none.utilisation - 0.8 / 1.8).magnitude < 1e-12)
    #expect(ImpatientQueue(arrivalRate: 0.8, serviceRate: 1, deadline: 1e3).expiryProbability < 1e-80)
  }

  /// The same probability from the density of the work: λP₀e^(−(μ−λ)x) below the deadline, decaying by μ above it.
  @Test func impatienceIntegratesItsDensity() {
    let (lambda, mu, deadline) = (0.8, 1.0, 4.0)
    let step = 1e-3
    var (below, above) = (0.0, 0.0)
    for index in 0..<60_000 {
      let x = (Double(index) + 0.5) * step
      if x < deadline {
        below += lambda * exp(-(mu - lambda) * x) * step
      } else {
        above += lambda * exp(lambda * deadline - mu * x) * step
      }
    }
    let theory = ImpatientQueue(arrivalRate: lambda, serviceRate: mu, deadline: deadline)
    #expect((above / (1 + below + above) - theory.expiryProbability).magnitude < 1e-6)
  }

  @Test func batchesAndLocks() {
    #expect(Batching.meanWaitUntilFull(size: 1, arrivalRate: 5) == 0)
    #expect(Batching.meanWaitUntilFull(size: 9, arrivalRate: 2) == 2)
    #expect(Batching.meanWaitUntilDue(after: 3, arrivalRate: 1e-9) > 2.999_999)
    #expect((Batching.meanWaitUntilDue(after: 3, arrivalRate: 1e9) - 1.5).magnitude < 1e-6)
    #expect(LockQueue.waitVariationInRandomOrder(clients: 2) == 0)
    #expect((LockQueue.waitVariationInRandomOrder(clients: 1_000) - 1).magnitude < 1e-3)
  }
}
