import Simulator

/// What every request carries: identity for its draws, intended start, and the ledger of its critical path.
///
/// Time is charged when the request resumes: the span since the last charge goes to the component and kind that it was
/// waiting for, so the ledger sums to the latency by construction.
struct RequestHeader {
  /// Entity of all draws of this request; does not depend on the variant.
  var identity: UInt64
  var startedAt: SimTime
  /// Up to here time has been charged; while at a station, the instant of entry.
  var since: SimTime
  /// Service asked of the present station; zero elsewhere.
  var demand = SimDuration.zero
  var component = Component.phone
  var kind = TimeKind.service
  var ledger = Ledger()

  init(identity: UInt64, startedAt: SimTime) {
    self.identity = identity
    self.startedAt = startedAt
    since = startedAt
  }

  /// Charges the time up to `now`: at a station the demand is service and the rest queueing.
  mutating func settle(_ now: SimTime) {
    let span = now - since
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
    let half = SimDuration(nanoseconds: roundTrip.nanoseconds / 2)
    elapse(.accessNetwork, .network, half, resume: event, slot, &kernel)
  }

  /// Continues with the critical branch of a fork that began at the last charge.
  mutating func join(_ branch: borrowing RequestHeader, _ now: SimTime) {
    ledger.add(branch.ledger)
    since = now
  }
}
