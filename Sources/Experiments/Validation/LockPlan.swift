import Simulator

/// n clients in a closed loop: think, ask for one row's lock, hold it, commit. One row of a `RowLockTable`.
struct LockPlan: ValidationPlan {
  var clients: Int
  /// nil: a client asks again in the instant of its commit.
  var think: DurationDistribution?
  var hold: DurationDistribution
  var discipline = QueueDiscipline.fifo
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
    observation.laws.append(
      InvariantMeasurement(
        name: "the row's busy time = the table's", expected: model.rows.recorder.busyTime,
        found: row.busyTime.nanoseconds))
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
  private let key: UInt64 = 42
  private var askedAt: [SimTime]
  private var grantedAt: SimTime = .zero
  /// Draws made so far by each client.
  private var updates: [UInt64]
  private let think: DurationSampler?
  private let hold: DurationSampler
  private let thinkDraws: Draws
  private let holdDraws: Draws

  init(_ plan: LockPlan, _ draws: Draws) {
    rows = RowLockTable(discipline: plan.discipline, retention: .allRows, draws: draws.purpose("hand-over"))
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
    let client = Int(notice.slot)
    if isCounting {
      let wait = (grantedAt - askedAt[client]).nanoseconds
      commits += 1
      latencySum += (kernel.now - askedAt[client]).nanoseconds
      waitSum += wait
      squaredWaitSum += Int128(wait) * Int128(wait)
    }
    if let next = rows.depart(key, at: kernel.now) { grant(next.slot, &kernel) }
    if !isOpen { return true }
    if let think {
      let time = think.sample(thinkDraws.unit(UInt64(client), updates[client]))
      kernel.schedule(after: time, kind: Self.request, slot: notice.slot)
    } else {
      ask(notice.slot, &kernel)
    }
    return true
  }

  private mutating func ask(_ client: UInt32, _ kernel: inout Kernel<List>) {
    askedAt[Int(client)] = kernel.now
    let job = StationJob(kind: Self.commit, slot: client, demand: .zero)
    if rows.arrive(key, job, at: kernel.now) == .started { grant(client, &kernel) }
  }

  private mutating func grant(_ client: UInt32, _ kernel: inout Kernel<List>) {
    grantedAt = kernel.now
    updates[Int(client)] += 1
    let time = hold.sample(holdDraws.unit(UInt64(client), updates[Int(client)]))
    kernel.schedule(after: time, kind: Self.commit, slot: client)
  }
}
