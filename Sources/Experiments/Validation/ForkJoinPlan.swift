import Simulator

/// Requests that fork into n branches at a `DelayStation` and go on when the last branch is back; every branch keeps a
/// ledger, and the slowest one's must sum to the request's latency.
struct ForkJoinPlan: ValidationPlan {
  var branches: Int
  var branchTime: DurationDistribution
  var requests: Int

  func replicate(on list: EventListChoice, replication: UInt64) -> Observation {
    switch list {
    case .wheel: simulate(RadixWheelList.self, replication)
    case .heap: simulate(QuaternaryHeapList.self, replication)
    }
  }

  private func simulate<List: FutureEventList>(_ list: List.Type, _ replication: UInt64) -> Observation {
    var kernel = Kernel<List>()
    var model = ForkJoinModel<List>(self, Draws(seed: 1, replication: replication))
    kernel.schedule(at: .zero, kind: ForkJoinModel<List>.fork, slot: 0)
    kernel.run(&model, until: .distantFuture)
    var observation = Observation()
    observation[.meanSojournTime] = Double(model.latencySum) * 1e-9 / Double(model.joined)
    observation.laws = model.station.invariants(named: "branches", at: SimTime(nanoseconds: .max / 2))
    observation.laws.append(
      InvariantMeasurement(name: "Σ ledgers = Σ latencies", expected: model.latencySum, found: model.ledgerSum))
    observation.close(kernel)
    return observation
  }
}

private struct ForkJoinModel<List: FutureEventList>: ProcessModel, ~Copyable {
  static var fork: UInt16 { 0 }
  static var branch: UInt16 { 1 }

  var station = DelayStation(index: 0)
  var joined: Int64 = 0
  var latencySum: Int64 = 0
  var ledgerSum: Int64 = 0
  private var ledger = Ledger()
  private var forkedAt: SimTime = .zero
  private var outstanding = 0
  private let branches: Int
  private let requests: Int
  private let branchTime: DurationSampler
  private let draws: Draws

  init(_ plan: ForkJoinPlan, _ draws: Draws) {
    branches = plan.branches
    requests = plan.requests
    branchTime = plan.branchTime.sampler
    self.draws = draws.purpose("branch")
  }

  mutating func handle(_ notice: EventNotice, _ kernel: inout Kernel<List>) -> Bool {
    if notice.kind == Self.fork {
      forkedAt = kernel.now
      outstanding = branches
      ledger.clear()
      for branch in 0..<branches {
        let time = branchTime.sample(draws.unit(UInt64(joined), UInt64(branch)))
        station.arrive(StationJob(kind: Self.branch, slot: UInt32(branch), demand: time), &kernel)
      }
      return true
    }
    station.depart(enteredAt: forkedAt, at: kernel.now)
    outstanding -= 1
    if outstanding > 0 { return true }
    var critical = Ledger()
    critical.add(1, .service, branchTime.sample(draws.unit(UInt64(joined), UInt64(notice.slot))))
    ledger.add(&critical)
    ledgerSum &+= ledger.total.nanoseconds
    latencySum &+= (kernel.now - forkedAt).nanoseconds
    joined += 1
    if joined < requests { kernel.schedule(after: .microseconds(10), kind: Self.fork, slot: 0) }
    return true
  }
}
