import Simulator
import Workloads

/// A user follows an account: its count of followers grows. The follow graph of the run does not.
extension RegionalPlatform {
  /// Some sessions follow an account, on their first page.
  mutating func followSomebody(_ session: Session, _ kernel: inout EngineKernel) {
    if parameters.counters.followers == .off || !world.sessions.follows(session.number) { return }
    guard let author = accountToFollow(session.number), author != session.viewer else { return }
    let pause = world.sessions.thinkTime(user: session.viewer, session: session.number, step: 0).half
    let slot = pendingActions.insert(
      PendingAction(
        counter: .followers(of: author), identity: Draws.mix(session.number &+ 0xF0_110),
        roundTrip: session.apiRoundTrip, user: session.viewer))
    kernel.schedule(
      at: session.openedAt + pause + session.apiRoundTrip.half, kind: EventKind.countRequest.rawValue, slot: slot)
  }

  /// A followee of a random user: accounts are found in proportion to their followers.
  private mutating func accountToFollow(_ session: UInt64) -> UserID? {
    let pop = keptPops[Int(sessionDraws.index(UInt64(keptPops.count), session, 20))]
    let friend = world.population.activeUser(ofPop: pop, sessionDraws, Draws.mix(session &+ 21))
    let count = world.graph.followeeCount(of: friend)
    if count == 0 { return nil }
    let chosen = Int(sessionDraws.index(UInt64(count), session, 22))
    var (place, author): (Int, UserID?) = (0, nil)
    world.graph.forEachFollowee(of: friend) { followee, _ in
      if place <= chosen { author = followee }
      place += 1
    }
    return author
  }
}
