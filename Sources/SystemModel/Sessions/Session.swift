import Simulator
import Workloads

/// A session that will ask for another page: what the phone remembers between pages. 64 bytes, and 72 for each page kept.
struct Session {
  static let maximumCandidates = 48

  var number: UInt64
  var viewer: UserID
  /// Index of the viewer's edge in the region.
  var edge: UInt16
  var variant: ImageVariant
  var network: NetworkClass
  var page: UInt32 = 0
  var pages: UInt32
  /// Round trip of the access network.
  var roundTrip: SimDuration
  /// Phone to the region's gateway and back: access network and the way from its edge.
  var apiRoundTrip: SimDuration
  /// Bits per second.
  var downlink: Double
  var openedAt: SimTime
  /// First of the candidate pages that are left, `.max` for none.
  var nextPage = UInt32.max

  /// Entity of the draws of the present page's request.
  var pageIdentity: UInt64 { Draws.mix(number &* 64 &+ UInt64(page)) }
}

extension RegionalPlatform {
  /// A user opens the app: the first page of the feed and the story tray are asked for at once.
  mutating func sessionArrives(_ kernel: inout EngineKernel) {
    let number = UInt64(region) << 48 | sessionCount
    sessionCount += 1
    sessionArrivals.scheduleNext(.sessionArrives, &kernel)
    measures.count(.sessions)
    let (session, plan) = drawSession(number, openedAt: kernel.now)
    followSomebody(session, &kernel)
    if plan.storyFrames > 0 { openStories(session, frames: plan.storyFrames, &kernel) }
    askForPage(sessions.insert(session), at: kernel.now, &kernel)
  }

  /// Who opens the app in session `number`, from where, and what they will do.
  mutating func drawSession(_ number: UInt64, openedAt: SimTime) -> (session: Session, plan: SessionPlan) {
    let home = UInt16(sessionDraws.index(UInt64(keptPops.count), number, 1))
    let viewer = world.population.activeUser(ofPop: keptPops[Int(home)], sessionDraws, number)
    let link = world.population.link(viewer, session: number)
    let edge = servingEdge(home, session: number)
    let detour = edge == home ? SimDuration.zero : (edgeDelay(home) + edgeDelay(edge)) * 2
    let plan = world.sessions.plan(user: viewer, session: number)
    let session = Session(
      number: number, viewer: viewer, edge: edge, variant: .feed(for: world.population.device(viewer)),
      network: link.network, pages: UInt32(plan.pages), roundTrip: link.roundTrip + detour,
      apiRoundTrip: apiRoundTrip(link, edge: home),
      downlink: link.downlink, openedAt: openedAt)
    return (session, plan)
  }

  /// The edge that serves a session: the nearest, or by the imperfections of request routing another one of the region.
  mutating func servingEdge(_ home: UInt16, session: UInt64) -> UInt16 {
    let share = parameters.delivery.strayShare
    if share == 0 || keptPops.count == 1 || sessionDraws.unit(session, 2) >= share { return home }
    let other = UInt16(sessionDraws.index(UInt64(keptPops.count - 1), session, 3))
    return other < home ? other : other + 1
  }

  /// A request to the region's gateway crosses the access network and the way from the edge, both ways.
  mutating func apiRoundTrip(_ link: NetworkLink, edge: UInt16) -> SimDuration {
    link.roundTrip + world.geography.oneWayDelay(fromPop: keptPops[Int(edge)]) * 2
  }

  /// The phone asks for the session's present page at `time`; the request reaches the gateway half a round trip later.
  mutating func askForPage(_ slot: UInt32, at time: SimTime, _ kernel: inout EngineKernel) {
    kernel.schedule(at: time + sessions[slot].apiRoundTrip.half, kind: EventKind.pageRequest.rawValue, slot: slot)
  }

  /// A page is on the screen at `shownAt`: the user reads, likes and comments, then goes on or leaves.
  mutating func pageShown(
    _ slot: UInt32, posts: borrowing InlineArray<8, PostID>, count: Int, at shownAt: SimTime,
    _ kernel: inout EngineKernel
  ) {
    let session = sessions[slot]
    let think = world.sessions.thinkTime(user: session.viewer, session: session.number, step: Int(session.page))
    react(to: posts, count: count, session, shownAt: shownAt, think: think, from: shownAt, &kernel)
    fetchAhead(slot, at: shownAt, &kernel)
    sessions[slot].page += 1
    if sessions[slot].page < session.pages {
      askForPage(slot, at: shownAt + think, &kernel)
    } else {
      endSession(slot)
    }
  }

  /// Likes and comments of a page, each at its moment of the time spent on it; those before `from` are over.
  mutating func react(
    to posts: borrowing InlineArray<8, PostID>, count: Int, _ session: Session, shownAt: SimTime, think: SimDuration,
    from: SimTime, _ kernel: inout EngineKernel
  ) {
    for position in 0..<count {
      let at = shownAt + SimDuration(nanoseconds: think.nanoseconds / Int64(count) * Int64(position))
      if at < from { continue }
      let reaction = world.sessions.reaction(
        user: session.viewer, session: session.number, page: Int(session.page), position: position)
      if !reaction.likes && !reaction.comments { continue }
      let post = posts[position]
      let action = PendingAction(
        counter: .likes(of: post), identity: Draws.mix(session.number ^ post.value), roundTrip: session.apiRoundTrip,
        user: session.viewer)
      if reaction.likes { likeLater(action, at: at, &kernel) }
      if reaction.comments { commentLater(action, at: at, &kernel) }
    }
  }

  mutating func endSession(_ slot: UInt32) {
    var page = sessions.remove(slot).nextPage
    while page != .max {
      let left = candidatePages.remove(page)
      wasteAhead(left)
      page = left.next
    }
  }
}

/// A like, comment or follow that a user will send: what the phone knows until the request is under way.
struct PendingAction {
  var counter: CounterID
  var identity: UInt64
  var roundTrip: SimDuration
  var user: UserID
  /// −1 takes a like back.
  var amount: Int8 = 1
}
