import Simulator
import Workloads

/// One comment: phone ─► gateway ─► a row in the post's home region ─► phone.
struct Comment {
  enum Step: UInt8 {
    case gateway, atHome
  }

  var header: RequestHeader
  var step = Step.gateway
  var post: PostID
  var roundTrip: SimDuration
}

/// A comment's visit to the home region of its post, with what it cost there.
struct RemoteComment: Sendable {
  var post: PostID
  var identity: UInt64
  var returnRegion: UInt16
  var returnSlot: UInt32
  var service = SimDuration.zero
  var queueing = SimDuration.zero
}

/// The home region's side of a comment.
struct CommentInsert {
  var header: RequestHeader
  var call: RemoteComment
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
    let slot = comments.insert(Comment(header: header, post: action.post, roundTrip: action.roundTrip))
    measures.count(.comments)
    stations.visit(fleets.gateway, &comments[slot].header, resume: .comment, slot, &kernel)
  }

  mutating func advanceComment(_ slot: UInt32, station: UInt16, _ kernel: inout EngineKernel) {
    stations.leave(station, &comments[slot].header, &kernel)
    switch comments[slot].step {
    case .gateway:
      comments[slot].step = .atHome
      let comment = comments[slot]
      let call = RemoteComment(
        post: comment.post, identity: comment.header.identity, returnRegion: UInt16(region), returnSlot: slot)
      let home = world.geography.region(of: comment.post.author)
      comments[slot].header.waitFor(.wan, .network)
      if home == region { return commentArrivesAtHome(call, &kernel) }
      tell(home, .comment(call), &kernel)

    case .atHome:
      var comment = comments.remove(slot)
      let end = comment.header.pass(.accessNetwork, .network, comment.roundTrip.half)
      measures.record(.comment, comment.header, at: end)
    }
  }

  mutating func commentArrivesAtHome(_ call: RemoteComment, _ kernel: inout EngineKernel) {
    let slot = commentInserts.insert(
      CommentInsert(header: RequestHeader(identity: call.identity, startedAt: kernel.now), call: call))
    stations.visitShard(
      fleets.postStore, key: UInt64(call.post.author.value), &commentInserts[slot].header, resume: .commentAtHome, slot,
      &kernel)
  }

  mutating func commentInserted(_ slot: UInt32, station: UInt16, _ kernel: inout EngineKernel) {
    let demand = commentInserts[slot].header.demand
    stations.leave(station, &commentInserts[slot].header, &kernel)
    var insert = commentInserts.remove(slot)
    insert.call.service = demand
    insert.call.queueing = kernel.now - insert.header.startedAt - demand
    if Int(insert.call.returnRegion) == region { return commentReturns(insert.call, &kernel) }
    tell(Int(insert.call.returnRegion), .commented(insert.call), &kernel)
  }

  mutating func commentReturns(_ call: RemoteComment, _ kernel: inout EngineKernel) {
    comments[call.returnSlot].header.charge(.postStore, .service, call.service)
    comments[call.returnSlot].header.charge(.postStore, .queueing, call.queueing)
    advanceComment(call.returnSlot, station: EventNotice.noStation, &kernel)
  }
}
