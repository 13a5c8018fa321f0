import Simulator
import Workloads

/// An author looks at who has seen a story: phone ─► gateway ─► story-view shard ─► phone.
struct ViewerListRead {
  enum Step: UInt8 {
    case toGateway, gateway, read
  }

  var header: RequestHeader
  var step = Step.toGateway
  var story: PostID
  var apiRoundTrip: SimDuration
}

extension RegionalPlatform {
  /// An author in this region opens a list: of one of the stories that were seen, each as likely; nobody looks at one that
  /// has expired.
  mutating func viewerListOpened(_ kernel: inout EngineKernel) {
    viewing.listArrivals.scheduleNext(.viewerListOpened, &kernel)
    let number = viewing.listCount
    viewing.listCount += 1
    if viewing.viewers.storyCount == 0 { return }
    let identity = Draws.mix(number &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(region) << 56 ^ 0x115)
    let index = viewing.replyDraws.index(UInt64(viewing.viewers.storyCount), identity, 1)
    let story = viewing.viewers.stories[UInt32(index)].story
    if !isLive(story, at: kernel.now) { return }
    let link = world.population.link(story.author, session: identity)
    let pop = world.geography.oneWayDelay(fromPop: world.geography.pop(of: story.author))
    var header = RequestHeader(identity: identity, startedAt: kernel.now)
    header.waitFor(.accessNetwork, .network)
    let slot = viewing.listReads.insert(
      ViewerListRead(header: header, story: story, apiRoundTrip: link.roundTrip + pop * 2))
    let arrival = kernel.now + viewing.listReads[slot].apiRoundTrip.half
    kernel.schedule(at: arrival, kind: EventKind.viewerList.rawValue, slot: slot)
  }

  mutating func advanceViewerList(_ slot: UInt32, _ kernel: inout EngineKernel) {
    viewing.listReads[slot].header.settle(kernel.now)
    switch viewing.listReads[slot].step {
    case .toGateway:
      viewing.listReads[slot].step = .gateway
      measures.count(.viewerListReads)
      stations.visit(fleets.gateway, &viewing.listReads[slot].header, resume: .viewerList, slot, &kernel)

    case .gateway:
      viewing.listReads[slot].step = .read
      stations.visitShard(
        fleets.storyViews, key: viewing.listReads[slot].story.value, &viewing.listReads[slot].header,
        resume: .viewerList, slot, &kernel)

    case .read:
      var read = viewing.listReads.remove(slot)
      let end = read.header.pass(.accessNetwork, .network, read.apiRoundTrip.half)
      measures.record(.viewerList, &read.header, at: end)
    }
  }
}
