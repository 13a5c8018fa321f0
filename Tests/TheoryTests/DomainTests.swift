import Testing
import Theory

/// Arguments outside a formula's domain stop the process with the rule and the values.
@Suite struct DomainTests {
  private func expectMessage(_ result: ExitTest.Result?, _ message: String) {
    let standardError = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(standardError.contains(message), "\(standardError)")
  }

  @Test func overloadedQueue() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = MM1(arrivalRate: 2, serviceRate: 1)
    }
    expectMessage(result, "M/M/1 needs 0 < arrival rate < service rate, got 2.0 and 1.0")
  }

  @Test func overloadedServers() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = ErlangC.waitingProbability(offeredLoad: 4, servers: 4)
    }
    expectMessage(result, "Erlang C needs 0 ≤ offered load < servers, got 4.0 erlangs on 4")
  }

  @Test func jobsThatNeverLeave() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = JacksonNetwork(externalRates: [1, 0], serviceRates: [9, 9], servers: [1, 1], routing: [[0, 1], [1, 0]])
    }
    expectMessage(result, "every job must be able to leave the network")
  }

  @Test func probabilitiesThatDoNotSumToOne() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = CacheHitRatio.leastRecentlyUsed([0.5, 0.3], capacity: 1)
    }
    expectMessage(result, "request probabilities are not negative and sum to 1, got a sum of 0.8")
  }
}
