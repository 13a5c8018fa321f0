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
    let slot = watches.insert(watch)
    if viewing.preloadDepth > 0 { resumePreload(slot) }
    askForFrame(slot, at: time, &kernel)
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
      let watchSlot = watches.insert(tray.watch)
      if viewing.preloadDepth > 0 { beginPreload(watchSlot, at: shownAt, &kernel) }
      askForFrame(watchSlot, at: shownAt, &kernel)
    }
  }

  /// Followees' live stories; those past their time to live are never sent, whatever the sweeper does.
  private mutating func readTray(_ watch: inout StoryWatch, at now: SimTime) {
    let posters = followedPosters.read(watch.viewer, world).posters
    let timeToLive = parameters.stories.timeToLive
    let most = min(
      parameters.stories.trayStories, Int(watch.frames) + viewing.preloadDepth, StoryWatch.mostStories)
    if viewing.isByAuthor {
      let tray = storyReader.readByAuthor(
        of: posters, for: watch.viewer, at: now, timeToLive: timeToLive, count: most, frames: Int(watch.frames),
        rings: parameters.stories.rings.mode, viewing.ranking, viewing.seen, world, posts)
      watch.storyCount = UInt16(tray.count)
      for index in 0..<tray.count { watch.stories[index] = storyReader.chosenStory(index) }
      return measures.storyViews.count(tray)
    }
    let found = storyReader.read(
      of: posters, for: watch.viewer, at: now, timeToLive: timeToLive, count: most, world, posts)
    watch.storyCount = UInt16(found)
    for index in 0..<found { watch.stories[index] = storyReader.story(index) }
  }
}
