import Simulator
import Theory

/// One locked row: the shapes of PostgreSQL's and MySQL's rows, and the published figures of counters.
extension ValidationCases {
  static var rowLocks: [ValidationCase] {
    crowdedRows + mixedOrders + openRows + lockTimeouts + optimisticWriters + groupCommits + mySQLRegimes
      + publishedCounters + flashCrowd
  }

  static let rowHold = SimDuration.microseconds(420)
  /// About PostgreSQL's growth in examples/locks.
  static let rowWaiterCost = SimDuration.microseconds(5)

  static func crowdPlan(
    _ clients: Int, waiterCost: SimDuration = .zero, discipline: QueueDiscipline = .random, randomShare: Double = 0
  ) -> LockPlan {
    // Windows of whole holds, so that the throughput is exact.
    let effective = rowHold + waiterCost * Int64(clients - 1)
    var plan = LockPlan(
      clients: clients, think: nil, hold: .constant(rowHold), discipline: discipline, warmUp: effective * 4_000,
      measured: effective * 20_000)
    plan.randomShare = randomShare
    plan.waiterCost = waiterCost
    return plan
  }

  /// Random order, 1 to 64 clients, holds that do not grow with waiters and holds that do.
  private static var crowdedRows: [ValidationCase] {
    [SimDuration.zero, rowWaiterCost].flatMap { cost in
      [1, 2, 4, 8, 16, 32, 64].map { clients in
        let hold = LockQueue.effectiveHold(clients: clients, hold: rowHold.seconds, waiterCost: cost.seconds)
        let theory = LockQueue.saturated(clients: clients, meanHoldTime: hold)
        var oracles = [Oracle(.throughput, theory.throughput), Oracle(.meanSojournTime, theory.meanLatency)]
        if clients > 1 {
          let tail = LockHandOver(clients: clients, randomShare: 1).latencyOverMean(0.99)
          oracles.append(Oracle(.variationOfWaiting, LockQueue.waitVariationInRandomOrder(clients: clients)))
          oracles.append(Oracle(.tailOverMean, tail, tolerance: 0.05 * tail))
        }
        return ValidationCase(
          "Row lock, waiter cost",
          "n = \(clients), hold 420 µs + \(cost == .zero ? "0" : "5 µs") per waiter, random hand-over",
          source: "1/hold(n), n·hold(n); wait a geometric number of holds", oracles, replications: 32,
          isQuick: clients == 8 || clients == 64, crowdPlan(clients, waiterCost: cost))
      }
    }
  }

  /// Between first come and random: the Markov chain over places in the line.
  private static var mixedOrders: [ValidationCase] {
    [(8, 0.5), (32, 0.3), (32, 0.9)].map { clients, share in
      let theory = LockHandOver(clients: clients, randomShare: share)
      let tail = theory.latencyOverMean(0.99)
      return ValidationCase(
        "Row lock, mixed hand-over", "n = \(clients), random share \(share)",
        source: "Markov chain over places in the line",
        [
          Oracle(.variationOfWaiting, theory.waitVariation), Oracle(.tailOverMean, tail, tolerance: 0.05 * tail),
        ], replications: 32, isQuick: clients == 8, crowdPlan(clients, discipline: .fifo, randomShare: share))
    }
  }

  private static var openRows: [ValidationCase] {
    (3...9).map { tenths in
      let load = Double(tenths) / 10
      let theory = MG1.deterministic(arrivalRate: load * serviceRate, serviceTime: 1 / serviceRate)
      let relaxation = 1 / ((1 - load) * (1 - load))
      return ValidationCase(
        "Row lock, open load", "hold 1 ms, Poisson, ρ = \(load)", source: "M/D/1; Pollaczek–Khinchine",
        [Oracle(.meanWaitingTime, theory.meanWaitingTime)], isQuick: tenths == 5,
        OpenRowPlan(
          interarrival: SimDuration(seconds: 0.001 / load), hold: .constant(.milliseconds(1)),
          warmUp: SimDuration(seconds: 0.02 * relaxation), measured: SimDuration(seconds: 40 + 2.4 * relaxation)))
    }
  }

  private static var lockTimeouts: [ValidationCase] {
    let theory = ImpatientQueue(arrivalRate: 800, serviceRate: serviceRate, deadline: 0.004)
    return [
      ValidationCase(
        "Row lock, time-outs", "hold exponential 1 ms, ρ = 0.8, lock time-out 4 ms", source: "M/M/1+D; Barrer 1957",
        [Oracle(.expiryProbability, theory.expiryProbability)], isQuick: true,
        OpenRowPlan(
          interarrival: .microseconds(1_250), hold: service, lockTimeout: .milliseconds(4), warmUp: .seconds(1),
          measured: .seconds(120)))
    ]
  }

  private static var optimisticWriters: [ValidationCase] {
    [2, 8, 32].map { clients in
      ValidationCase(
        "Optimistic retry", "n = \(clients), attempts exponential 1 ms", source: "birthday problem; Knuth 1 §1.2.11.3",
        [
          Oracle(.throughput, OptimisticRetry.throughput(clients: clients, meanAttempt: 0.001)),
          Oracle(.expiryProbability, 1 - 1 / OptimisticRetry.meanAttempts(clients: clients)),
        ], replications: 32, isQuick: clients == 8,
        OptimisticPlan(clients: clients, attempt: service, warmUp: .seconds(1), measured: .seconds(30)))
    }
  }

  /// Different rows share a flush of the log, updates of one row cannot.
  private static var groupCommits: [ValidationCase] {
    let (write, flush) = (0.0001, 0.000394)
    let shared = [1, 4, 16, 64].map { clients in
      ValidationCase(
        "Group commit", "n = \(clients) clients, each its own row, write 100 µs, flush 394 µs",
        source: "two groups take turns: n / 2 flushes",
        [
          Oracle(
            .throughput, GroupCommit.throughputOfDifferentRows(clients: clients, write: write, flush: flush))
        ], replications: 30, isQuick: true, groupPlan(clients, rows: clients))
    }
    let alone = ValidationCase(
      "Group commit", "n = 16 clients on one row, write 100 µs, flush 394 µs", source: "1 / (write + flush)",
      [Oracle(.throughput, GroupCommit.throughputOfOneRow(write: write, flush: flush))], replications: 30,
      isQuick: true, groupPlan(16, rows: 1))
    return shared + [alone]
  }

  /// A window of whole cycles.
  static func groupPlan(_ clients: Int, rows: Int) -> GroupCommitPlan {
    let cycle = SimDuration.microseconds(rows == 1 ? 494 : 788)
    return GroupCommitPlan(
      clients: clients, rows: rows, write: .microseconds(100), flush: .microseconds(394), warmUp: cycle * 100,
      measured: cycle * 2_000)
  }
}
