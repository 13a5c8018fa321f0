import Simulator

/// Poisson or other renewal arrivals at one `ServiceStation`: every kind of M/G/c that the engine has.
///
/// A replication starts empty, runs `warmUp`, clears, runs `measured`, then lets no more customers in and runs empty, so
/// that Little's law must hold to the nanosecond. Means are over customers that leave in the measured time.
struct SingleStationPlan: ValidationPlan {
  struct CustomerClass: Sendable {
    /// Share of the arrivals.
    var share = 1.0
    var service: DurationDistribution
    var priority: UInt8 = 0
  }

  var servers = 1
  var lineLimit = Int(Int32.max)
  var discipline = QueueDiscipline.fifo
  var deadline: SimDuration?
  var interarrival: DurationDistribution
  var classes: [CustomerClass]
  var warmUp: SimDuration
  var measured: SimDuration
  /// Record each sojourn in a histogram for the p99.
  var wantsTail = false
  /// A planted fault: arrivals and services draw from one family, so a long gap comes with a long service.
  var sharesDraws = false

  /// One class; `customers` is the expected number in the measured time, and the warm-up that of `relaxations`.
  static func markovian(
    servers: Int = 1, load: Double, service: DurationDistribution = .exponential(mean: .milliseconds(1)),
    customers: Double
  ) -> SingleStationPlan {
    let gap = service.meanSeconds / (load * Double(servers))
    return SingleStationPlan(
      servers: servers, interarrival: .exponential(mean: SimDuration(seconds: gap)),
      classes: [CustomerClass(service: service)],
      warmUp: Self.warmUp(load: load, servers: servers, service: service),
      measured: SimDuration(seconds: gap * customers))
  }

  /// Twenty relaxation times of M/M/1 at this load, 1 / (cμ(1 − √ρ)²) (Cohen, *The Single Server Queue*), and no
  /// less than 100 services; for loads of 0.95 and more, where a finite line does the bounding, as at 0.95.
  static func warmUp(load: Double, servers: Int, service: DurationDistribution) -> SimDuration {
    let gap = 1 - min(load, 0.95).squareRoot()
    let variability = max(1, service.squaredCoefficientOfVariation)
    return SimDuration(
      seconds: service.meanSeconds * max(100, 20 * variability / (Double(servers) * gap * gap)))
  }

  var arrivalRate: Double { 1 / interarrival.meanSeconds }

  func replicate(on list: EventListChoice, replication: UInt64) -> Observation {
    switch list {
    case .wheel: simulate(RadixWheelList.self, replication)
    case .heap: simulate(QuaternaryHeapList.self, replication)
    }
  }

  private func simulate<List: FutureEventList>(_ list: List.Type, _ replication: UInt64) -> Observation {
    let draws = Draws(seed: 1, replication: replication)
    var kernel = Kernel<List>()
    var model = SingleStationModel<List>(self, draws)
    let warmUpEnd = SimTime.zero + warmUp
    let end = warmUpEnd + measured
    kernel.schedule(at: .zero, kind: SingleStationModel<List>.arrival, slot: 0)
    kernel.run(&model, until: warmUpEnd)
    model.station.clear(at: warmUpEnd)
    model.isCounting = true
    kernel.run(&model, until: end)
    var observation = model.observation(at: end, measured: measured)
    model.isCounting = false
    model.isOpen = false
    kernel.run(&model, until: .distantFuture)
    observation.laws = model.station.invariants(named: "station", at: end + .days(365))
    observation.laws.append(
      InvariantMeasurement(name: "the station ends empty", expected: 0, found: Int64(model.station.present)))
    observation.close(kernel)
    return observation
  }
}

struct SingleStationModel<List: FutureEventList>: ProcessModel, ~Copyable {
  struct Customer {
    var enteredAt: SimTime
    var demand: SimDuration
    var classIndex: UInt8
  }

  struct ClassTally {
    var departures: Int64 = 0
    var sojournSum: Int64 = 0
    var waitingSum: Int64 = 0
  }

  static var arrival: UInt16 { 0 }
  static var departure: UInt16 { 1 }

  var station: ServiceStation
  var isOpen = true
  var isCounting = false
  private var customers = SlotPool<Customer>()
  private var tallies: InlineArray<2, ClassTally> = [ClassTally(), ClassTally()]
  private var sojourns = LatencyHistogram()
  private var waiters: Int64 = 0
  private var nextCustomer: UInt64 = 0
  private let interarrival: DurationSampler
  private let services: InlineArray<2, DurationSampler>
  private let priorities: InlineArray<2, UInt8>
  private let firstShare: Double
  private let wantsTail: Bool
  private let arrivalDraws: Draws
  private let serviceDraws: Draws
  private let classDraws: Draws

  init(_ plan: SingleStationPlan, _ draws: Draws) {
    let first = plan.classes[0]
    let last = plan.classes[plan.classes.count - 1]
    station = ServiceStation(
      index: 0, servers: plan.servers, lineLimit: plan.lineLimit, discipline: plan.discipline,
      deadline: plan.deadline, draws: draws.purpose("line"))
    interarrival = plan.interarrival.sampler
    services = [first.service.sampler, last.service.sampler]
    priorities = [first.priority, last.priority]
    firstShare = plan.classes.count == 1 ? 1 : first.share
    wantsTail = plan.wantsTail
    arrivalDraws = draws.purpose("arrival")
    serviceDraws = plan.sharesDraws ? arrivalDraws : draws.purpose("service")
    classDraws = draws.purpose("class")
  }

  mutating func handle(_ notice: EventNotice, _ kernel: inout Kernel<List>) -> Bool {
    if notice.kind == Self.arrival { return arrive(&kernel) }
    let customer = customers.remove(notice.slot)
    if notice.isExpired { return true }
    station.depart(enteredAt: customer.enteredAt, demand: customer.demand, &kernel)
    if isCounting { count(customer, kernel.now) }
    return true
  }

  private mutating func arrive(_ kernel: inout Kernel<List>) -> Bool {
    if !isOpen { return false }
    let number = nextCustomer
    nextCustomer &+= 1
    let classIndex = firstShare == 1 || classDraws.unit(number) < firstShare ? 0 : 1
    let demand = services[classIndex].sample(serviceDraws.unit(number))
    let slot = customers.insert(
      Customer(enteredAt: kernel.now, demand: demand, classIndex: UInt8(truncatingIfNeeded: classIndex)))
    let admission = station.arrive(
      StationJob(kind: Self.departure, slot: slot, demand: demand, priority: priorities[classIndex]), &kernel)
    if admission == .blocked { customers.remove(slot) }
    if isCounting && admission == .queued { waiters &+= 1 }
    kernel.schedule(after: interarrival.sample(arrivalDraws.unit(number)), kind: Self.arrival, slot: 0)
    return true
  }

  private mutating func count(_ customer: Customer, _ now: SimTime) {
    let sojourn = now - customer.enteredAt
    let classIndex = Int(customer.classIndex)
    tallies[classIndex].departures &+= 1
    tallies[classIndex].sojournSum &+= sojourn.nanoseconds
    tallies[classIndex].waitingSum &+= (sojourn - customer.demand).nanoseconds
    if wantsTail { sojourns.record(sojourn) }
  }

  /// Everything that the measured time showed, at its end.
  func observation(at now: SimTime, measured: SimDuration) -> Observation {
    var account = station.recorder
    account.advance(to: now, jobs: station.present, busy: station.busy)
    let departures = Double(tallies[0].departures + tallies[1].departures)
    let offered = Double(account.arrivals + account.blocked)
    var observation = Observation()
    observation[.meanSojournTime] = Double(tallies[0].sojournSum + tallies[1].sojournSum) * 1e-9 / departures
    observation[.meanWaitingTime] = Double(tallies[0].waitingSum + tallies[1].waitingSum) * 1e-9 / departures
    observation[.meanWaitingTimeOfClass0] = Double(tallies[0].waitingSum) * 1e-9 / Double(tallies[0].departures)
    observation[.meanWaitingTimeOfClass1] = Double(tallies[1].waitingSum) * 1e-9 / Double(tallies[1].departures)
    observation[.sojournTimeP99] = sojourns.percentile(99)?.seconds ?? .nan
    observation[.waitingProbability] = Double(waiters) / Double(account.arrivals)
    observation[.blockingProbability] = Double(account.blocked) / offered
    observation[.expiryProbability] = Double(account.expired) / Double(account.left)
    observation[.meanNumber] = Double(account.jobTime) * 1e-9 / measured.seconds
    observation[.utilisation] = Double(account.busyTime) * 1e-9 / (measured.seconds * Double(station.servers))
    observation[.throughput] = departures / measured.seconds
    return observation
  }
}
