import Foundation
import Testing

@testable import Theory

@Suite struct LockTests {
  /// First come waits n − 1 hand-overs always; a random order a geometric number with that mean.
  @Test(arguments: [2, 3, 8, 20, 64])
  func endsOfTheShareHaveClosedForms(_ clients: Int) {
    let ordered = LockHandOver(clients: clients, randomShare: 0)
    #expect(abs(ordered.waitVariation) < 1e-7)
    #expect(ordered.handOvers(0.99) == clients - 1 && ordered.handOvers(0.01) == clients - 1)
    #expect(ordered.latencyOverMean(0.99) == 1)
    let random = LockHandOver(clients: clients, randomShare: 1)
    #expect(abs(random.waitVariation - LockQueue.waitVariationInRandomOrder(clients: clients)) < 1e-9)
    if clients == 2 { return }
    for level in [0.5, 0.9, 0.99, 0.999] {
      let geometric = (log(1 - level) / log(1 - 1 / Double(clients - 1))).rounded(.up)
      #expect(Double(random.handOvers(level)) == geometric, "level \(level)")
    }
  }

  /// Every sequence of picks from a line of named waiters, one of them watched.
  @Test(arguments: [0.2, 0.5, 0.8])
  func chainEqualsAllSequences(_ share: Double) {
    var stillWaiting = [Double](repeating: 0, count: 12)
    func follow(_ line: [Int], _ probability: Double, _ step: Int) {
      if step == stillWaiting.count { return }
      for place in line.indices {
        let chance = share / Double(line.count) + (place == 0 ? 1 - share : 0)
        if line[place] == 0 { continue }
        stillWaiting[step] += probability * chance
        var next = line
        next.remove(at: place)
        next.append(9)
        follow(next, probability * chance, step + 1)
      }
    }
    follow([7, 8, 0], 1, 0)
    let theory = LockHandOver(clients: 4, randomShare: share)
    for (step, probability) in stillWaiting.enumerated() {
      let served = 1 - probability
      #expect(theory.handOvers(served - 1e-9) <= step + 1, "step \(step)")
      #expect(theory.handOvers(min(served + 1e-9, 1 - 1e-12)) > step + 1, "step \(step)")
    }
  }

  /// The mean wait is n − 1 hand-overs in any order, so a quantile function must average to it; smooth or not.
  @Test func smoothQuantileFollowsTheSteps() {
    for clients in [3, 5, 17, 64] {
      var before = 0.0
      for share in stride(from: 0.0, through: 1, by: 0.02) {
        let lock = LockHandOver(clients: clients, randomShare: share)
        let (smooth, stepped) = (lock.smoothLatencyOverMean(0.99), lock.latencyOverMean(0.99))
        #expect(abs(smooth - stepped) * Double(clients) <= 1, "n = \(clients), share \(share)")
        #expect(smooth >= before - 1e-9, "n = \(clients), share \(share): \(smooth) after \(before)")
        before = smooth
      }
    }
  }

  @Test func fitFindsPlantedParameters() throws {
    let rows = [1, 2, 4, 8, 16, 32, 64].map { clients -> LockFit.Measurement in
      let hold = LockQueue.effectiveHold(clients: clients, hold: 0.000_42, waiterCost: 0.000_005)
      let tail = LockHandOver(clients: clients, randomShare: 0.9).smoothLatencyOverMean(0.99)
      let mean = Double(clients) * hold
      return .init(clients: clients, throughput: 1 / hold, mean: mean, p99: mean * tail)
    }
    let fit = try #require(LockFit(rows))
    #expect(abs(fit.hold.value / 0.000_42 - 1) < 1e-6)
    #expect(abs(try #require(fit.waiterCost).value / 0.000_005 - 1) < 1e-6)
    #expect(abs(try #require(fit.randomShare).value - 0.9) < 1e-4)
    let p99 = try #require(fit.p99(clients: 16))
    #expect(abs(p99 / (try #require(rows[4].p99)) - 1) < 1e-3)
  }

  /// What the data cannot tell is nil, not a number.
  @Test func fitSaysWhatItCannotTell() throws {
    func row(_ clients: Int, _ p99: Double? = 0.01) -> LockFit.Measurement {
      .init(clients: clients, throughput: 1_000, mean: 0.001 * Double(clients), p99: p99)
    }
    let single = try #require(LockFit([row(1), row(1), row(1)]))
    #expect(single.waiterCost == nil && single.randomShare == nil)
    #expect(abs(single.hold.value - 0.001) < 1e-9)
    let alike = try #require(LockFit([row(8, 0.008), row(8, 0.008), row(8, 0.008)]))
    #expect(alike.waiterCost == nil && abs(alike.hold.value - 0.001) < 1e-9)
    #expect(try #require(alike.randomShare).value < 0.2)
    let untailed = try #require(LockFit([row(4, nil), row(8, nil), row(16, nil)]))
    #expect(untailed.randomShare == nil && untailed.waiterCost != nil)
    let exact = try #require(LockFit([row(4), row(8)]))
    #expect(exact.hold.standardError == nil && exact.holdDeviation == nil)
  }

  /// Ramanujan's Q: 1, 3/2, 17/9, 71/32, … ≈ √(πn/2) − 1/3 + √(π/2n)/12.
  @Test func optimisticAttemptsAreRamanujansQ() {
    for (clients, attempts) in [(1, 1.0), (2, 1.5), (3, 17.0 / 9), (4, 71.0 / 32)] {
      #expect(abs(OptimisticRetry.meanAttempts(clients: clients) - attempts) < 1e-12)
    }
    let many = OptimisticRetry.meanAttempts(clients: 10_000)
    let series = (Double.pi * 10_000 / 2).squareRoot() - 1.0 / 3 + (Double.pi / 20_000).squareRoot() / 12
    #expect(abs(many - series) < 1e-5)
  }

  @Test func oneRowSharesNoFlush() {
    let alone = GroupCommit.throughputOfOneRow(write: 0.0001, flush: 0.0004)
    #expect(GroupCommit.throughputOfDifferentRows(clients: 1, write: 0.0001, flush: 0.0004) == alone)
    #expect(GroupCommit.throughputOfDifferentRows(clients: 64, write: 0.0001, flush: 0.0004) == 80_000)
    #expect(GroupCommit.throughputOfDifferentRows(clients: 64, write: 0.0006, flush: 0.0004) == 64_000)
  }
}
