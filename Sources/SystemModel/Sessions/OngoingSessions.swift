import Glibc
import Simulator
import Workloads

/// Sessions that began before the run and are still open at its start, so that load is stationary from the first second.
extension RegionalPlatform {
  /// Sessions are at most this old; older ones are rare enough to be left out.
  private static var oldestAge: SimDuration { .minutes(20) }

  /// Draws the arrivals of the past, walks each one's think times (answers took no time) and resumes those that last.
  mutating func resumeOngoingSessions(_ kernel: inout EngineKernel) {
    let rate =
      world.targets.sessions * world.userShare(of: region) * world.keptShare(of: region)
      * world.shape.factor(at: .zero, region: region)
    if rate <= 0 { return }
    let draws = sessionDraws.purpose("ongoing")
    var ordinal: UInt64 = 0
    var opened = SimTime.zero
    while true {
      opened = opened - SimDuration(seconds: -log(draws.unit(ordinal)) / rate)
      if opened < .zero - Self.oldestAge { return }
      resumeSession(openedAt: opened, number: UInt64(region) << 48 | 1 << 47 | ordinal, &kernel)
      ordinal += 1
    }
  }

  private mutating func resumeSession(openedAt opened: SimTime, number: UInt64, _ kernel: inout EngineKernel) {
    let edge = UInt32(sessionDraws.index(UInt64(keptPops.count), number, 1))
    let viewer = world.population.activeUser(ofPop: keptPops[Int(edge)], sessionDraws, number)
    let plan = world.sessions.plan(user: viewer, session: number)
    let link = world.population.link(viewer, session: number)
    var session = Session(
      viewer: viewer, number: number, edge: edge, plan: plan, link: link,
      apiRoundTrip: apiRoundTrip(link, edge: edge), openedAt: opened)
    resumeStories(of: session, &kernel)
    var leaves = opened
    for page in 0..<plan.pages {
      let shownAt = leaves
      leaves = leaves + world.sessions.thinkTime(user: viewer, session: number, step: page)
      if leaves >= .zero {
        session.page = page
        let slot = sessions.insert(session)
        resumeLikes(slot, shownAt: shownAt, until: leaves, &kernel)
        kernel.schedule(at: leaves, kind: EventKind.sessionContinues.rawValue, slot: slot)
        return
      }
    }
  }

  /// Likes and comments that are still due on the page that is on the screen at the start.
  private mutating func resumeLikes(
    _ slot: UInt32, shownAt: SimTime, until leaves: SimTime, _ kernel: inout EngineKernel
  ) {
    let session = sessions[slot]
    let think = (leaves - shownAt).nanoseconds
    for position in 0..<pageSize {
      let at = shownAt + SimDuration(nanoseconds: think / Int64(pageSize) * Int64(position))
      let likes = world.sessions.likes(
        user: session.viewer, session: session.number, page: session.page, position: position)
      let comments = world.sessions.comments(
        user: session.viewer, session: session.number, page: session.page, position: position)
      if at < .zero || !(likes || comments) { continue }
      if sessions[slot].candidateCount < 0 { readCandidates(slot, at: session.openedAt) }
      if position >= sessions[slot].candidateCount { continue }
      let post = sessions[slot].candidates[position]
      let identity = Draws.mix(session.number ^ post.value)
      if likes { startLike(post, roundTrip: session.apiRoundTrip, identity: identity, at: at, &kernel) }
      if comments { startComment(post, roundTrip: session.apiRoundTrip, identity: identity, at: at, &kernel) }
    }
    sessions[slot].candidateCount = -1
  }

  private mutating func resumeStories(of session: Session, _ kernel: inout EngineKernel) {
    var leaves = session.openedAt
    for frame in 0..<session.plan.storyFrames {
      leaves = leaves + world.sessions.storyFrameTime(user: session.viewer, session: session.number, frame: frame)
      if leaves < .zero { continue }
      let left = session.plan.storyFrames - frame - 1
      if left > 0 { resumeTray(of: session, frames: left, at: leaves, &kernel) }
      return
    }
  }
}
