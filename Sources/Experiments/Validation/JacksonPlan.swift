import Simulator

/// Three M/M/c stations with probabilistic routing and feedback. `routing[i][j]` as in `JacksonNetwork`.
struct JacksonPlan: ValidationPlan {
  /// Per second, to each station from outside.
  var externalRates: [Double]
  /// Per second and server.
  var serviceRates: [Double]
  var servers: [Int]
  var routing: [[Double]]
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
    var model = JacksonModel<List>(self, Draws(seed: 1, replication: replication))
    let warmUpEnd = SimTime.zero + warmUp
    let end = warmUpEnd + measured
    for station in externalRates.indices where externalRates[station] > 0 {
      kernel.schedule(at: .zero, kind: JacksonModel<List>.arrival, slot: UInt32(station))
    }
    kernel.run(&model, until: warmUpEnd)
    for index in model.stations.indices { model.stations[index].clear(at: warmUpEnd) }
    model.isCounting = true
    kernel.run(&model, until: end)
    var observation = Observation()
    observation[.meanSojournTime] = Double(model.sojournSum) * 1e-9 / Double(model.departures)
    for index in model.stations.indices {
      var account = model.stations[index].recorder
      account.advance(to: end, jobs: model.stations[index].present, busy: model.stations[index].busy)
      let number: Measure = [.meanNumberAtStation0, .meanNumberAtStation1, .meanNumberAtStation2][index]
      observation[number] = Double(account.jobTime) * 1e-9 / measured.seconds
    }
    model.isOpen = false
    kernel.run(&model, until: .distantFuture)
    for (index, station) in model.stations.enumerated() {
      observation.laws += station.invariants(named: "station \(index + 1)", at: end + .days(365))
    }
    observation.laws.append(
      InvariantMeasurement(name: "the network ends empty", expected: 0, found: Int64(model.present)))
    observation.close(kernel)
    return observation
  }
}

private struct JacksonModel<List: FutureEventList>: ProcessModel, ~Copyable {
  struct Customer {
    var number: UInt64
    var bornAt: SimTime
    var enteredAt: SimTime
    var demand: SimDuration
    /// Stations visited so far: the ordinal of this customer's next draws.
    var visits: UInt64
  }

  static var arrival: UInt16 { 0 }
  static var departure: UInt16 { 1 }

  var stations: [ServiceStation]
  var isOpen = true
  var isCounting = false
  var departures: Int64 = 0
  var sojournSum: Int64 = 0
  private var customers = SlotPool<Customer>()
  private var nextCustomer: UInt64 = 0
  private let interarrivals: [DurationSampler]
  private let services: [DurationSampler]
  /// Cumulative routing probabilities, row by row.
  private let routing: [[Double]]
  private let arrivalDraws: Draws
  private let serviceDraws: Draws
  private let routeDraws: Draws

  init(_ plan: JacksonPlan, _ draws: Draws) {
    stations = plan.servers.enumerated().map { ServiceStation(index: UInt16($0.offset), servers: $0.element) }
    let exponential = { (rate: Double) in
      DurationDistribution.exponential(mean: SimDuration(seconds: rate > 0 ? 1 / rate : 1)).sampler
    }
    interarrivals = plan.externalRates.map(exponential)
    services = plan.serviceRates.map(exponential)
    routing = plan.routing.map { row in
      row.indices.map { row[...$0].reduce(0, +) }
    }
    arrivalDraws = draws.purpose("arrival")
    serviceDraws = draws.purpose("service")
    routeDraws = draws.purpose("route")
  }

  var present: Int { customers.liveCount }

  mutating func handle(_ notice: EventNotice, _ kernel: inout Kernel<List>) -> Bool {
    if notice.kind == Self.arrival {
      if !isOpen { return false }
      let number = nextCustomer
      nextCustomer &+= 1
      let slot = customers.insert(
        Customer(number: number, bornAt: kernel.now, enteredAt: kernel.now, demand: .zero, visits: 0))
      enter(Int(notice.slot), slot, &kernel)
      let gap = interarrivals[Int(notice.slot)].sample(arrivalDraws.unit(number))
      kernel.schedule(after: gap, kind: Self.arrival, slot: notice.slot)
      return true
    }
    let left = Int(notice.station)
    let customer = customers[notice.slot]
    stations[left].depart(enteredAt: customer.enteredAt, demand: customer.demand, &kernel)
    let choice = routeDraws.unit(customer.number, customer.visits)
    for next in stations.indices where choice < routing[left][next] {
      enter(next, notice.slot, &kernel)
      return true
    }
    customers.remove(notice.slot)
    if isCounting && isOpen {
      departures &+= 1
      sojournSum &+= (kernel.now - customer.bornAt).nanoseconds
    }
    return true
  }

  private mutating func enter(_ station: Int, _ slot: UInt32, _ kernel: inout Kernel<List>) {
    let demand = services[station].sample(serviceDraws.unit(customers[slot].number, customers[slot].visits))
    customers[slot].visits &+= 1
    customers[slot].enteredAt = kernel.now
    customers[slot].demand = demand
    stations[station].arrive(StationJob(kind: Self.departure, slot: slot, demand: demand), &kernel)
  }
}
