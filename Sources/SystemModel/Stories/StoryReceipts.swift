import Simulator
import Workloads

/// Frames that a viewer saw, which the phone reports together: phone ─► gateway ─► story-view shards at the authors' homes.
struct ReceiptBatch {
  enum Step: UInt8 {
    case onPhone, toGateway, atGateway
  }

  var header: RequestHeader
  var step = Step.onPhone
  var viewer: UserID
  var apiRoundTrip: SimDuration
  var count = 0
  var stories = InlineArray<16, PostID>(repeating: PostID(0))
  var shownAt = InlineArray<16, SimTime>(repeating: .zero)
}

/// One story that one viewer saw, on its way to the home region of the story's author.
struct StoryView: Sendable {
  var story: PostID
  var viewer: UserID
  var shownAt: SimTime
}

extension RegionalPlatform {
  /// The phone remembers that a frame was shown; a full batch goes out at once.
  mutating func noteView(_ slot: UInt32, _ story: PostID, at shownAt: SimTime, _ kernel: inout EngineKernel) {
    if watches[slot].receipts == .max {
      let watch = watches[slot]
      let identity = Draws.mix(watch.session &+ UInt64(watch.frame) &* 0x9E37_79B9 ^ 0x5EE2)
      watches[slot].receipts = viewing.receipts.insert(
        ReceiptBatch(
          header: RequestHeader(identity: identity, startedAt: shownAt), viewer: watch.viewer,
          apiRoundTrip: watch.apiRoundTrip))
    }
    let batch = watches[slot].receipts
    let count = viewing.receipts[batch].count
    viewing.receipts[batch].stories[count] = story
    viewing.receipts[batch].shownAt[count] = shownAt
    viewing.receipts[batch].count = count + 1
    viewing.laws.framesToReport += 1
    if count + 1 < viewing.receiptBatch { return }
    watches[slot].receipts = .max
    sendReceipts(batch, at: shownAt, &kernel)
  }

  /// The batch leaves the phone at `time`.
  mutating func sendReceipts(_ batch: UInt32, at time: SimTime, _ kernel: inout EngineKernel) {
    viewing.laws.receiptsSent += Int64(viewing.receipts[batch].count)
    viewing.receipts[batch].step = .toGateway
    viewing.receipts[batch].header = RequestHeader(
      identity: viewing.receipts[batch].header.identity, startedAt: time)
    viewing.receipts[batch].header.waitFor(.accessNetwork, .network)
    let arrival = time + viewing.receipts[batch].apiRoundTrip.half
    kernel.schedule(at: arrival, kind: EventKind.storyReceipts.rawValue, slot: batch)
  }

  mutating func advanceReceipts(_ batch: UInt32, _ kernel: inout EngineKernel) {
    switch viewing.receipts[batch].step {
    case .onPhone: preconditionFailure("receipts that were not sent have arrived")

    case .toGateway:
      viewing.receipts[batch].header.settle(kernel.now)
      viewing.receipts[batch].step = .atGateway
      measures.count(.storyReceipts, Int64(viewing.receipts[batch].count))
      stations.visit(fleets.gateway, &viewing.receipts[batch].header, resume: .storyReceipts, batch, &kernel)

    case .atGateway:
      let done = viewing.receipts.remove(batch)
      for index in 0..<done.count {
        let view = StoryView(story: done.stories[index], viewer: done.viewer, shownAt: done.shownAt[index])
        let home = world.geography.region(of: view.story.author)
        if home == region { receiptArrives(view, &kernel) } else { tell(home, .storyView(view), &kernel) }
      }
    }
  }

  /// A receipt reaches the author's home region: one insertion at the story's shard.
  mutating func receiptArrives(_ view: StoryView, _ kernel: inout EngineKernel) {
    let shard = stations.shard(of: fleets.storyViews, key: view.story.value)
    let demand = fleets.storyViews.demand(StoryViewers.pairKey(view.story, view.viewer))
    let doneAt = stations.enter(shard, demand: demand, at: kernel.now)
    viewing.laws.receiptsCounted += 1
    measures.storyViews.receiptDelay.record(doneAt - view.shownAt)
    countStoryView(view.story, viewer: view.viewer, at: kernel.now, &kernel)
  }
}
