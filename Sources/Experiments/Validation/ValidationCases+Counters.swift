import Simulator
import Theory

/// Published figures of counters: one hold time and three regimes, shards, limits, a flash crowd.
extension ValidationCases {
  /// MySQL's row when nothing but waiting in line happens: 4,276 updates/s.
  static let mySQLHold = SimDuration(nanoseconds: 233_863)

  static func mySQLPlan(
    _ threads: Int, waiterCost: SimDuration = .zero, joiners: Int = 0, discipline: QueueDiscipline = .fifo
  ) -> LockPlan {
    var plan = LockPlan(
      clients: threads, think: nil, hold: .constant(mySQLHold), discipline: discipline, warmUp: .seconds(8),
      measured: .seconds(4))
    plan.waiterCost = waiterCost
    plan.joiners = joiners
    plan.joinerCost = SimDuration(nanoseconds: 20_146)
    return plan
  }

  /// Fitted: 50 µs of conflict checks per waiter; groups of 10, 20.1 µs for each further update and 81 ns per waiter. Without
  /// the 81 ns the group would do as much at 1,024 threads as at 128.
  static var mySQLRegimes: [ValidationCase] {
    func regime(_ words: String, _ throughput: Double, _ share: Double, _ plan: LockPlan) -> ValidationCase {
      ValidationCase(
        "MySQL row (published)", words, source: "one hold of 234 µs; Xiaohongshu's database team 2024",
        [Oracle(.throughput, throughput, tolerance: share * throughput)], replications: 30, isQuick: true, plan)
    }
    let check = SimDuration.microseconds(50)
    let merging = SimDuration(nanoseconds: 81)
    return [
      regime("128 threads, contended: 100 to 200/s, 50 µs per waiter", 150, 1.0 / 3, mySQLPlan(128, waiterCost: check)),
      regime("128 threads, queued", 4_276, 0.01, mySQLPlan(128)),
      regime(
        "128 threads, merged in groups of 10", 23_543, 0.01, mySQLPlan(128, waiterCost: merging, joiners: 9)),
      regime(
        "1,024 threads, merged in groups of 10: 4.7 times queued", 4.7 * 4_276, 0.02,
        mySQLPlan(1_024, waiterCost: merging, joiners: 9)),
    ]
  }

  static var publishedCounters: [ValidationCase] {
    func published(_ family: String, _ words: String, _ throughput: Double, _ share: Double, _ plan: any ValidationPlan)
      -> ValidationCase
    {
      ValidationCase(
        family, words, source: "facts table, counters and hot keys",
        [Oracle(.throughput, throughput, tolerance: share * throughput)], replications: 30, isQuick: true, plan)
    }
    func closed(_ rate: Double, _ discipline: QueueDiscipline) -> LockPlan {
      LockPlan(
        clients: 41, think: nil, hold: .constant(SimDuration(seconds: 1 / rate)), discipline: discipline,
        warmUp: .seconds(1), measured: .seconds(4))
    }
    let shards = [1, 10, 100].map { shards in
      published(
        "Firestore shards (published)", "\(shards) shards of 1 write/s, 3 offered to each", Double(shards), 0.01,
        OpenRowPlan(
          rows: shards, interarrival: SimDuration(seconds: 1 / (3 * Double(shards))), hold: .constant(.seconds(1)),
          warmUp: .seconds(30), measured: .seconds(200)))
    }
    return [
      published(
        "PostgreSQL row (published)", "41 clients, hold 494 µs, random hand-over", 2_024, 0.01, closed(2_024, .random)),
      published(
        "Optimistic retry (published)", "859/s; 2,024 attempts/s, 4 in flight (fitted)", 859, 0.1,
        OptimisticPlan(
          clients: 4, attempt: .exponential(mean: SimDuration(seconds: 4 / 2_024.0)), warmUp: .seconds(1),
          measured: .seconds(20))),
      published("Redis key (published)", "41 clients, one server without lock", 9_354, 0.01, closed(9_354, .fifo)),
      published(
        "DynamoDB key (published)", "1,000 writes/s let through of 4,000 offered", 1_000, 0.01,
        LimiterPlan(
          limiter: .police(period: .milliseconds(1), burst: 1_000),
          interarrival: .exponential(mean: .microseconds(250)), warmUp: .seconds(5), measured: .seconds(10))),
    ] + shards
  }

  /// 10 M likes in 39 minutes on a row of 2,000 updates/s, at a hundredth of both rates.
  static var flashCrowd: [ValidationCase] {
    let likes = 100_000.0
    let seconds = 2_340.0
    let left = likes - 20 * seconds
    let direct = OpenRowPlan(
      interarrival: SimDuration(seconds: seconds / likes), hold: .constant(.milliseconds(50)),
      warmUp: .milliseconds(500), measured: SimDuration(seconds: seconds - 0.5))
    var buffered = direct
    buffered.flushInterval = .seconds(1)
    buffered.measured = SimDuration(seconds: seconds)
    return [
      ValidationCase(
        "Flash crowd (published)", "10 M likes in 39 min, row of 2,000/s, scale 1:100",
        source: "10 M − 2,000/s × 2,340 s",
        [Oracle(.backlog, left, tolerance: 0.01 * left)], replications: 30, isQuick: true, direct),
      ValidationCase(
        "Flash crowd (published)", "the same, buffered and flushed each second", source: "one update per flush",
        [Oracle(.throughput, 1), Oracle(.backlog, 0)], replications: 30, isQuick: true, buffered),
    ]
  }

  /// A lock that works whenever someone waits cannot collapse, and one row cannot share a flush.
  static var rowControls: [ValidationCase] {
    let contended = Oracle(.throughput, 150, tolerance: 50)
    let eight = LockHandOver(clients: 8, randomShare: 0.5).waitVariation
    let shared = GroupCommit.throughputOfDifferentRows(clients: 16, write: 0.0001, flush: 0.000394)
    let delay = MG1.deterministic(arrivalRate: 700, serviceTime: 0.001).meanWaitingTime
    let impatient = ImpatientQueue(arrivalRate: 800, serviceRate: serviceRate, deadline: 0.004)
    func open(_ hold: DurationDistribution, _ interarrival: SimDuration) -> OpenRowPlan {
      OpenRowPlan(interarrival: interarrival, hold: hold, warmUp: .seconds(1), measured: .seconds(40))
    }
    var late = open(service, .microseconds(1_250))
    late.lockTimeout = .microseconds(4_500)
    late.measured = .seconds(120)
    return [QueueDiscipline.fifo, .random, .lifo].map {
      control(
        "MySQL row", "work-conserving lock, \($0), judged as collapsed", contended, mySQLPlan(128, discipline: $0))
    } + [
      control(
        "MySQL row", "50 µs per waiter judged as queued", Oracle(.throughput, 4_276, tolerance: 43),
        mySQLPlan(128, waiterCost: .microseconds(50))),
      control(
        "Row lock", "waiter cost 5 µs judged as none",
        Oracle(.meanSojournTime, LockQueue.saturated(clients: 16, meanHoldTime: rowHold.seconds).meanLatency),
        crowdPlan(16, waiterCost: rowWaiterCost)),
      control(
        "Row lock", "random share 0.6 judged as 0.5", Oracle(.variationOfWaiting, eight),
        crowdPlan(8, discipline: .fifo, randomShare: 0.6)),
      control(
        "Row lock, open load", "exponential holds judged as constant", Oracle(.meanWaitingTime, delay),
        open(service, SimDuration(seconds: 1 / 700.0))),
      control(
        "Row lock, time-outs", "time-out 4.5 ms judged as 4 ms",
        Oracle(.expiryProbability, impatient.expiryProbability),
        late),
      control("Group commit", "one row judged as sixteen", Oracle(.throughput, shared), groupPlan(16, rows: 1)),
      control(
        "Optimistic retry", "9 writers judged as 8",
        Oracle(.expiryProbability, 1 - 1 / OptimisticRetry.meanAttempts(clients: 8)),
        OptimisticPlan(clients: 9, attempt: service, warmUp: .seconds(1), measured: .seconds(30))),
    ]
  }
}
