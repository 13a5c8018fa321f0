import Simulator
import Workloads

/// One change of a counter: phone ─► gateway ─► the counter's way ─► phone. What nobody waits for starts at the counter.
struct CountRequest {
  enum Step: UInt8 {
    case gateway, increment, atHome
  }

  var header: RequestHeader
  var step = Step.gateway
  var counter: CounterID
  var amount: Int64 = 1
  var user: UserID
  var roundTrip: SimDuration
  /// Stands for viewers that the slice leaves out, or for no viewer: enters at the counter and is not reported as a request.
  var isBackground = false

  /// Nil for changes that are not reported as requests.
  var operation: Operation? {
    switch counter.kind {
    case _ where isBackground: nil
    case .likes: .like
    case .followers: .follow
    case .comments, .storyViews, .hashtags: nil
    }
  }

  func delta(region: Int, slot: UInt32, at now: SimTime) -> CounterDelta {
    CounterDelta(
      counter: counter, amount: amount, changes: 1, oldestAt: now, identity: header.identity, user: user,
      returnRegion: UInt16(region), returnSlot: slot)
  }
}

extension RegionalPlatform {
  /// The phone's request is at the gateway.
  mutating func countRequested(_ actionSlot: UInt32, _ kernel: inout EngineKernel) {
    let action = pendingActions.remove(actionSlot)
    let header = RequestHeader(identity: action.identity, arrivedAt: kernel.now, roundTrip: action.roundTrip)
    let slot = counters.requests.insert(
      CountRequest(
        header: header, counter: action.counter, amount: Int64(action.amount), user: action.user,
        roundTrip: action.roundTrip))
    switch action.counter.kind {
    case .likes: measures.count(action.amount > 0 ? .likes : .unlikes)
    case .followers: measures.count(.follows)
    case .comments, .storyViews, .hashtags: break
    }
    stations.visit(fleets.gateway, &counters.requests[slot].header, resume: .count, slot, &kernel)
  }

  /// A change that no phone waits for reaches its counter at `time`, in this region.
  mutating func countInBackground(
    _ counter: CounterID, by user: UserID, identity: UInt64, at time: SimTime, _ kernel: inout EngineKernel
  ) {
    if parameters.counters.mode(of: counter.kind) == nil { return }
    let slot = counters.requests.insert(
      CountRequest(
        header: RequestHeader(identity: identity, startedAt: time), counter: counter, user: user, roundTrip: .zero,
        isBackground: true))
    counters.requests[slot].header.waitFor(.gateway, .service)
    kernel.schedule(at: time, kind: EventKind.count.rawValue, slot: slot)
  }

  mutating func advanceCount(_ slot: UInt32, _ kernel: inout EngineKernel) {
    counters.requests[slot].header.settle(kernel.now)
    switch counters.requests[slot].step {
    case .gateway: acceptCount(slot, &kernel)
    case .increment: incrementBuffer(slot, &kernel)
    case .atHome: respondCount(slot, &kernel)
    }
  }

  /// The change is new: it is accounted for, and takes its counter's way.
  private mutating func acceptCount(_ slot: UInt32, _ kernel: inout EngineKernel) {
    let request = counters.requests[slot]
    if !counters.liked.admits(request) {
      // The phone is told at once, and shows what it shows already: no request to be reported.
      measures.count(.repeatedLikes)
      _ = counters.requests.remove(slot)
      return
    }
    counters.accepted.add(request.amount, request.counter.kind)
    counters.watch.accepted(request.counter, request.amount)
    switch parameters.counters.mode(of: request.counter.kind)! {
    case .buffered: visitBuffer(slot, &kernel)
    case .regional: updateOwnRow(slot, &kernel)
    case .direct, .optimistic, .sharded, .appended, .merged, .approximate: countAtHome(slot, &kernel)
    }
  }

  /// The change goes to the counter's home region, and whoever waits is answered from there.
  private mutating func countAtHome(_ slot: UInt32, _ kernel: inout EngineKernel) {
    counters.requests[slot].step = .atHome
    let delta = counters.requests[slot].delta(region: region, slot: slot, at: kernel.now)
    let home = delta.counter.home(world.geography)
    if home == region { return deltaArrives(delta, &kernel) }
    counters.requests[slot].header.waitFor(.wan, .network)
    tell(home, .delta(delta), &kernel)
  }

  /// A change at the counter's home.
  mutating func deltaArrives(_ delta: CounterDelta, _ kernel: inout EngineKernel) {
    switch parameters.counters.mode(of: delta.counter.kind)! {
    case .buffered, .direct, .merged, .regional: startRowUpdate(delta, shard: 0, &kernel)
    case .optimistic: startOptimisticUpdate(delta, &kernel)
    case .sharded: startRowUpdate(delta, shard: chooseShard(delta), &kernel)
    case .appended: startAppend(delta, &kernel)
    case .approximate: startSketching(delta, &kernel)
    }
  }

  /// The change is committed, or given up; `delta` says where its time went.
  mutating func countAnswered(_ delta: CounterDelta, _ kernel: inout EngineKernel) {
    let slot = delta.returnSlot
    counters.requests[slot].header.charge(.counterStore, .service, delta.storeService)
    counters.requests[slot].header.charge(.counterStore, .queueing, delta.storeQueueing)
    counters.requests[slot].header.charge(.counterRow, .lockWait, delta.lockWait)
    counters.requests[slot].header.charge(.counterRow, .service, delta.rowHold)
    if delta.backOff > .zero { counters.requests[slot].header.charge(.counterStore, .backOff, delta.backOff) }
    if delta.isCommitted {
      if delta.lockWait > .zero && !counters.requests[slot].isBackground {
        counters.requests[slot].header.settle(kernel.now)
        let request = counters.requests[slot]
        let end = kernel.now + request.roundTrip.half
        if measures.isMeasured(end) {
          counters.blame.add(delta.row, waited: delta.lockWait, of: end - request.header.startedAt)
        }
      }
      return advanceCount(slot, &kernel)
    }
    let request = counters.requests.remove(slot)
    counters.liked.forget(request)
    if let operation = request.operation { measures.fail(operation) }
  }

  mutating func respondCount(_ slot: UInt32, _ kernel: inout EngineKernel) {
    var request = counters.requests.remove(slot)
    guard let operation = request.operation else { return }
    let end = request.header.pass(.accessNetwork, .network, request.roundTrip.half)
    measures.record(operation, &request.header, at: end)
    if request.counter.kind == .likes && request.amount > 0 { reconsider(request, at: end, &kernel) }
  }
}
