import Simulator
import Theory

extension ValidationCases {
  /// Arrivals from outside at stations 1 and 2, every job may come back: 1 → 2 or 3, 2 → 3 or out, 3 → 1 or out.
  static func jacksonPlan(feedback: Double) -> JacksonPlan {
    JacksonPlan(
      externalRates: [300, 150, 0], serviceRates: [700, 400, 900], servers: [1, 2, 1],
      routing: [[0, 0.5, 0.5], [0, 0, 0.8], [feedback, 0, 0]], warmUp: .seconds(2), measured: .seconds(100))
  }

  static var networks: [ValidationCase] {
    let plan = jacksonPlan(feedback: 0.3)
    let theory = JacksonNetwork(
      externalRates: plan.externalRates, serviceRates: plan.serviceRates, servers: plan.servers, routing: plan.routing)
    return [
      ValidationCase(
        "Jackson network", "3 stations, feedback 0.3", source: "Jackson 1957; Kleinrock I §4.8",
        [
          Oracle(.meanNumberAtStation0, theory.stations[0].meanNumberInSystem),
          Oracle(.meanNumberAtStation1, theory.stations[1].meanNumberInSystem),
          Oracle(.meanNumberAtStation2, theory.stations[2].meanNumberInSystem),
          Oracle(.meanSojournTime, theory.meanSojournTime),
        ], plan)
    ]
  }

  static var forkJoin: [ValidationCase] {
    [(2, 2_000), (10, 1_000), (100, 300)].map { branches, requests in
      ValidationCase(
        "Fork–join", "n = \(branches), exponential 1 ms", source: "order statistics: Hₙ/μ",
        [Oracle(.meanSojournTime, ForkJoin.meanOfMaximum(branches: branches, branchMean: 0.001))], isQuick: true,
        ForkJoinPlan(branches: branches, branchTime: service, requests: requests))
    }
  }

  /// Everybody wants one row: throughput 1/h and mean n·h in any order, but not the spread of the wait.
  static var locks: [ValidationCase] {
    let clients = 20
    let hold = 0.002
    let saturated = LockQueue.saturated(clients: clients, meanHoldTime: hold)
    let orders: [(QueueDiscipline, Double)] = [
      (.fifo, 0), (.random, LockQueue.waitVariationInRandomOrder(clients: clients)),
    ]
    let closed = orders.map { discipline, variation in
      ValidationCase(
        "Row lock, closed loop", "n = 20, hold 2 ms, \(discipline) hand-over",
        source: "Little's law; wait geometric under random hand-over",
        [
          Oracle(.throughput, saturated.throughput), Oracle(.meanSojournTime, saturated.meanLatency),
          Oracle(.variationOfWaiting, variation),
        ], isQuick: true, lockPlan(discipline))
    }
    let thinking = LockQueue.withThinking(clients: 10, meanThinkTime: 0.01, meanHoldTime: 0.002)
    var plan = lockPlan(.fifo)
    plan.clients = 10
    plan.hold = .exponential(mean: .milliseconds(2))
    plan.think = .exponential(mean: .milliseconds(10))
    let repairman = ValidationCase(
      "Row lock, thinking clients", "n = 10, think 10 ms, hold 2 ms, exponential", source: "M/M/1//n; Kleinrock I §3.8",
      [Oracle(.throughput, thinking.throughput), Oracle(.meanSojournTime, thinking.meanLatency)], isQuick: true, plan)
    return closed + [repairman]
  }

  static func lockPlan(_ discipline: QueueDiscipline) -> LockPlan {
    LockPlan(
      clients: 20, think: nil, hold: .constant(.milliseconds(2)), discipline: discipline, warmUp: .seconds(4),
      measured: .seconds(40))
  }

  static var limiters: [ValidationCase] {
    let arrival = DurationDistribution.exponential(mean: .milliseconds(1))
    func plan(_ limiter: LimiterPlan.Limiter) -> LimiterPlan {
      LimiterPlan(limiter: limiter, interarrival: arrival, warmUp: .seconds(1), measured: .seconds(30))
    }
    let paced = MG1.deterministic(arrivalRate: 1_000, serviceTime: 0.0007)
    return [
      ValidationCase(
        "Token bucket", "burst 1, a token per 0.7 ms, Poisson 1/ms", source: "same as waiting in M/D/1",
        [Oracle(.meanWaitingTime, paced.meanWaitingTime)], isQuick: true,
        plan(.bucket(period: .microseconds(700), burst: 1))),
      ValidationCase(
        "Batcher", "closes with 8 jobs, Poisson 1/ms", source: "(N − 1) / 2λ",
        [Oracle(.meanWaitingTime, Batching.meanWaitUntilFull(size: 8, arrivalRate: 1_000))], isQuick: true,
        plan(.batcher(size: 8, longestWait: nil))),
      ValidationCase(
        "Batcher", "closes 5 ms after its first job, Poisson 1/ms", source: "T(1 + λT/2) / (1 + λT)",
        [Oracle(.meanWaitingTime, Batching.meanWaitUntilDue(after: 0.005, arrivalRate: 1_000))], isQuick: true,
        plan(.batcher(size: .max, longestWait: .milliseconds(5)))),
    ]
  }
}
