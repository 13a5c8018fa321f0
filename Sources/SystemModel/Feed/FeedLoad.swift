import Simulator
import Workloads

/// One page of the feed, from the tap until its images are on the screen.
///
/// First page: phone ─► gateway ─► feed service ─► timeline shard ─► celebrity pull (fork) ─► hydrate (fork) ─► rank ─► phone
/// ─► images (fork). Later pages use the session's cursor and hydrate their own rows only.
struct FeedLoad {
  enum Step: UInt8 {
    case gateway, assemble, readTimeline, pullCelebrities, hydrate, rank, images
  }

  var header: RequestHeader
  var session: UInt32
  var step = Step.gateway
  /// The first page, and every page that the ranked candidates do not cover.
  var readsTimeline: Bool
  var pendingBranches = 0
  /// Candidates of the timeline read, whose rows are hydrated.
  var candidates = 0
  var page = CandidatePage()
  var sizes = InlineArray<8, UInt32>(repeating: 0)
  /// When the last image so far is on the screen, and where its time went.
  var imagesDoneAt = SimTime.zero
  var criticalImage = ImageLedger()
  var criticalHops: UInt8 = 0
}

/// One call of a fork on behalf of a feed load; the last one to return is the critical one.
struct ForkBranch {
  var feed: UInt32
  var demand: SimDuration
  var enteredAt: SimTime
}

extension RegionalPlatform {
  /// The request for a session's present page reaches the gateway.
  mutating func pageRequested(_ slot: UInt32, _ kernel: inout EngineKernel) {
    let session = sessions[slot]
    let readsTimeline = session.page == 0 || (session.hasRead && session.nextPage == .max)
    if !session.hasRead && !readsTimeline { _ = readCandidates(slot, at: session.openedAt) }
    measures.count(.pages)
    let identity = Draws.mix(session.number &* 64 &+ UInt64(session.page))
    let header = RequestHeader(identity: identity, arrivedAt: kernel.now, roundTrip: session.apiRoundTrip)
    let feed = feeds.insert(FeedLoad(header: header, session: slot, readsTimeline: readsTimeline))
    stations.visit(fleets.gateway, &feeds[feed].header, resume: .feedLoad, feed, &kernel)
  }

  /// The feed load resumes; read it from top to bottom like the sequence diagram.
  mutating func advanceFeedLoad(_ slot: UInt32, station: UInt16, _ kernel: inout EngineKernel) {
    let session = feeds[slot].session
    stations.leave(station, &feeds[slot].header, &kernel)
    switch feeds[slot].step {
    case .gateway:
      feeds[slot].step = feeds[slot].readsTimeline ? .assemble : .pullCelebrities
      stations.visit(fleets.feedService, &feeds[slot].header, resume: .feedLoad, slot, &kernel)

    case .assemble:
      feeds[slot].step = .readTimeline
      stations.visitShard(
        fleets.timelineShards, key: UInt64(sessions[session].viewer.value), &feeds[slot].header, resume: .feedLoad,
        slot, &kernel)

    case .readTimeline:
      feeds[slot].candidates = readCandidates(session, at: kernel.now)
      feeds[slot].step = .pullCelebrities
      let calls = (reader.pulledAuthors + parameters.feed.keysPerBatch - 1) / parameters.feed.keysPerBatch
      if calls == 0 { fallthrough }
      fork(slot, calls, fleets.authorCache, .authorCache, &kernel)

    case .pullCelebrities:
      feeds[slot].step = .hydrate
      feeds[slot].page = takePage(session)
      let rows = feeds[slot].readsTimeline ? feeds[slot].candidates : Int(feeds[slot].page.count)
      let calls = (rows + parameters.feed.keysPerBatch - 1) / parameters.feed.keysPerBatch
      if calls == 0 { fallthrough }
      fork(slot, calls, fleets.postReplica, .postReplica, &kernel)

    case .hydrate:
      if !feeds[slot].readsTimeline { return respond(slot, &kernel) }
      feeds[slot].step = .rank
      stations.visit(fleets.ranker, &feeds[slot].header, resume: .feedLoad, slot, &kernel)

    case .rank:
      respond(slot, &kernel)

    case .images:
      preconditionFailure("a page whose images are fetched waits for them, not for a station")
    }
  }

  /// Parallel calls to shards of one fleet; the feed resumes when the last one returns.
  private mutating func fork(
    _ slot: UInt32, _ calls: Int, _ fleet: Fleet, _ component: Component, _ kernel: inout EngineKernel
  ) {
    feeds[slot].header.waitFor(component, .service)
    feeds[slot].pendingBranches = calls
    let identity = feeds[slot].header.identity
    if calls == 1 {
      stations.visitShard(fleet, key: identity &+ 1, &feeds[slot].header, resume: .feedLoad, slot, &kernel, ordinal: 1)
      return
    }
    for call in 0..<calls {
      let ordinal = UInt64(call) + 1
      let demand = fleet.demand(identity, ordinal)
      let branch = branches.insert(ForkBranch(feed: slot, demand: demand, enteredAt: kernel.now))
      let job = StationJob(kind: EventKind.feedBranch.rawValue, slot: branch, demand: demand)
      stations.enter(stations.shard(of: fleet, key: identity &+ ordinal), job, &kernel)
    }
  }

  mutating func returnFeedBranch(_ branchSlot: UInt32, station: UInt16, _ kernel: inout EngineKernel) {
    let branch = branches.remove(branchSlot)
    stations.leave(station, enteredAt: branch.enteredAt, demand: branch.demand, &kernel)
    feeds[branch.feed].pendingBranches -= 1
    if feeds[branch.feed].pendingBranches > 0 { return }
    feeds[branch.feed].header.demand = branch.demand
    advanceFeedLoad(branch.feed, station: EventNotice.noStation, &kernel)
  }

  /// Takes the session's next page of candidates; an empty one when none is left.
  mutating func takePage(_ session: UInt32) -> CandidatePage {
    let next = sessions[session].nextPage
    if next == .max { return CandidatePage() }
    let page = candidatePages.remove(next)
    sessions[session].nextPage = page.next
    return page
  }
}
