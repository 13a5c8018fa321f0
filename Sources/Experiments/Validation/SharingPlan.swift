import Simulator

/// Poisson arrivals at one `ProcessorSharingStation`. Same life as `SingleStationPlan`.
struct SharingPlan: ValidationPlan {
  var interarrival: DurationDistribution
  var service: DurationDistribution
  var warmUp: SimDuration
  var measured: SimDuration

  init(load: Double, service: DurationDistribution, customers: Double) {
    let gap = service.meanSeconds / load
    interarrival = .exponential(mean: SimDuration(seconds: gap))
    self.service = service
    warmUp = SingleStationPlan.warmUp(load: load, servers: 1, service: service)
    measured = SimDuration(seconds: gap * customers)
  }

  func replicate(on list: EventListChoice, replication: UInt64) -> Observation {
    switch list {
    case .wheel: simulate(RadixWheelList.self, replication)
    case .heap: simulate(QuaternaryHeapList.self, replication)
    }
  }

  private func simulate<List: FutureEventList>(_ list: List.Type, _ replication: UInt64) -> Observation {
    var kernel = Kernel<List>()
    var model = SharingModel<List>(self, Draws(seed: 1, replication: replication))
    let warmUpEnd = SimTime.zero + warmUp
    let end = warmUpEnd + measured
    kernel.schedule(at: .zero, kind: SharingModel<List>.arrival, slot: 0)
    kernel.run(&model, until: warmUpEnd)
    model.station.clear(at: warmUpEnd)
    model.isCounting = true
    kernel.run(&model, until: end)
    var account = model.station.recorder
    account.advance(to: end, jobs: model.station.present, busy: model.station.present > 0 ? 1 : 0)
    var observation = Observation()
    observation[.meanNumber] = Double(account.jobTime) * 1e-9 / measured.seconds
    observation[.meanSojournTime] = Double(model.sojournSum) * 1e-9 / Double(model.departures)
    observation[.utilisation] = Double(account.busyTime) * 1e-9 / measured.seconds
    model.isOpen = false
    kernel.run(&model, until: .distantFuture)
    observation.laws = model.station.invariants(named: "sharing station", at: end + .days(365))
    observation.close(kernel)
    return observation
  }
}

private struct SharingModel<List: FutureEventList>: ProcessModel, ~Copyable {
  static var arrival: UInt16 { 0 }
  static var departure: UInt16 { 1 }

  var station = ProcessorSharingStation(index: 0)
  var isOpen = true
  var isCounting = false
  var departures: Int64 = 0
  var sojournSum: Int64 = 0
  private var slots = SlotPool<UInt64>()
  private var nextCustomer: UInt64 = 0
  private let interarrival: DurationSampler
  private let service: DurationSampler
  private let arrivalDraws: Draws
  private let serviceDraws: Draws

  init(_ plan: SharingPlan, _ draws: Draws) {
    interarrival = plan.interarrival.sampler
    service = plan.service.sampler
    arrivalDraws = draws.purpose("arrival")
    serviceDraws = draws.purpose("service")
  }

  mutating func handle(_ notice: EventNotice, _ kernel: inout Kernel<List>) -> Bool {
    if notice.kind == Self.arrival {
      if !isOpen { return false }
      let number = nextCustomer
      nextCustomer &+= 1
      let slot = slots.insert(number)
      let demand = service.sample(serviceDraws.unit(number))
      station.arrive(StationJob(kind: Self.departure, slot: slot, demand: demand), &kernel)
      kernel.schedule(after: interarrival.sample(arrivalDraws.unit(number)), kind: Self.arrival, slot: 0)
      return true
    }
    guard let job = station.depart(notice, &kernel) else { return false }
    slots.remove(job.slot)
    if isCounting && isOpen {
      departures &+= 1
      sojournSum &+= (kernel.now - job.enteredAt).nanoseconds
    }
    return true
  }
}
