import Simulator

/// The consecutive stations of one component in one region.
struct Fleet: Sendable {
  let component: Component
  let first: UInt16
  let instances: UInt32
  let sampler: DurationSampler
  let draws: Draws

  /// Service demand of a request's visit; `ordinal` tells several visits of one request apart.
  func demand(_ identity: UInt64, _ ordinal: UInt64 = 0) -> SimDuration {
    sampler.sample(draws.unit(identity, ordinal))
  }
}

/// All stations of a region, grouped in fleets.
///
/// Departures are known on arrival: a visit resumes the request at its departure, what goes through does so without an event.
struct StationTable: ~Copyable {
  private(set) var stations = SlotPool<FirstComeStation>()
  private(set) var fleets: [Fleet] = []

  /// `share` of the instances is kept, at least one.
  mutating func addFleet(
    _ component: Component, _ parameters: FleetParameters, share: Double, draws: Draws
  ) -> Fleet {
    let instances = max(1, Int((Double(parameters.instances) * share).rounded()))
    let fleet = Fleet(
      component: component, first: UInt16(stations.liveCount), instances: UInt32(instances),
      sampler: DurationSampler(parameters.serviceTime), draws: draws.purpose(component.name))
    for _ in 0..<instances {
      _ = stations.insert(FirstComeStation(servers: parameters.workers))
    }
    fleets.append(fleet)
    return fleet
  }

  /// The less loaded at `now` of two instances drawn for this request (power of two choices, Mitzenmacher 2001).
  mutating func lessLoaded(of fleet: Fleet, _ identity: UInt64, _ ordinal: UInt64 = 0, at now: SimTime) -> UInt16 {
    if fleet.instances == 1 { return fleet.first }
    let (a, b) = pair(of: fleet, identity, ordinal)
    prefetch(b)
    stations[UInt32(a)].settle(to: now)
    stations[UInt32(b)].settle(to: now)
    return stations[UInt32(b)].present < stations[UInt32(a)].present ? b : a
  }

  @inline(__always) private func pair(of fleet: Fleet, _ identity: UInt64, _ ordinal: UInt64) -> (UInt16, UInt16) {
    let bits = fleet.draws.bits(identity, ordinal &+ 0x5EED_0000)
    return (instance(of: fleet, bits & 0xFFFF_FFFF), instance(of: fleet, bits >> 32))
  }

  /// The instance at a 32-bit fraction of the fleet.
  private func instance(of fleet: Fleet, _ fraction: UInt64) -> UInt16 {
    fleet.first + UInt16(truncatingIfNeeded: (fraction &* UInt64(fleet.instances)) >> 32)
  }

  /// The instance that owns a key.
  func shard(of fleet: Fleet, key: UInt64) -> UInt16 {
    fleet.first + UInt16(Draws.mix(key ^ 0xA5A5_5A5A_1234_4321).multipliedFullWidth(by: UInt64(fleet.instances)).high)
  }

  /// Charges the header's time, enters a station, and resumes the request when it departs.
  mutating func visit(
    _ fleet: Fleet, _ station: UInt16, demand: SimDuration, _ header: inout RequestHeader, resume kind: EventKind,
    _ slot: UInt32, _ kernel: inout EngineKernel
  ) {
    header.settle(kernel.now)
    header.waitFor(fleet.component, .service)
    header.demand = demand
    let departure = enter(station, demand: demand, at: kernel.now)
    kernel.schedule(at: departure, kind: kind.rawValue, station: station, slot: slot)
  }

  /// Visits the less loaded of two instances with a demand drawn for this request.
  mutating func visit(
    _ fleet: Fleet, _ header: inout RequestHeader, resume kind: EventKind, _ slot: UInt32, _ kernel: inout EngineKernel
  ) {
    let station = lessLoaded(of: fleet, header.identity, at: kernel.now)
    visit(fleet, station, demand: fleet.demand(header.identity), &header, resume: kind, slot, &kernel)
  }

  /// Visits the instance that owns `key` with a demand drawn for this request.
  mutating func visitShard(
    _ fleet: Fleet, key: UInt64, _ header: inout RequestHeader, resume kind: EventKind, _ slot: UInt32,
    _ kernel: inout EngineKernel
  ) {
    visit(
      fleet, shard(of: fleet, key: key), demand: fleet.demand(header.identity), &header, resume: kind, slot, &kernel)
  }

  /// Goes through a station, entered now, without an event: the header's clock moves on to the departure, which is returned.
  /// The caller schedules what follows, if anything does.
  @discardableResult
  mutating func goThrough<let pairs: Int>(
    _ fleet: Fleet, _ station: UInt16, _ header: inout BoundedHeader<pairs>, at now: SimTime
  ) -> SimTime {
    header.settle(now)
    header.waitFor(fleet.component, .service)
    header.demand = fleet.demand(header.identity)
    header.settle(enter(station, demand: header.demand, at: now))
    return header.since
  }

  /// The accounts of a station, closed at `now`, the instant of the last `settle`.
  func closedRecorder(_ station: UInt32, at now: SimTime) -> StationRecorder {
    var recorder = stations[station].recorder
    recorder.advance(to: now, jobs: stations[station].present, busy: stations[station].busy)
    return recorder
  }

  /// A job enters a station; returns when it departs.
  mutating func enter(_ station: UInt16, demand: SimDuration, at now: SimTime) -> SimTime {
    stations[UInt32(station)].arrive(at: now, demand: demand)
  }

  /// Brings a station near.
  @inline(__always) func prefetch(_ station: UInt16) { stations.prefetch(UInt32(station), lines: 6) }

  /// Brings the two instances near that `lessLoaded` will compare.
  @inline(__always) func prefetchPair(of fleet: Fleet, _ identity: UInt64) {
    let pair = pair(of: fleet, identity, 0)
    prefetch(pair.0)
    prefetch(pair.1)
  }

  mutating func settle(to now: SimTime) {
    for station in 0..<stations.slotBound { stations[station].settle(to: now) }
  }

  mutating func clearRecorders(at now: SimTime) {
    for station in 0..<stations.slotBound { stations[station].clear(at: now) }
  }
}
