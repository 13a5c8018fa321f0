import Simulator

/// n clients in a closed loop: read a row's version, work for a while, write if the version is still the same, else read
/// again.
struct OptimisticPlan: ValidationPlan {
  var clients: Int
  var attempt: DurationDistribution
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
    var model = OptimisticModel<List>(self, Draws(seed: 1, replication: replication))
    for client in 0..<clients { model.read(UInt32(client), &kernel) }
    kernel.run(&model, until: SimTime.zero + warmUp)
    let before = model.version
    let tried = model.attempts
    kernel.run(&model, until: SimTime.zero + warmUp + measured)
    var observation = Observation()
    let written = Double(model.version - before)
    observation[.throughput] = written / measured.seconds
    observation[.expiryProbability] = 1 - written / Double(model.attempts - tried)
    observation.laws = [
      InvariantMeasurement(
        name: "attempts = writes + refusals", expected: model.attempts, found: model.version + model.refusals)
    ]
    observation.close(kernel)
    return observation
  }
}

private struct OptimisticModel<List: FutureEventList>: ProcessModel, ~Copyable {
  /// Of the row: its successful writes.
  var version: Int64 = 0
  var attempts: Int64 = 0
  var refusals: Int64 = 0
  private var versionRead: [Int64]
  private var reads: [UInt64]
  private let attempt: DurationSampler
  private let draws: Draws

  init(_ plan: OptimisticPlan, _ draws: Draws) {
    versionRead = [Int64](repeating: 0, count: plan.clients)
    reads = [UInt64](repeating: 0, count: plan.clients)
    attempt = plan.attempt.sampler
    self.draws = draws.purpose("attempt")
  }

  mutating func read(_ client: UInt32, _ kernel: inout Kernel<List>) {
    versionRead[Int(client)] = version
    reads[Int(client)] += 1
    kernel.schedule(after: attempt.sample(draws.unit(UInt64(client), reads[Int(client)])), kind: 0, slot: client)
  }

  mutating func handle(_ notice: EventNotice, _ kernel: inout Kernel<List>) -> Bool {
    attempts += 1
    if versionRead[Int(notice.slot)] == version { version += 1 } else { refusals += 1 }
    read(notice.slot, &kernel)
    return true
  }
}
