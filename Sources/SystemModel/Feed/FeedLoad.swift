import Simulator
import Workloads

/// One page of the feed, from the tap until its images are on the screen.
///
/// First page: phone ─► gateway ─► feed service ─► timeline shard ─► celebrity pull (fork) ─► hydrate (fork) ─► rank ─► phone
/// ─► images (fork). Later pages use the session's cursor and hydrate their own rows only.
struct FeedLoad {
  enum Step: UInt8 {
    case gateway, assemble, readTimeline, pullCelebrities, hydrate, images
  }

  var header: RequestHeader
  var session: UInt32
  /// Of the session, for what is fetched ahead.
  var edge: UInt16
  var variant: ImageVariant
  var step = Step.gateway
  /// The first page, and every page that the ranked candidates do not cover.
  var readsTimeline: Bool
  /// Images of the page that the phone does not have yet.
  var pendingImages = 0
  /// Candidates of the timeline read, whose rows are hydrated.
  var candidates = 0
  var page = CandidatePage()
  var sizes = InlineArray<8, UInt32>(repeating: 0)
  /// When the last image so far is on the screen, and where its time went.
  var imagesDoneAt = SimTime.zero
  var criticalImage = ImageLedger()
  var criticalHops: UInt8 = 0
  /// Images of the first page, as they are on the screen.
  var shown = Fork<8>()
}

extension RegionalPlatform {
  /// The request for a session's present page reaches the gateway.
  mutating func pageRequested(_ slot: UInt32, _ kernel: inout EngineKernel) {
    let session = sessions[slot]
    let readsTimeline = session.page == 0 || session.nextPage == .max
    measures.count(.pages)
    let identity = session.pageIdentity
    let header = RequestHeader(identity: identity, arrivedAt: kernel.now, roundTrip: session.apiRoundTrip)
    let feed = feeds.insert(
      FeedLoad(
        header: header, session: slot, edge: session.edge, variant: session.variant, readsTimeline: readsTimeline))
    stations.visit(fleets.gateway, &feeds[feed].header, resume: .feedLoad, feed, &kernel)
  }

  /// The feed load resumes; read it from top to bottom like the sequence diagram.
  mutating func advanceFeedLoad(_ slot: UInt32, _ kernel: inout EngineKernel) {
    let session = feeds[slot].session
    feeds[slot].header.settle(kernel.now)
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
      fork(slot, calls, fleets.authorCache, &kernel)

    case .pullCelebrities:
      feeds[slot].step = .hydrate
      feeds[slot].page = takePage(session)
      let rows = feeds[slot].readsTimeline ? feeds[slot].candidates : Int(feeds[slot].page.count)
      let calls = (rows + parameters.feed.keysPerBatch - 1) / parameters.feed.keysPerBatch
      if calls == 0 { fallthrough }
      fork(slot, calls, fleets.postReplica, &kernel)

    case .hydrate:
      if feeds[slot].readsTimeline {
        let ranker = stations.lessLoaded(of: fleets.ranker, feeds[slot].header.identity, at: kernel.now)
        stations.goThrough(fleets.ranker, ranker, &feeds[slot].header, at: kernel.now)
      }
      respond(slot, &kernel)

    case .images:
      preconditionFailure("a page whose images are fetched waits for them, not for a station")
    }
  }

  /// Parallel calls to shards of one fleet; the feed resumes when the last one returns, which is the critical one.
  private mutating func fork(
    _ slot: UInt32, _ calls: Int, _ fleet: Fleet, _ kernel: inout EngineKernel
  ) {
    let identity = feeds[slot].header.identity
    feeds[slot].header.waitFor(fleet.component, .service)
    var (returnsAt, critical) = (SimTime.distantPast, UInt16(0))
    var branches = Fork<16>()
    for call in 1...UInt64(calls) {
      let demand = fleet.demand(identity, call)
      let shard = stations.shard(of: fleet, key: identity &+ call)
      let departure = stations.enter(shard, demand: demand, at: kernel.now)
      branches.add(departure)
      if departure < returnsAt { continue }
      (returnsAt, critical) = (departure, shard)
      feeds[slot].header.demand = demand
    }
    feeds[slot].header.straggling = feeds[slot].header.straggling + branches.straggling
    kernel.schedule(at: returnsAt, kind: EventKind.feedLoad.rawValue, station: critical, slot: slot)
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
