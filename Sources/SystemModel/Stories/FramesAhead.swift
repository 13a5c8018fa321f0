import Simulator
import Workloads

/// Story frames that a phone fetches before their turn. Lives until the viewer has left and all have come.
struct FramesAhead {
  var stories: InlineArray<16, PostID>
  var storyCount: Int
  var viewer: UserID
  var edge: UInt16
  var variant: ImageVariant
  var network: NetworkClass
  var roundTrip: SimDuration
  var downlink: Double
  /// Bit i: frame i is asked for ahead; its request has reached the edge; it was shown.
  var asked: UInt16 = 0
  var sent: UInt16 = 0
  var shown: UInt16 = 0
  /// Requests on their way to the edge, and frames that it has not answered.
  var requests: UInt16 = 0
  var pending: UInt16 = 0
  var isOver = false
  /// The watch that waits for a frame, and for which since when; `.max` for none.
  var waiter = UInt32.max
  var waitsSince = SimTime.zero
  var askedAt = InlineArray<16, SimTime>(repeating: .distantFuture)
  /// When a frame is on the phone, as soon as that is known.
  var comesAt = InlineArray<16, SimTime>(repeating: .distantFuture)

  init(_ watch: StoryWatch) {
    stories = watch.stories
    storyCount = Int(watch.storyCount)
    viewer = watch.viewer
    edge = watch.edge
    variant = watch.variant
    network = watch.network
    roundTrip = watch.roundTrip
    downlink = watch.downlink
  }

  func isAsked(_ frame: Int) -> Bool { asked >> UInt16(frame) & 1 == 1 }
}

/// Preloading: as the tray arrives and whenever a frame is shown, the phone asks for the next ones. It does not know when the
/// viewer will leave. Frames do not compete for the downlink with the one on the screen.
extension RegionalPlatform {
  /// The tray is on the phone: the first frame is asked for because it is looked at, those behind it ahead.
  mutating func beginPreload(_ slot: UInt32, at time: SimTime, _ kernel: inout EngineKernel) {
    if watches[slot].storyCount == 0 { return }
    let ahead = viewing.framesAhead.insert(FramesAhead(watches[slot]))
    watches[slot].ahead = ahead
    preload(ahead, behind: 0, at: time, &kernel)
  }

  /// A viewer who was watching as the run began: the next frames had been fetched before.
  mutating func resumePreload(_ slot: UInt32) {
    if watches[slot].storyCount == 0 { return }
    let place = viewing.framesAhead.insert(FramesAhead(watches[slot]))
    watches[slot].ahead = place
    for frame in 0..<min(viewing.preloadDepth, Int(watches[slot].storyCount)) {
      viewing.framesAhead[place].asked |= 1 << UInt16(frame)
      viewing.framesAhead[place].sent |= 1 << UInt16(frame)
      viewing.framesAhead[place].askedAt[frame] = .zero
      viewing.framesAhead[place].comesAt[frame] = .zero
      viewing.laws.aheadBytes += aheadSize(place, frame)
    }
  }

  /// Frame number `frame` is on the screen from `time`.
  mutating func preload(_ place: UInt32, behind frame: Int, at time: SimTime, _ kernel: inout EngineKernel) {
    var isNew = false
    let end = min(viewing.framesAhead[place].storyCount, frame + 1 + viewing.preloadDepth)
    for next in stride(from: frame + 1, to: end, by: 1)
    where !viewing.framesAhead[place].isAsked(next) {
      viewing.framesAhead[place].asked |= 1 << UInt16(next)
      viewing.framesAhead[place].askedAt[next] = time
      isNew = true
    }
    if !isNew { return }
    viewing.framesAhead[place].requests += 1
    let arrival = time + viewing.framesAhead[place].roundTrip.half
    kernel.schedule(at: arrival, kind: EventKind.storyFramesAhead.rawValue, slot: place)
  }

  /// Requests for frames ahead reach the edge: those that left the phone half a round trip ago.
  mutating func framesAheadRequested(_ place: UInt32, _ kernel: inout EngineKernel) {
    viewing.framesAhead[place].requests -= 1
    let ahead = viewing.framesAhead[place]
    let askedAt = kernel.now - ahead.roundTrip.half
    for frame in 0..<StoryWatch.mostStories
    where ahead.isAsked(frame) && ahead.sent >> UInt16(frame) & 1 == 0 && ahead.askedAt[frame] <= askedAt {
      viewing.framesAhead[place].sent |= 1 << UInt16(frame)
      viewing.framesAhead[place].pending += 1
      let story = ahead.stories[frame]
      let size = aheadSize(place, frame)
      measures.count(.storyFramesAhead)
      viewing.laws.aheadBytes += size
      if ahead.isOver { wasteFrame(size, ahead.network) }
      fetchImage(
        ImageFetch(
          identity: StoryWatch.frameIdentity(story, ahead.viewer, frame), post: story,
          key: ImageVariant.key(story, ahead.variant), sizeBytes: UInt32(size), parentSlot: place, parent: .storyAhead,
          part: UInt8(frame), edge: ahead.edge, owner: ahead.edge, roundTrip: ahead.roundTrip,
          downlink: ahead.downlink, startedAt: askedAt),
        &kernel)
    }
  }

  /// It is known when a frame that was asked for ahead will be on the phone; somebody may wait for it.
  mutating func frameCameAhead(_ fetch: ImageFetch, at time: SimTime, _ kernel: inout EngineKernel) {
    let place = fetch.parentSlot
    viewing.framesAhead[place].comesAt[Int(fetch.part)] = time
    viewing.framesAhead[place].pending -= 1
    let waiter = viewing.framesAhead[place].waiter
    if waiter != .max && Int(watches[waiter].frame) == Int(fetch.part) {
      viewing.framesAhead[place].waiter = .max
      showAhead(waiter, tappedAt: viewing.framesAhead[place].waitsSince, &kernel)
    }
    discardIfDone(place)
  }

  /// The viewer goes on to the next frame: it is on the phone, on its way, or must be asked for.
  mutating func storyTapped(_ slot: UInt32, _ kernel: inout EngineKernel) {
    let now = kernel.now
    while watches[slot].frame < watches[slot].end && !isLive(watches[slot].stories[Int(watches[slot].frame)], at: now) {
      measures.count(.storiesSkipped)
      watches[slot].frame += 1
    }
    let watch = watches[slot]
    if watch.frame >= watch.end { return endWatch(slot, at: now, &kernel) }
    if !viewing.framesAhead[watch.ahead].isAsked(Int(watch.frame)) {
      return kernel.schedule(
        at: now + watch.roundTrip.half, kind: EventKind.storyFrame.rawValue, slot: slot)
    }
    if viewing.framesAhead[watch.ahead].comesAt[Int(watch.frame)] < .distantFuture {
      return showAhead(slot, tappedAt: now, &kernel)
    }
    viewing.framesAhead[watch.ahead].waiter = slot
    viewing.framesAhead[watch.ahead].waitsSince = now
  }

  /// Shows the present frame, which came ahead or is known to come: at once, or after what is left of its way.
  private mutating func showAhead(_ slot: UInt32, tappedAt: SimTime, _ kernel: inout EngineKernel) {
    let watch = watches[slot]
    let (frame, place) = (Int(watch.frame), watch.ahead)
    let story = watch.stories[frame]
    let comesAt = viewing.framesAhead[place].comesAt[frame]
    let size = aheadSize(place, frame)
    measures.count(.storyFrames)
    measures.phoneCache(hit: comesAt <= tappedAt, sizeBytes: UInt32(size))
    var ledger = ImageLedger()
    if comesAt > tappedAt { ledger.add(Component.accessNetwork.rawValue, .network, comesAt - tappedAt) }
    ledger.add(Component.phone.rawValue, .service, parameters.delivery.phoneReadTime)
    let shownAt = max(comesAt, tappedAt) + parameters.delivery.phoneReadTime
    let think = world.sessions.storyFrameTime(user: watch.viewer, session: watch.session, frame: frame)
    if isLive(story, at: shownAt) {
      measures.record(.storyFrame, &ledger, hops: 1, from: tappedAt, to: shownAt)
      measures.record(.storyFramePreloaded, &ledger, hops: 1, from: tappedAt, to: shownAt)
      checkLive(story, at: shownAt)
      viewing.framesAhead[place].shown |= 1 << UInt16(frame)
      viewing.laws.shownAheadBytes += size
      measures.storyViews.shownAhead(size, watch.network, waited: comesAt > tappedAt)
      frameShown(slot, at: shownAt, until: shownAt + think, &kernel)
    } else {
      measures.count(.storiesSkipped)
    }
    watches[slot].frame += 1
    askForFrame(slot, at: shownAt + think, &kernel)
  }

  /// The viewer has left: frames that were not shown are waste, those still on their way as well.
  mutating func endPreload(_ place: UInt32) {
    let ahead = viewing.framesAhead[place]
    for frame in 0..<StoryWatch.mostStories where (ahead.sent & ~ahead.shown) >> UInt16(frame) & 1 == 1 {
      wasteFrame(aheadSize(place, frame), ahead.network)
    }
    viewing.framesAhead[place].isOver = true
    discardIfDone(place)
  }

  private mutating func wasteFrame(_ size: Int64, _ network: NetworkClass) {
    viewing.laws.wastedAheadBytes += size
    measures.storyViews.wastedAhead(size, network)
  }

  private mutating func discardIfDone(_ place: UInt32) {
    let ahead = viewing.framesAhead[place]
    if ahead.isOver && ahead.pending == 0 && ahead.requests == 0 { viewing.framesAhead.discard(place) }
  }

  mutating func aheadSize(_ place: UInt32, _ frame: Int) -> Int64 {
    Int64(images.sizeBytes(viewing.framesAhead[place].stories[frame], viewing.framesAhead[place].variant))
  }
}
