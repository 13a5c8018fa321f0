import Simulator
import Workloads

/// One comment: phone ─► gateway ─► a row in the post's home region ─► phone.
struct Comment {
  var header: RequestHeader
  var post: PostID
  var user: UserID
  var roundTrip: SimDuration
}

/// A comment's visit to the home region of its post, with what it cost there.
struct RemoteComment: Sendable {
  var post: PostID
  var identity: UInt64
  var user: UserID
  var returnRegion: UInt16
  var returnSlot: UInt32
  var service = SimDuration.zero
  var queueing = SimDuration.zero
}

extension RegionalPlatform {
  /// The phone sends a comment at `time`; the request reaches the gateway half a round trip later.
  mutating func commentLater(_ action: PendingAction, at time: SimTime, _ kernel: inout EngineKernel) {
    let slot = pendingActions.insert(action)
    kernel.schedule(at: time + action.roundTrip.half, kind: EventKind.commentRequest.rawValue, slot: slot)
  }

  mutating func commentRequested(_ actionSlot: UInt32, _ kernel: inout EngineKernel) {
    let action = pendingActions.remove(actionSlot)
    let header = RequestHeader(identity: action.identity, arrivedAt: kernel.now, roundTrip: action.roundTrip)
    let slot = comments.insert(
      Comment(header: header, post: PostID(action.counter.subject), user: action.user, roundTrip: action.roundTrip))
    measures.count(.comments)
    stations.visit(fleets.gateway, &comments[slot].header, resume: .comment, slot, &kernel)
  }

  /// The gateway sends the comment on to the home region of its post.
  mutating func forwardComment(_ slot: UInt32, _ kernel: inout EngineKernel) {
    comments[slot].header.settle(kernel.now)
    comments[slot].header.waitFor(.wan, .network)
    let comment = comments[slot]
    let call = RemoteComment(
      post: comment.post, identity: comment.header.identity, user: comment.user, returnRegion: UInt16(region),
      returnSlot: slot)
    let home = world.geography.region(of: comment.post.author)
    if home == region { return commentArrivesAtHome(call, &kernel) }
    tell(home, .comment(call), &kernel)
  }

  /// The row is inserted at once or after those before it; the answer leaves when that is done.
  mutating func commentArrivesAtHome(_ call: RemoteComment, _ kernel: inout EngineKernel) {
    var answer = call
    let shard = stations.shard(of: fleets.postStore, key: UInt64(call.post.author.value))
    answer.service = fleets.postStore.demand(call.identity)
    let insertedAt = stations.enter(shard, demand: answer.service, at: kernel.now)
    answer.queueing = insertedAt - kernel.now - answer.service
    measures.expiry.committed(after: answer.queueing)
    countInBackground(.comments(of: call.post), by: call.user, identity: call.identity, at: insertedAt, &kernel)
    if Int(call.returnRegion) == region { return commentReturns(answer, arrivedAt: insertedAt) }
    tell(Int(call.returnRegion), .commented(answer), after: insertedAt - kernel.now, &kernel)
  }

  mutating func commentReturns(_ call: RemoteComment, arrivedAt: SimTime) {
    var comment = comments.remove(call.returnSlot)
    comment.header.charge(.postStore, .service, call.service)
    comment.header.charge(.postStore, .queueing, call.queueing)
    comment.header.settle(arrivedAt)
    let end = comment.header.pass(.accessNetwork, .network, comment.roundTrip.half)
    measures.record(.comment, &comment.header, at: end)
  }
}
