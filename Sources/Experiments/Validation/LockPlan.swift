import Simulator

/// n clients in a closed loop: think, ask for one row's lock, hold it, commit. One row of a `RowLockTable`.
///
/// What waiters cost the row, waiters that join a hold, and the hand-over make MySQL's and PostgreSQL's regimes of it.
struct LockPlan: ValidationPlan {
  var clients: Int
  /// nil: a client asks again in the instant of its commit.
  var think: DurationDistribution?
  var hold: DurationDistribution
  var discipline = QueueDiscipline.fifo
  /// Probability that a FIFO lock hands over to a random waiter.
  var randomShare = 0.0
  /// Of each writer that has to wait, per writer then waiting.
  var waiterCost = SimDuration.zero
  /// Waiters that may join a hold, and how much longer each makes it.
  var joiners = 0
  var joinerCost = SimDuration.zero
  var warmUp: SimDuration
  var measured: SimDuration

  func replicate(on list: EventListChoice, replication: UInt64) -> Observation {
    switch list {
    case .wheel: simulate(RadixWheelList.self, replication)
    case .heap: simulate(QuaternaryHeapList.self, replication)
    }
  }

  private func simulate<List: FutureEventList>(_ list: List.Type, _ replication: UInt64) -> Observation {
    var kernel = Kernel<List>()
    var model = LockModel<List>(self, Draws(seed: 1, replication: replication))
    let warmUpEnd = SimTime.zero + warmUp
    let end = warmUpEnd + measured
    for client in 0..<clients {
      kernel.schedule(at: .zero, kind: LockModel<List>.request, slot: UInt32(client))
    }
    kernel.run(&model, until: warmUpEnd)
    model.rows.clear(at: warmUpEnd)
    model.isCounting = true
    kernel.run(&model, until: end)
    model.isCounting = false
    let commits = Double(model.commits)
    let waits = Int128(model.waitSum)
    let spread = model.squaredWaitSum * Int128(model.commits) - waits * waits
    var observation = Observation()
    observation[.throughput] = commits / measured.seconds
    observation[.meanSojournTime] = Double(model.latencySum) * 1e-9 / commits
    observation[.variationOfWaiting] = Double(spread).squareRoot() / Double(waits)
    observation[.tailOverMean] = model.tailOverMean
    model.isOpen = false
    kernel.run(&model, until: .distantFuture)
    observation.laws = model.rows.invariants(named: "rows", at: SimTime(nanoseconds: .max / 2))
    let row = model.rows.topRows(1, at: SimTime(nanoseconds: .max / 2))[0]
    observation.laws.append(
      InvariantMeasurement(
        name: "the row's commits = the table's", expected: model.rows.recorder.departures, found: row.updates))
    observation.laws.append(
      InvariantMeasurement(
        name: "the row's lock wait = the table's", expected: model.rows.recorder.waitingSum,
        found: row.lockWaitSum.nanoseconds))
    // The table counts every writer that holds, a row its own time.
    if joiners == 0 {
      observation.laws.append(
        InvariantMeasurement(
          name: "the row's busy time = the table's", expected: model.rows.recorder.busyTime,
          found: row.busyTime.nanoseconds))
    }
    observation.close(kernel)
    return observation
  }
}

private struct LockModel<List: FutureEventList>: ProcessModel, ~Copyable {
  static var request: UInt16 { 0 }
  static var commit: UInt16 { 1 }

  var rows: RowLockTable
  var isOpen = true
  var isCounting = false
  var commits: Int64 = 0
  var latencySum: Int64 = 0
  var waitSum: Int64 = 0
  var squaredWaitSum: Int128 = 0
  private var latencies: [Int64] = []
  private let key: UInt64 = 42
  private var askedAt: [SimTime]
  private var grantedAt: SimTime = .zero
  /// Draws made so far by each client.
  private var updates: [UInt64]
  private let think: DurationSampler?
  private let hold: DurationSampler
  private let plan: LockPlan
  private var joined: [StationJob] = []
  private let thinkDraws: Draws
  private let holdDraws: Draws

  init(_ plan: LockPlan, _ draws: Draws) {
    self.plan = plan
    rows = RowLockTable(
      discipline: plan.discipline, randomShare: plan.randomShare, waiterCost: plan.waiterCost, retention: .allRows,
      draws: draws.purpose("hand-over"))
    askedAt = [SimTime](repeating: .zero, count: plan.clients)
    updates = [UInt64](repeating: 0, count: plan.clients)
    think = plan.think?.sampler
    hold = plan.hold.sampler
    thinkDraws = draws.purpose("think")
    holdDraws = draws.purpose("hold")
  }

  mutating func handle(_ notice: EventNotice, _ kernel: inout Kernel<List>) -> Bool {
    if notice.kind == Self.request {
      if isOpen { ask(notice.slot, &kernel) }
      return true
    }
    let joiners = joined
    finish(notice.slot, kernel.now)
    for job in joiners { finish(job.slot, kernel.now) }
    if let next = rows.depart(key, at: kernel.now) { grant(next.slot, &kernel) }
    goOn(notice.slot, &kernel)
    for job in joiners { goOn(job.slot, &kernel) }
    return true
  }

  private mutating func finish(_ client: UInt32, _ now: SimTime) {
    if !isCounting { return }
    let wait = (grantedAt - askedAt[Int(client)]).nanoseconds
    let latency = (now - askedAt[Int(client)]).nanoseconds
    commits += 1
    latencySum += latency
    waitSum += wait
    squaredWaitSum += Int128(wait) * Int128(wait)
    latencies.append(latency)
  }

  /// The client thinks, or asks again at once.
  private mutating func goOn(_ client: UInt32, _ kernel: inout Kernel<List>) {
    if !isOpen { return }
    guard let think else { return ask(client, &kernel) }
    let time = think.sample(thinkDraws.unit(UInt64(client), updates[Int(client)]))
    kernel.schedule(after: time, kind: Self.request, slot: client)
  }

  /// 99th percentile of the time from asking to committing, over its mean.
  var tailOverMean: Double {
    if latencies.isEmpty { return .nan }
    let sorted = latencies.sorted()
    let place = min(sorted.count - 1, Int((0.99 * Double(sorted.count)).rounded(.up)) - 1)
    return Double(sorted[max(0, place)]) * Double(commits) / Double(latencySum)
  }

  private mutating func ask(_ client: UInt32, _ kernel: inout Kernel<List>) {
    askedAt[Int(client)] = kernel.now
    let job = StationJob(kind: Self.commit, slot: client, demand: .zero)
    if rows.arrive(key, job, at: kernel.now) == .started { grant(client, &kernel) }
  }

  private mutating func grant(_ client: UInt32, _ kernel: inout Kernel<List>) {
    grantedAt = kernel.now
    updates[Int(client)] += 1
    joined.removeAll(keepingCapacity: true)
    let count = rows.joinWaiters(key, most: plan.joiners, into: &joined, at: kernel.now)
    let time =
      hold.sample(holdDraws.unit(UInt64(client), updates[Int(client)])) + rows.settleDebt(key)
      + plan.joinerCost * Int64(count)
    kernel.schedule(after: time, kind: Self.commit, slot: client)
  }
}
