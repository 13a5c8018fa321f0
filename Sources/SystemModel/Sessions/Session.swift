import Simulator
import Workloads

/// A session in progress: what the phone remembers between pages. 472 bytes.
struct Session {
  static let maximumCandidates = 48

  var viewer: UserID
  var number: UInt64
  /// Index of the viewer's edge in the region.
  var edge: UInt32
  var plan: SessionPlan
  var link: NetworkLink
  /// Phone to the region's gateway and back: access network and the way from its edge.
  var apiRoundTrip: SimDuration
  var openedAt: SimTime
  var page = 0
  /// Negative until the timeline has been read.
  var candidateCount = -1
  /// Page that the first candidate opens.
  var firstPage = 0
  /// Bit i: candidate i's image was displayed in an earlier session and is still on the phone.
  var onPhone: UInt64 = 0
  var candidates: InlineArray<48, PostID> = InlineArray(repeating: PostID(0))

  /// Whether the present page needs a timeline read: the first one, and those beyond the ranked candidates.
  func needsCandidates(pageSize: Int) -> Bool {
    page == 0 || (candidateCount >= 0 && (page - firstPage) * pageSize >= candidateCount)
  }
}

extension RegionalPlatform {
  /// A user opens the app: the first page of the feed and the story tray are asked for at once.
  mutating func sessionArrives(_ kernel: inout EngineKernel) {
    let number = UInt64(region) << 48 | sessionCount
    sessionCount += 1
    sessionArrivals.scheduleNext(.sessionArrives, &kernel)
    let edge = UInt32(sessionDraws.index(UInt64(keptPops.count), number, 1))
    let viewer = world.population.activeUser(ofPop: keptPops[Int(edge)], sessionDraws, number)
    let link = world.population.link(viewer, session: number)
    let session = sessions.insert(
      Session(
        viewer: viewer, number: number, edge: edge,
        plan: world.sessions.plan(user: viewer, session: number),
        link: link, apiRoundTrip: apiRoundTrip(link, edge: edge), openedAt: kernel.now))
    measures.count(.sessions)
    startFeedLoad(session, &kernel)
    if sessions[session].plan.storyFrames > 0 { startStoryTray(session, &kernel) }
  }

  /// A request to the region's gateway crosses the access network and the way from the edge, both ways.
  func apiRoundTrip(_ link: NetworkLink, edge: UInt32) -> SimDuration {
    link.roundTrip + world.geography.oneWayDelay(fromPop: keptPops[Int(edge)]) * 2
  }

  /// The user has looked at a page long enough: next page or goodbye.
  mutating func sessionContinues(_ slot: UInt32, _ kernel: inout EngineKernel) {
    sessions[slot].page += 1
    if sessions[slot].page < sessions[slot].plan.pages {
      startFeedLoad(slot, &kernel)
    } else {
      sessions.remove(slot)
    }
  }

  /// A page is on the screen: the user reads, likes and comments, then goes on.
  mutating func pageShown(_ slot: UInt32, posts: InlineArray<8, PostID>, count: Int, _ kernel: inout EngineKernel) {
    let session = sessions[slot]
    let think = world.sessions.thinkTime(user: session.viewer, session: session.number, step: session.page)
    for position in 0..<count {
      let post = posts[position]
      let identity = Draws.mix(session.number ^ post.value)
      let at = kernel.now + SimDuration(nanoseconds: think.nanoseconds / Int64(count) * Int64(position))
      if world.sessions.likes(
        user: session.viewer, session: session.number, page: session.page, position: position)
      {
        startLike(post, roundTrip: session.apiRoundTrip, identity: identity, at: at, &kernel)
      }
      if world.sessions.comments(
        user: session.viewer, session: session.number, page: session.page, position: position)
      {
        startComment(post, roundTrip: session.apiRoundTrip, identity: identity, at: at, &kernel)
      }
    }
    kernel.schedule(after: think, kind: EventKind.sessionContinues.rawValue, slot: slot)
  }
}
