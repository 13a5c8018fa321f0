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
      leaves = leaves + world.sessions.thinkTime(user: viewer, session: number, step: page)
      if leaves >= .zero {
        session.page = page
        kernel.schedule(at: leaves, kind: EventKind.sessionContinues.rawValue, slot: sessions.insert(session))
        return
      }
    }
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
