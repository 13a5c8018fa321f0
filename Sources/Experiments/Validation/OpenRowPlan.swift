import Simulator

/// Poisson writers at one row or several alike, each picked at random; a writer may time out in the line, or only be
/// counted in a buffer that updates its row at a fixed interval.
struct OpenRowPlan: ValidationPlan {
  var rows = 1
  var interarrival: SimDuration
  var hold: DurationDistribution
  /// A writer leaves the line when it has waited this long.
  var lockTimeout: SimDuration?
  /// Writers add to a buffer; this often it updates the row, if anything came.
  var flushInterval: SimDuration?
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
    var model = OpenRowModel<List>(self, Draws(seed: 1, replication: replication))
    let warmUpEnd = SimTime.zero + warmUp
    let end = warmUpEnd + measured
    kernel.schedule(at: .zero, kind: OpenRowModel<List>.arrival, slot: 0)
    if let flushInterval {
      kernel.schedule(at: SimTime.zero + flushInterval, kind: OpenRowModel<List>.flush, slot: 0)
    }
    kernel.run(&model, until: warmUpEnd)
    model.table.clear(at: warmUpEnd)
    kernel.run(&model, until: end)
    let recorder = model.table.recorder
    let present = model.table.present
    var observation = Observation()
    observation[.throughput] = Double(recorder.departures) / measured.seconds
    observation[.meanWaitingTime] = Double(recorder.waitingSum) * 1e-9 / Double(recorder.left)
    observation[.expiryProbability] = Double(recorder.expired) / Double(recorder.left)
    observation[.backlog] = Double(present)
    observation.laws = model.table.invariants(named: "rows", at: end)
    observation.close(kernel)
    return observation
  }
}

private struct OpenRowModel<List: FutureEventList>: ProcessModel, ~Copyable {
  static var arrival: UInt16 { 0 }
  static var commit: UInt16 { 1 }
  static var timeout: UInt16 { 2 }
  static var flush: UInt16 { 3 }

  private struct Writer {
    var row: UInt64
    var askedAt: SimTime
    var identity: UInt64
    var isWaiting = true
  }

  var table = RowLockTable(retention: .allRows)
  private var writers = SlotPool<Writer>()
  private var nextWriter: UInt64 = 0
  private var buffered: Int64 = 0
  private let plan: OpenRowPlan
  private let hold: DurationSampler
  private let interarrival: DurationSampler
  private let arrivalDraws: Draws
  private let rowDraws: Draws
  private let holdDraws: Draws

  init(_ plan: OpenRowPlan, _ draws: Draws) {
    self.plan = plan
    hold = plan.hold.sampler
    interarrival = DurationDistribution.exponential(mean: plan.interarrival).sampler
    arrivalDraws = draws.purpose("arrival")
    rowDraws = draws.purpose("row")
    holdDraws = draws.purpose("hold")
  }

  mutating func handle(_ notice: EventNotice, _ kernel: inout Kernel<List>) -> Bool {
    switch notice.kind {
    case Self.arrival:
      if plan.flushInterval != nil { buffered += 1 } else { ask(&kernel) }
      kernel.schedule(
        after: interarrival.sample(arrivalDraws.unit(nextWriter)), kind: Self.arrival, slot: 0)
      nextWriter &+= 1
    case Self.flush:
      if buffered > 0 { ask(&kernel) }
      buffered = 0
      if let interval = plan.flushInterval { kernel.schedule(after: interval, kind: Self.flush, slot: 0) }
    case Self.timeout:
      guard writers.isLive(notice.slot), let limit = plan.lockTimeout, writers[notice.slot].isWaiting,
        writers[notice.slot].askedAt + limit == kernel.now
      else { return false }
      let row = writers[notice.slot].row
      _ = table.withdraw(row, kind: Self.commit, slot: notice.slot, at: kernel.now)
      writers.remove(notice.slot)
    default:
      let row = writers.remove(notice.slot).row
      if let next = table.depart(row, at: kernel.now) { grant(next.slot, &kernel) }
    }
    return true
  }

  private mutating func ask(_ kernel: inout Kernel<List>) {
    let row = plan.rows == 1 ? 0 : rowDraws.index(UInt64(plan.rows), nextWriter)
    let slot = writers.insert(Writer(row: row, askedAt: kernel.now, identity: nextWriter))
    let job = StationJob(kind: Self.commit, slot: slot, demand: .zero)
    if table.arrive(row, job, at: kernel.now) == .started { return grant(slot, &kernel) }
    if let limit = plan.lockTimeout { kernel.schedule(after: limit, kind: Self.timeout, slot: slot) }
  }

  private mutating func grant(_ slot: UInt32, _ kernel: inout Kernel<List>) {
    writers[slot].isWaiting = false
    kernel.schedule(after: hold.sample(holdDraws.unit(writers[slot].identity)), kind: Self.commit, slot: slot)
  }
}
