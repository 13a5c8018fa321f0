import Simulator
import Workloads

/// A viewer answers a story: phone ─► gateway ─► inbox of the author, in the author's home region ─► phone.
struct StoryReply {
  enum Step: UInt8 {
    case onPhone, gateway
  }

  var header: RequestHeader
  var step = Step.onPhone
  var story: PostID
  var apiRoundTrip: SimDuration
}

/// A reply's visit to the home region of the author, with what it cost there.
struct RemoteReply: Sendable {
  var story: PostID
  var identity: UInt64
  var returnRegion: UInt16
  var returnSlot: UInt32
  var service = SimDuration.zero
  var queueing = SimDuration.zero
}

extension RegionalPlatform {
  /// Some viewers answer what they have looked at, as they leave the frame at `time`.
  mutating func replyPerhaps(
    _ watch: StoryWatch, _ story: PostID, at time: SimTime, _ kernel: inout EngineKernel
  ) {
    let identity = Draws.mix(watch.session ^ story.value &* 0x9E37_79B9_7F4A_7C15)
    if viewing.replyDraws.unit(identity) >= viewing.replyShare { return }
    var header = RequestHeader(identity: identity, startedAt: time)
    header.waitFor(.accessNetwork, .network)
    let slot = viewing.replies.insert(StoryReply(header: header, story: story, apiRoundTrip: watch.apiRoundTrip))
    viewing.laws.repliesSent += 1
    kernel.schedule(at: time + watch.apiRoundTrip.half, kind: EventKind.storyReply.rawValue, slot: slot)
  }

  mutating func advanceReply(_ slot: UInt32, _ kernel: inout EngineKernel) {
    viewing.replies[slot].header.settle(kernel.now)
    switch viewing.replies[slot].step {
    case .onPhone:
      viewing.replies[slot].step = .gateway
      measures.count(.storyReplies)
      stations.visit(fleets.gateway, &viewing.replies[slot].header, resume: .storyReply, slot, &kernel)

    case .gateway:
      viewing.replies[slot].header.waitFor(.wan, .network)
      let reply = viewing.replies[slot]
      let call = RemoteReply(
        story: reply.story, identity: reply.header.identity, returnRegion: UInt16(region), returnSlot: slot)
      let home = world.geography.region(of: reply.story.author)
      if home == region { return replyArrivesAtHome(call, &kernel) }
      tell(home, .storyReply(call), &kernel)
    }
  }

  /// The message is written to the author's inbox; the answer leaves when that is done.
  mutating func replyArrivesAtHome(_ call: RemoteReply, _ kernel: inout EngineKernel) {
    var answer = call
    let shard = stations.shard(of: fleets.inbox, key: UInt64(call.story.author.value))
    answer.service = fleets.inbox.demand(call.identity)
    let writtenAt = stations.enter(shard, demand: answer.service, at: kernel.now)
    answer.queueing = writtenAt - kernel.now - answer.service
    if Int(call.returnRegion) == region { return replyReturns(answer, arrivedAt: writtenAt) }
    tell(Int(call.returnRegion), .storyReplied(answer), after: writtenAt - kernel.now, &kernel)
  }

  mutating func replyReturns(_ call: RemoteReply, arrivedAt: SimTime) {
    var reply = viewing.replies.remove(call.returnSlot)
    reply.header.charge(.inbox, .service, call.service)
    reply.header.charge(.inbox, .queueing, call.queueing)
    reply.header.settle(arrivedAt)
    let end = reply.header.pass(.accessNetwork, .network, reply.apiRoundTrip.half)
    viewing.laws.repliesAnswered += 1
    measures.record(.storyReply, &reply.header, at: end)
  }
}
