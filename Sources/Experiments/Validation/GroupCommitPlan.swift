import Simulator

/// n clients in a closed loop on `rows` rows: lock, write, wait for the log's flush, which serves all who wait when it
/// starts, release.
struct GroupCommitPlan: ValidationPlan {
  var clients: Int
  var rows: Int
  var write: SimDuration
  var flush: SimDuration
  var warmUp: SimDuration
  var measured: SimDuration

  func replicate(on list: EventListChoice, replication: UInt64) -> Observation {
    switch list {
    case .wheel: simulate(RadixWheelList.self)
    case .heap: simulate(QuaternaryHeapList.self)
    }
  }

  private func simulate<List: FutureEventList>(_ list: List.Type) -> Observation {
    var kernel = Kernel<List>()
    var model = GroupCommitModel<List>(self)
    let warmUpEnd = SimTime.zero + warmUp
    for client in 0..<clients {
      kernel.schedule(at: .zero, kind: GroupCommitModel<List>.ask, slot: UInt32(client))
    }
    kernel.run(&model, until: warmUpEnd)
    model.table.clear(at: warmUpEnd)
    kernel.run(&model, until: warmUpEnd + measured)
    var observation = Observation()
    observation[.throughput] = Double(model.table.recorder.departures) / measured.seconds
    observation.laws = model.table.invariants(named: "rows", at: warmUpEnd + measured)
    observation.close(kernel)
    return observation
  }
}

private struct GroupCommitModel<List: FutureEventList>: ProcessModel, ~Copyable {
  static var ask: UInt16 { 0 }
  static var written: UInt16 { 1 }
  static var flushed: UInt16 { 2 }

  var table = RowLockTable(retention: .allRows)
  private let plan: GroupCommitPlan
  /// Who waits for the next flush, and who is in the present one.
  private var waiting: [UInt32] = []
  private var flushing: [UInt32] = []

  init(_ plan: GroupCommitPlan) { self.plan = plan }

  mutating func handle(_ notice: EventNotice, _ kernel: inout Kernel<List>) -> Bool {
    switch notice.kind {
    case Self.ask:
      ask(notice.slot, &kernel)
    case Self.written:
      waiting.append(notice.slot)
      if flushing.isEmpty { startFlush(&kernel) }
    default:
      let durable = flushing
      flushing.removeAll(keepingCapacity: true)
      for client in durable {
        if let next = table.depart(row(client), at: kernel.now) { write(next.slot, &kernel) }
        ask(client, &kernel)
      }
      if !waiting.isEmpty { startFlush(&kernel) }
    }
    return true
  }

  private func row(_ client: UInt32) -> UInt64 { UInt64(client) % UInt64(plan.rows) }

  private mutating func ask(_ client: UInt32, _ kernel: inout Kernel<List>) {
    let job = StationJob(kind: Self.written, slot: client, demand: .zero)
    if table.arrive(row(client), job, at: kernel.now) == .started { write(client, &kernel) }
  }

  private func write(_ client: UInt32, _ kernel: inout Kernel<List>) {
    kernel.schedule(after: plan.write, kind: Self.written, slot: client)
  }

  private mutating func startFlush(_ kernel: inout Kernel<List>) {
    swap(&waiting, &flushing)
    kernel.schedule(after: plan.flush, kind: Self.flushed, slot: 0)
  }
}
