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

  /// Most sessions of the past are over: only what tells how long a session lasts is drawn before that is known.
  private mutating func resumeSession(openedAt opened: SimTime, number: UInt64, _ kernel: inout EngineKernel) {
    let edge = sessionDraws.index(UInt64(keptPops.count), number, 1)
    let viewer = world.population.activeUser(ofPop: keptPops[Int(edge)], sessionDraws, number)
    let plan = world.sessions.plan(user: viewer, session: number)
    resumeStories(viewer, number, plan.storyFrames, openedAt: opened, &kernel)
    var leaves = opened
    for page in 0..<plan.pages {
      let shownAt = leaves
      leaves = leaves + world.sessions.thinkTime(user: viewer, session: number, step: page)
      if leaves >= .zero { return resumePage(page, number, openedAt: opened, shownAt: shownAt, until: leaves, &kernel) }
    }
  }

  /// A page is on the screen at the start: likes and comments that are still due, then the next page. The feed was read as
  /// the session opened; it is read now only if somebody will see more of it within the run.
  private mutating func resumePage(
    _ page: Int, _ number: UInt64, openedAt: SimTime, shownAt: SimTime, until leaves: SimTime,
    _ kernel: inout EngineKernel
  ) {
    var session = drawSession(number, openedAt: openedAt).session
    session.page = UInt32(page)
    let slot = sessions.insert(session)
    let goesOn = page + 1 < session.pages && leaves < .zero + world.inputs.warmUp + world.inputs.duration
    if goesOn || isReactionDue(session, shownAt: shownAt, until: leaves) {
      _ = readCandidates(slot, at: openedAt)
      let shown = takePage(slot)
      let think = leaves - shownAt
      react(to: shown.posts, count: Int(shown.count), session, shownAt: shownAt, think: think, from: .zero, &kernel)
    }
    sessions[slot].page += 1
    if sessions[slot].page < session.pages {
      askForPage(slot, at: leaves, &kernel)
    } else {
      endSession(slot)
    }
  }

  private mutating func isReactionDue(_ session: Session, shownAt: SimTime, until leaves: SimTime) -> Bool {
    let step = (leaves - shownAt).nanoseconds / Int64(pageSize)
    for position in 0..<pageSize where shownAt + SimDuration(nanoseconds: step * Int64(position)) >= .zero {
      let reaction = world.sessions.reaction(
        user: session.viewer, session: session.number, page: Int(session.page), position: position)
      if reaction.likes || reaction.comments { return true }
    }
    return false
  }

  private mutating func resumeStories(
    _ viewer: UserID, _ number: UInt64, _ frames: Int, openedAt: SimTime, _ kernel: inout EngineKernel
  ) {
    var leaves = openedAt
    for frame in 0..<frames {
      leaves = leaves + world.sessions.storyFrameTime(user: viewer, session: number, frame: frame)
      if leaves < .zero { continue }
      let left = frames - frame - 1
      if left > 0 { resumeWatching(drawSession(number, openedAt: openedAt).session, frames: left, at: leaves, &kernel) }
      return
    }
  }
}
