import Simulator

/// What every request carries: identity for its draws, intended start, and the ledger of its critical path.
///
/// Time is charged when the request resumes: the span since the last charge goes to the component and kind that it was
/// waiting for, so the ledger sums to the latency by construction.
struct BoundedHeader<let pairs: Int> {
  /// Entity of all draws of this request; does not depend on the variant.
  var identity: UInt64
  var startedAt: SimTime
  /// Up to here time has been charged; while at a station, the instant of entry.
  var since: SimTime
  /// Service asked of the present station; zero elsewhere.
  var demand = SimDuration.zero
  var component = Component.phone
  var kind = TimeKind.service
  var ledger = BoundedLedger<pairs>()
  /// Part of the time in forks: by how much their slowest branches lagged the median ones.
  var straggling = SimDuration.zero
  /// Stations visited and ways travelled.
  var hops: UInt8 = 0

  init(identity: UInt64, startedAt: SimTime) {
    self.identity = identity
    self.startedAt = startedAt
    since = startedAt
  }

  /// A phone's request that reaches the gateway or edge at `arrivedAt`, having left the phone half a round trip before.
  init(identity: UInt64, arrivedAt: SimTime, roundTrip: SimDuration) {
    self.init(identity: identity, startedAt: arrivedAt - roundTrip.half)
    waitFor(.accessNetwork, .network)
  }

  /// Charges the time up to `now`: at a station the demand is service and the rest queueing.
  mutating func settle(_ now: SimTime) {
    let span = now - since
    if span > .zero || demand > .zero { hops &+= 1 }
    if demand > .zero {
      ledger.add(component.rawValue, .service, demand)
      ledger.add(component.rawValue, .queueing, span - demand)
      demand = .zero
    } else {
      ledger.add(component.rawValue, kind, span)
    }
    since = now
  }

  /// Charges a part of the open span to a component of another region; `settle` charges the rest.
  mutating func charge(_ component: Component, _ kind: TimeKind, _ span: SimDuration) {
    ledger.add(component.rawValue, kind, span)
    since = since + span
    hops &+= 1
  }

  /// Charges a transfer that follows what the header's clock has reached, with its wait for the link.
  mutating func chargeLink(_ owner: Component, _ sent: LinkTransfer) {
    let wait = sent.leavesAt - since - sent.time
    charge(owner, .service, sent.time)
    ledger.add(owner.rawValue, .queueing, wait)
    since = since + wait
  }

  /// What the time from now on is charged to.
  mutating func waitFor(_ component: Component, _ kind: TimeKind) {
    self.component = component
    self.kind = kind
  }

  /// Lets `delay` pass in a component without a station, then resumes the request.
  mutating func elapse(
    _ component: Component, _ kind: TimeKind, _ delay: SimDuration, resume event: EventKind, _ slot: UInt32,
    _ kernel: inout EngineKernel
  ) {
    waitFor(component, kind)
    kernel.schedule(after: delay, kind: event.rawValue, slot: slot)
  }

  /// One way between the phone and the edge of its access network: half a round trip.
  mutating func crossAccessNetwork(
    _ roundTrip: SimDuration, resume event: EventKind, _ slot: UInt32, _ kernel: inout EngineKernel
  ) {
    elapse(.accessNetwork, .network, roundTrip.half, resume: event, slot, &kernel)
  }

  /// Adds a delay that touches nothing shared, and so needs no event: the header's clock moves on to its end, which is
  /// returned.
  mutating func pass(_ component: Component, _ kind: TimeKind, _ delay: SimDuration) -> SimTime {
    charge(component, kind, delay)
    return since
  }

  /// Continues with the critical branch of a fork that began at the last charge and ended at `time`.
  mutating func join<let others: Int>(_ branch: inout BoundedLedger<others>, hops: UInt8, at time: SimTime) {
    ledger.add(&branch)
    self.hops &+= hops
    since = time
  }
}

/// The header of a whole request.
typealias RequestHeader = BoundedHeader<28>
