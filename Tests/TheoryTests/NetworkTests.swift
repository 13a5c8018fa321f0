import Glibc
import Testing
import Theory

@Suite struct JacksonTests {
  /// Hand-worked: all jobs enter at A; A → B with ½, else C; B → A with 0.4; C → A with 0.2.
  /// λ_A = 1 + 0.4·λ_A/2 + 0.2·λ_A/2 = 1/0.7.
  @Test func feedbackOfThreeStations() {
    let network = JacksonNetwork(
      externalRates: [1, 0, 0], serviceRates: [2, 1, 1], servers: [1, 1, 2],
      routing: [[0, 0.5, 0.5], [0.4, 0, 0], [0.2, 0, 0]])
    let visits = [1 / 0.7, 0.5 / 0.7, 0.5 / 0.7]
    for (station, expected) in zip(network.visitRatios, visits) { expectClose(station, expected) }
    let separate =
      MM1(arrivalRate: visits[0], serviceRate: 2).meanNumberInSystem
      + MM1(arrivalRate: visits[1], serviceRate: 1).meanNumberInSystem
      + MMc(arrivalRate: visits[2], serviceRate: 1, servers: 2).meanNumberInSystem
    expectClose(network.meanNumberInNetwork, separate)
    expectClose(network.meanSojournTime, separate)
  }

  @Test func flowIsConserved() {
    let routing = [[0.1, 0.2, 0.3, 0], [0, 0, 0.9, 0.1], [0.5, 0, 0, 0.4], [0, 0, 0, 0.5]]
    let network = JacksonNetwork(
      externalRates: [0.3, 0.2, 0, 0.1], serviceRates: [9, 9, 9, 9], servers: [1, 2, 3, 4], routing: routing)
    let leaving = network.stations.indices.reduce(0) {
      $0 + network.stations[$1].arrivalRate * (1 - routing[$1].reduce(0, +))
    }
    expectClose(leaving, 0.6)
    expectClose(network.externalRate, 0.6)
  }
}

@Suite struct ClosedLoopTests {
  @Test func saturatedLock() {
    let lock = LockQueue.saturated(clients: 32, meanHoldTime: 0.002)
    expectClose(lock.throughput, 500)
    expectClose(lock.meanLatency, 0.064)
    let noThinking = LockQueue.withThinking(clients: 32, meanThinkTime: 0, meanHoldTime: 0.002)
    expectClose(noThinking.throughput, 500)
    expectClose(noThinking.meanLatency, 0.064)
  }

  /// M/M/1//n from its birth–death equations.
  @Test func thinkingClientsAreTheRepairmanModel() {
    let (clients, think, hold) = (12, 0.03, 0.004)
    var weight = 1.0
    var weights = [weight]
    for present in 0..<clients {
      weight *= Double(clients - present) / think * hold
      weights.append(weight)
    }
    let busy = 1 - weights[0] / weights.reduce(0, +)
    let lock = LockQueue.withThinking(clients: clients, meanThinkTime: think, meanHoldTime: hold)
    expectClose(lock.throughput, busy / hold, within: 1e-10)
    expectClose(lock.meanLatency, Double(clients) / lock.throughput - think, within: 1e-10)
    #expect(lock.throughput < LockQueue.throughputBound(clients: clients, meanThinkTime: think, meanHoldTime: hold))
  }

  /// Balanced network of M stations: throughput n / (D·(n + M − 1)).
  @Test func balancedNetwork() {
    let network = ClosedNetwork(clients: 30, meanThinkTime: 0, demands: [0.01, 0.01, 0.01])
    expectClose(network.throughput, 30 / (0.01 * 32))
    expectClose(network.meanResponseTime * network.throughput, 30)
  }

  /// Published read stations of a photo store: 30 requests in flight in each row.
  @Test func littleOnPublishedRows() {
    for (rate, mean) in [(770.6, 0.0389), (902.3, 0.0332), (877.8, 0.0342)] {
      expectClose(Little.meanNumber(throughput: rate, meanTime: mean), 30, within: 0.002)
      expectClose(Little.throughput(meanNumber: rate * mean, meanTime: mean), rate)
      expectClose(Little.meanTime(meanNumber: rate * mean, throughput: rate), mean)
    }
  }
}

@Suite struct ForkJoinTests {
  @Test func publishedSlowShares() {
    for (branches, slow, percent) in [
      (100, 0.01, 63.4), (50, 0.01, 39.5), (10, 0.01, 9.6), (100, 0.001, 9.5), (1_000, 0.001, 63.2),
      (2_000, 0.0001, 18.1),
    ] {
      let share = ForkJoin.slowRequestProbability(slowBranchProbability: slow, branches: branches)
      #expect((share * 1_000).rounded() / 10 == percent)
    }
    #expect(ForkJoin.slowRequestProbability(slowBranchProbability: 1, branches: 1) == 1)
    #expect(ForkJoin.slowRequestProbability(slowBranchProbability: 0, branches: 100) == 0)
  }

  @Test func maximumOfExponentials() {
    expectClose(ForkJoin.meanOfMaximum(branches: 2, branchMean: 1), 1.5)
    expectClose(ForkJoin.meanOfMaximum(branches: 10, branchMean: 2), 2 * 2.9289682539682538)
    expectClose(ForkJoin.meanOfMaximum(branches: 100, branchMean: 1), 5.187377517639621)
    expectClose(ForkJoin.varianceOfMaximum(branches: 2, branchMean: 1), 1.25)
    for branches in [1, 2, 10, 100] {
      let tail = { (time: Double) in
        ForkJoin.slowRequestProbability(slowBranchProbability: exp(-time), branches: branches)
      }
      expectClose(integral(upTo: 60, tail), ForkJoin.meanOfMaximum(branches: branches, branchMean: 1), within: 1e-6)
      expectClose(tail(ForkJoin.quantileOfMaximum(0.99, branches: branches, branchMean: 1)), 0.01, within: 1e-9)
    }
  }

  /// Published slowest-leaf percentiles 40 / 87 / 140 ms, from 7,700 leaves with a Pareto tail of exponent 3.4 beyond
  /// 10 ms at 1 %: two fitted parameters, 3 % allowed.
  @Test func publishedSlowestLeaf() {
    for (probability, milliseconds) in [(0.5, 40.0), (0.95, 87), (0.99, 140)] {
      let leaf = ForkJoin.branchProbability(ofMaximumAt: probability, branches: 7_700)
      expectClose(10 * pow((1 - leaf) / 0.01, -1 / 3.4), milliseconds, within: 0.03)
    }
  }
}
