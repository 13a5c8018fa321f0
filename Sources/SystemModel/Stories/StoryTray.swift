import Simulator
import Workloads

/// The tray of stories and the frames that the viewer watches, one after the other.
/// phone ─► gateway ─► story service ─► phone;  then for each frame: fetch the image, look at it.
struct StoryTray {
  enum Step: UInt8 {
    case request, gateway, read, respond, watch
  }

  var header: RequestHeader
  var step = Step.request
  var viewer: UserID
  var session: UInt64
  var edge: UInt32
  var link: NetworkLink
  var apiRoundTrip: SimDuration
  var frames: Int
  var frame = 0
  var storyCount = 0
  var stories: InlineArray<16, PostID> = InlineArray(repeating: PostID(0))
}

extension RegionalPlatform {
  mutating func startStoryTray(_ sessionSlot: UInt32, _ kernel: inout EngineKernel) {
    let session = sessions[sessionSlot]
    let identity = Draws.mix(session.number ^ 0x5701_2135)
    let slot = trays.insert(
      StoryTray(
        header: RequestHeader(identity: identity, startedAt: kernel.now), viewer: session.viewer,
        session: session.number, edge: session.edge, link: session.link,
        apiRoundTrip: session.apiRoundTrip, frames: session.plan.storyFrames))
    trays[slot].header.crossAccessNetwork(session.apiRoundTrip, resume: .storyTray, slot, &kernel)
  }

  /// A tray that was opened before the run: its next frame is due at `time`.
  mutating func resumeTray(of session: Session, frames: Int, at time: SimTime, _ kernel: inout EngineKernel) {
    let slot = trays.insert(
      StoryTray(
        header: RequestHeader(identity: Draws.mix(session.number ^ 0x5701_2135), startedAt: .zero), step: .watch,
        viewer: session.viewer, session: session.number, edge: session.edge, link: session.link,
        apiRoundTrip: session.apiRoundTrip, frames: frames))
    readTray(slot, at: .zero)
    kernel.schedule(at: time, kind: EventKind.storyTray.rawValue, slot: slot)
  }

  mutating func advanceStoryTray(_ slot: UInt32, station: UInt16, _ kernel: inout EngineKernel) {
    stations.leave(station, &trays[slot].header, &kernel)
    switch trays[slot].step {
    case .request:
      trays[slot].step = .gateway
      stations.visit(fleets.gateway, &trays[slot].header, resume: .storyTray, slot, &kernel)

    case .gateway:
      trays[slot].step = .read
      stations.visit(fleets.storyService, &trays[slot].header, resume: .storyTray, slot, &kernel)

    case .read:
      readTray(slot, at: kernel.now)
      trays[slot].step = .respond
      trays[slot].header.crossAccessNetwork(trays[slot].apiRoundTrip, resume: .storyTray, slot, &kernel)

    case .respond:
      measures.record(.storyTray, trays[slot].header, at: kernel.now)
      trays[slot].step = .watch
      watchNextFrame(slot, &kernel)

    case .watch:
      watchNextFrame(slot, &kernel)
    }
  }

  /// Followees' live stories, newest first; those past their time to live are never sent, whatever the sweeper does.
  private mutating func readTray(_ slot: UInt32, at now: SimTime) {
    let oldest = now - parameters.stories.timeToLive
    tray.removeAll(keepingCapacity: true)
    world.graph.forEachFollowee(of: trays[slot].viewer) { author, position in
      posts.forEach(by: author, isStory: true, followerAt: position) { replica, available in
        if replica.createdAt > oldest && available <= now {
          tray.append(TimelineEntry(createdAt: replica.createdAt, post: replica.post, availableAt: available))
        }
      }
      world.catalogue.forEachStory(by: author, from: oldest + SimDuration(nanoseconds: 1), before: min(now, .zero)) {
        story, createdAt in
        tray.append(TimelineEntry(createdAt: createdAt, post: story, availableAt: createdAt))
        return true
      }
    }
    let sent = min(tray.count, parameters.stories.trayStories)
    tray.withUnsafeMutableBufferPointer { buffer in
      selectFirst(sent, of: buffer, by: TimelineEntry.isNewer)
      var newest = UnsafeMutableBufferPointer(rebasing: buffer[0..<sent])
      newest.sort(by: TimelineEntry.isNewer)
    }
    let kept = min(sent, trays[slot].frames, 16)
    trays[slot].storyCount = kept
    for index in 0..<kept { trays[slot].stories[index] = tray[index].post }
  }

  private mutating func watchNextFrame(_ slot: UInt32, _ kernel: inout EngineKernel) {
    while trays[slot].frame < trays[slot].storyCount {
      let story = trays[slot].stories[trays[slot].frame]
      if isLive(story, at: kernel.now) {
        measures.count(.storyFrames)
        let tray = trays[slot]
        fetchImage(
          story, viewer: tray.viewer, link: tray.link, edge: tray.edge, isOnPhone: false, parent: .storyTray, slot,
          ordinal: UInt64(tray.frame) + 32, &kernel)
        return
      }
      measures.count(.storiesSkipped)
      trays[slot].frame += 1
    }
    trays.remove(slot)
  }

  /// A frame's image has arrived: it is shown if the story still lives.
  mutating func storyFrameFetched(_ slot: UInt32, _ image: RequestHeader, _ kernel: inout EngineKernel) {
    let tray = trays[slot]
    let story = tray.stories[tray.frame]
    if isLive(story, at: kernel.now) {
      measures.record(.storyFrame, image, at: kernel.now)
      checkLive(story, at: kernel.now)
    } else {
      measures.count(.storiesSkipped)
    }
    let think = world.sessions.storyFrameTime(user: tray.viewer, session: tray.session, frame: tray.frame)
    trays[slot].frame += 1
    trays[slot].header.since = kernel.now
    trays[slot].header.waitFor(.phone, .service)
    kernel.schedule(after: think, kind: EventKind.storyTray.rawValue, slot: slot)
  }

  func storyCreatedAt(_ story: PostID) -> SimTime {
    story.isOfRun ? posts.find(story)!.createdAt : world.catalogue.createdAt(story)
  }

  func isLive(_ story: PostID, at now: SimTime) -> Bool {
    storyCreatedAt(story) + parameters.stories.timeToLive > now
  }
}
