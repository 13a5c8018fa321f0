import Simulator
import Workloads

/// One like. Buffered: phone ─► gateway ─► INCR on the region's buffer shard ─► phone. Direct: the row in the post's home
/// region is locked and updated while the phone waits.
struct Like {
  enum Step: UInt8 {
    case gateway, increment, atHome
  }

  var header: RequestHeader
  var step = Step.gateway
  var post: PostID
  var roundTrip: SimDuration
  /// Stands for viewers that the slice leaves out: enters at the counter and is not reported as a request.
  var isBackground = false
}

extension RegionalPlatform {
  /// The phone sends a like at `time`; the request reaches the gateway half a round trip later.
  mutating func likeLater(
    _ action: PendingAction, at time: SimTime, echoes: Bool = true, _ kernel: inout EngineKernel
  ) {
    let slot = pendingActions.insert(action)
    kernel.schedule(at: time + action.roundTrip.half, kind: EventKind.likeRequest.rawValue, slot: slot)
    if echoes { echoLikes(action.post, identity: action.identity, from: time, &kernel) }
  }

  mutating func likeRequested(_ actionSlot: UInt32, _ kernel: inout EngineKernel) {
    let action = pendingActions.remove(actionSlot)
    let header = RequestHeader(identity: action.identity, arrivedAt: kernel.now, roundTrip: action.roundTrip)
    let slot = likes.insert(Like(header: header, post: action.post, roundTrip: action.roundTrip))
    measures.count(.likes)
    stations.visit(fleets.gateway, &likes[slot].header, resume: .like, slot, &kernel)
  }

  /// A like on a post that can become hot stands, in a slice, for those of the viewers left out: each comes at its own
  /// moment within the next 20 s, straight at the counter.
  private mutating func echoLikes(
    _ post: PostID, identity: UInt64, from time: SimTime, _ kernel: inout EngineKernel
  ) {
    if echoFactor <= 0 || !world.isPulled(post.author) { return }
    let echoes = Int(echoFactor) + (echoDraws.unit(identity) < echoFactor - echoFactor.rounded(.down) ? 1 : 0)
    for echo in 0..<echoes {
      let delay = SimDuration(seconds: 20 * echoDraws.unit(identity, UInt64(echo) + 1))
      startBackgroundLike(post, identity: Draws.mix(identity &+ UInt64(echo) + 1), at: time + delay, &kernel)
    }
  }

  mutating func startBackgroundLike(
    _ post: PostID, identity: UInt64, at time: SimTime, _ kernel: inout EngineKernel
  ) {
    let slot = likes.insert(
      Like(
        header: RequestHeader(identity: identity, startedAt: time), post: post, roundTrip: .zero, isBackground: true))
    measures.count(.backgroundLikes)
    likes[slot].header.waitFor(.gateway, .service)
    kernel.schedule(at: time, kind: EventKind.like.rawValue, slot: slot)
  }

  mutating func advanceLike(_ slot: UInt32, _ kernel: inout EngineKernel) {
    likes[slot].header.settle(kernel.now)
    switch likes[slot].step {
    case .gateway:
      acceptedLikes += 1
      if parameters.counters.mode == .direct { return updateAtHome(slot, &kernel) }
      likes[slot].step = .increment
      stations.visitShard(
        fleets.counterBuffer, key: likes[slot].post.value, &likes[slot].header, resume: .like, slot, &kernel)

    case .increment:
      let shard = stations.shard(of: fleets.counterBuffer, key: likes[slot].post.value) - fleets.counterBuffer.first
      buffers.increment(likes[slot].post, shard: UInt32(shard), at: kernel.now)
      respondLike(slot, &kernel)

    case .atHome:
      respondLike(slot, &kernel)
    }
  }

  private mutating func updateAtHome(_ slot: UInt32, _ kernel: inout EngineKernel) {
    likes[slot].step = .atHome
    let like = likes[slot]
    let update = CounterDelta(
      post: like.post, amount: 1, oldestAt: kernel.now, identity: like.header.identity, returnRegion: UInt16(region),
      returnSlot: slot)
    let home = world.geography.region(of: like.post.author)
    if home == region { return startRowUpdate(update, &kernel) }
    likes[slot].header.waitFor(.wan, .network)
    tell(home, .delta(update), &kernel)
  }

  /// The row of a direct like has committed; `cost` says where its time went.
  mutating func likeCommitted(_ update: CounterDelta, _ kernel: inout EngineKernel) {
    let slot = update.returnSlot
    likes[slot].header.charge(.counterStore, .service, update.storeService)
    likes[slot].header.charge(.counterStore, .queueing, update.storeQueueing)
    likes[slot].header.charge(.counterRow, .lockWait, update.lockWait)
    likes[slot].header.charge(.counterRow, .service, update.rowHold)
    advanceLike(slot, &kernel)
  }

  private mutating func respondLike(_ slot: UInt32, _ kernel: inout EngineKernel) {
    var like = likes.remove(slot)
    if like.isBackground { return }
    let end = like.header.pass(.accessNetwork, .network, like.roundTrip.half)
    measures.record(.like, &like.header, at: end)
  }
}
