import Simulator
import Workloads

/// A viewer in the middle of stories: for each frame fetch the image, look at it, go on. 184 bytes.
struct StoryWatch {
  static let mostStories = 16

  var session: UInt64
  var viewer: UserID
  /// Index of the viewer's edge in the region.
  var edge: UInt16
  var variant: ImageVariant
  var network: NetworkClass
  /// Frames that the viewer would watch, and stories that there are: some more than that if the phone preloads.
  var frames: UInt16
  var storyCount: UInt16 = 0
  var frame: UInt16 = 0
  /// What the phone fetches ahead, and receipts that it has not sent; `.max` for none.
  var ahead = UInt32.max
  var receipts = UInt32.max
  var roundTrip: SimDuration
  var apiRoundTrip: SimDuration
  var downlink: Double
  var stories = InlineArray<16, PostID>(repeating: PostID(0))

  /// Entity of the draws of the tray's request.
  var trayIdentity: UInt64 { Draws.mix(session ^ 0x5701_2135) }

  /// Entity of the draws of a frame's image.
  static func frameIdentity(_ story: PostID, _ viewer: UserID, _ frame: Int) -> UInt64 {
    Draws.mix(story.value ^ UInt64(viewer.value) << 20 ^ UInt64(frame + 32))
  }

  /// Of the present frame's image in the caches.
  var frameKey: UInt64 { ImageVariant.key(stories[Int(frame) & (Self.mostStories - 1)], variant) }

  /// The place behind the last frame that will be shown.
  var end: UInt16 { min(frames, storyCount) }

  init(_ session: Session, frames: Int) {
    self.session = session.number
    viewer = session.viewer
    edge = session.edge
    variant = session.variant
    roundTrip = session.roundTrip
    apiRoundTrip = session.apiRoundTrip
    downlink = session.downlink
    network = session.network
    self.frames = UInt16(clamping: frames)
  }
}

extension RegionalPlatform {
  /// The phone asks for the next frame at `time`; the request reaches the edge half a round trip later.
  mutating func askForFrame(_ slot: UInt32, at time: SimTime, _ kernel: inout EngineKernel) {
    if viewing.preloadDepth > 0 { return kernel.schedule(at: time, kind: EventKind.storyTap.rawValue, slot: slot) }
    if watches[slot].frame >= watches[slot].end { return endWatch(slot, at: time, &kernel) }
    kernel.schedule(at: time + watches[slot].roundTrip.half, kind: EventKind.storyFrame.rawValue, slot: slot)
  }

  /// The request for a frame reaches the edge; stories that had expired when the phone asked are passed over.
  mutating func frameRequested(_ slot: UInt32, _ kernel: inout EngineKernel) {
    let askedAt = kernel.now - watches[slot].roundTrip.half
    while watches[slot].frame < watches[slot].end {
      let watch = watches[slot]
      let (frame, story) = (Int(watch.frame), watch.stories[Int(watch.frame)])
      if isLive(story, at: askedAt) {
        measures.count(.storyFrames)
        let identity = StoryWatch.frameIdentity(story, watch.viewer, frame)
        let size = images.sizeBytes(story, watch.variant)
        measures.phoneCache(hit: false, sizeBytes: size)
        return fetchImage(
          ImageFetch(
            identity: identity, post: story, key: watch.frameKey, sizeBytes: size,
            parentSlot: slot, parent: .storyTray, edge: watch.edge, owner: watch.edge, roundTrip: watch.roundTrip,
            downlink: watch.downlink, startedAt: askedAt),
          &kernel)
      }
      measures.count(.storiesSkipped)
      watches[slot].frame += 1
    }
    endWatch(slot, at: askedAt, &kernel)
  }

  /// The viewer leaves: receipts that the phone holds go out, what it fetched ahead was in vain.
  mutating func endWatch(_ slot: UInt32, at time: SimTime, _ kernel: inout EngineKernel) {
    if viewing.isFollowed {
      let watch = watches[slot]
      if watch.receipts != .max { sendReceipts(watch.receipts, at: time, &kernel) }
      if watch.ahead != .max { endPreload(watch.ahead) }
    }
    watches.discard(slot)
  }

  /// A frame's image reaches the phone at `time`: it is shown if the story still lives.
  mutating func storyFrameFetched(
    _ slot: UInt32, _ image: inout ImageLedger, hops: UInt8, from askedAt: SimTime, at time: SimTime,
    _ kernel: inout EngineKernel
  ) {
    let watch = watches[slot]
    let think = world.sessions.storyFrameTime(user: watch.viewer, session: watch.session, frame: Int(watch.frame))
    if isLive(watch.stories[Int(watch.frame)], at: time) {
      measures.record(.storyFrame, &image, hops: hops, from: askedAt, to: time)
      checkLive(watch.stories[Int(watch.frame)], at: time)
      if viewing.isFollowed { frameShown(slot, at: time, until: time + think, &kernel) }
    } else {
      measures.count(.storiesSkipped)
    }
    watches[slot].frame += 1
    askForFrame(slot, at: time + think, &kernel)
  }

  mutating func storyCreatedAt(_ story: PostID) -> SimTime {
    story.isOfRun ? posts.find(story)!.createdAt : world.catalogue.createdAt(story)
  }

  mutating func isLive(_ story: PostID, at now: SimTime) -> Bool {
    storyCreatedAt(story) + parameters.stories.timeToLive > now
  }
}
