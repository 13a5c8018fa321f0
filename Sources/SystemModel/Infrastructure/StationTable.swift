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
/// A visit enters a station and resumes the request at its departure, when `leave` must be called first.
struct StationTable: ~Copyable {
  private(set) var stations = SlotPool<ServiceStation>()
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
      _ = stations.insert(ServiceStation(index: UInt16(stations.liveCount), servers: parameters.workers))
    }
    fleets.append(fleet)
    return fleet
  }

  /// The less loaded of two instances drawn for this request (power of two choices, Mitzenmacher 2001).
  func lessLoaded(of fleet: Fleet, _ identity: UInt64, _ ordinal: UInt64 = 0) -> UInt16 {
    if fleet.instances == 1 { return fleet.first }
    let bits = fleet.draws.bits(identity, ordinal &+ 0x5EED_0000)
    let a = instance(of: fleet, bits & 0xFFFF_FFFF)
    let b = instance(of: fleet, bits >> 32)
    return stations[UInt32(b)].present < stations[UInt32(a)].present ? b : a
  }

  /// The instance at a 32-bit fraction of the fleet.
  private func instance(of fleet: Fleet, _ fraction: UInt64) -> UInt16 {
    fleet.first + UInt16(truncatingIfNeeded: (fraction &* UInt64(fleet.instances)) >> 32)
  }

  /// The instance that owns a key.
  func shard(of fleet: Fleet, key: UInt64) -> UInt16 {
    fleet.first + UInt16(Draws.mix(key ^ 0xA5A5_5A5A_1234_4321).multipliedFullWidth(by: UInt64(fleet.instances)).high)
  }

  /// Charges the header's time, then enters a station.
  mutating func visit(
    _ fleet: Fleet, _ station: UInt16, demand: SimDuration, _ header: inout RequestHeader, resume kind: EventKind,
    _ slot: UInt32, _ kernel: inout EngineKernel
  ) {
    header.settle(kernel.now)
    header.waitFor(fleet.component, .service)
    header.demand = demand
    stations[UInt32(station)].arrive(StationJob(kind: kind.rawValue, slot: slot, demand: demand), &kernel)
  }

  /// Enters the less loaded of two instances with a demand drawn for this request.
  mutating func visit(
    _ fleet: Fleet, _ header: inout RequestHeader, resume kind: EventKind, _ slot: UInt32,
    _ kernel: inout EngineKernel, ordinal: UInt64 = 0
  ) {
    let station = lessLoaded(of: fleet, header.identity, ordinal)
    return visit(
      fleet, station, demand: fleet.demand(header.identity, ordinal), &header, resume: kind, slot, &kernel)
  }

  /// Enters the instance that owns `key` with a demand drawn for this request.
  mutating func visitShard(
    _ fleet: Fleet, key: UInt64, _ header: inout RequestHeader, resume kind: EventKind, _ slot: UInt32,
    _ kernel: inout EngineKernel, ordinal: UInt64 = 0
  ) {
    visit(
      fleet, shard(of: fleet, key: key), demand: fleet.demand(header.identity, ordinal), &header, resume: kind, slot,
      &kernel)
  }

  /// A job enters that shares its slot with others; the caller keeps `enteredAt` and `demand`.
  mutating func enter(_ station: UInt16, _ job: StationJob, _ kernel: inout EngineKernel) {
    stations[UInt32(station)].arrive(job, &kernel)
  }

  /// The first thing that a departure event does: free the server and charge the time.
  mutating func leave(_ station: UInt16, _ header: inout RequestHeader, _ kernel: inout EngineKernel) {
    if station == EventNotice.noStation {
      header.settle(kernel.now)
      return
    }
    stations[UInt32(station)].depart(enteredAt: header.since, demand: header.demand, &kernel)
    header.settle(kernel.now)
  }

  mutating func leave(_ station: UInt16, enteredAt: SimTime, demand: SimDuration, _ kernel: inout EngineKernel) {
    stations[UInt32(station)].depart(enteredAt: enteredAt, demand: demand, &kernel)
  }

  /// Brings a station's accounts near.
  @inline(__always) func prefetch(_ station: UInt16) {
    if station != EventNotice.noStation { stations.prefetch(UInt32(station), lines: 4) }
  }

  mutating func clearRecorders(at now: SimTime) {
    for station in 0..<stations.slotBound { stations[station].clear(at: now) }
  }
}
