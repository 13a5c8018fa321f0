import Simulator
import Workloads

/// The tray of stories: phone ─► gateway ─► story service ─► phone. Then its frames are watched, as a `StoryWatch`.
struct StoryTray {
  enum Step: UInt8 {
    case gateway, read
  }

  var header: RequestHeader
  var step = Step.gateway
  var watch: StoryWatch
}

extension RegionalPlatform {
  /// The session asks for the tray as it opens; the request reaches the gateway half a round trip later.
  mutating func openStories(_ session: Session, frames: Int, _ kernel: inout EngineKernel) {
    let slot = watches.insert(StoryWatch(session, frames: frames))
    let arrival = session.openedAt + session.apiRoundTrip.half
    kernel.schedule(at: arrival, kind: EventKind.trayRequest.rawValue, slot: slot)
  }

  /// A viewer who opened the tray before the run: the next of `frames` frames is due at `time`.
  mutating func resumeWatching(_ session: Session, frames: Int, at time: SimTime, _ kernel: inout EngineKernel) {
    var watch = StoryWatch(session, frames: frames)
    readTray(&watch, at: .zero)
    askForFrame(watches.insert(watch), at: time, &kernel)
  }

  mutating func trayRequested(_ watchSlot: UInt32, _ kernel: inout EngineKernel) {
    let watch = watches.remove(watchSlot)
    let header = RequestHeader(
      identity: watch.trayIdentity, arrivedAt: kernel.now, roundTrip: watch.apiRoundTrip)
    let slot = trays.insert(StoryTray(header: header, watch: watch))
    stations.visit(fleets.gateway, &trays[slot].header, resume: .storyTray, slot, &kernel)
  }

  mutating func advanceStoryTray(_ slot: UInt32, _ kernel: inout EngineKernel) {
    trays[slot].header.settle(kernel.now)
    switch trays[slot].step {
    case .gateway:
      trays[slot].step = .read
      stations.visit(fleets.storyService, &trays[slot].header, resume: .storyTray, slot, &kernel)

    case .read:
      var tray = trays.remove(slot)
      readTray(&tray.watch, at: kernel.now)
      let shownAt = tray.header.pass(.accessNetwork, .network, tray.watch.apiRoundTrip.half)
      measures.record(.storyTray, &tray.header, at: shownAt)
      askForFrame(watches.insert(tray.watch), at: shownAt, &kernel)
    }
  }

  /// Followees' live stories, newest first; those past their time to live are never sent, whatever the sweeper does.
  private mutating func readTray(_ watch: inout StoryWatch, at now: SimTime) {
    let most = min(parameters.stories.trayStories, watch.frames, StoryWatch.mostStories)
    let found = storyReader.read(
      of: followedPosters.read(watch.viewer, world).posters, at: now, timeToLive: parameters.stories.timeToLive,
      count: most, world, posts)
    watch.storyCount = UInt16(found)
    for index in 0..<found { watch.stories[index] = storyReader.story(index) }
  }
}
