import Simulator
import Workloads

/// One page of the feed, from the tap until its images are on the screen.
///
/// First page: phone ─► gateway ─► feed service ─► timeline shard ─► celebrity pull (fork) ─► hydrate (fork) ─► rank ─► phone
/// ─► images (fork). Later pages use the session's cursor and hydrate their own rows only.
struct FeedLoad {
  enum Step: UInt8 {
    case request, gateway, assemble, readTimeline, pullCelebrities, hydrate, rank, respond, showImages
  }

  var header: RequestHeader
  var session: UInt32
  var step = Step.request
  /// The first page, and every page that the ranked candidates do not cover.
  var readsTimeline = false
  var pendingBranches = 0
  var count = 0
  var posts: InlineArray<8, PostID> = InlineArray(repeating: PostID(0))
}

/// One call of a fork on behalf of a feed load; the last one to return is the critical one.
struct ForkBranch {
  var feed: UInt32
  var demand: SimDuration
  var enteredAt: SimTime
}

extension RegionalPlatform {
  mutating func startFeedLoad(_ session: UInt32, _ kernel: inout EngineKernel) {
    let current = sessions[session]
    let identity = Draws.mix(current.number &* 64 &+ UInt64(current.page))
    let slot = feeds.insert(
      FeedLoad(header: RequestHeader(identity: identity, startedAt: kernel.now), session: session))
    measures.count(.pages)
    let readsTimeline = current.needsCandidates(pageSize: pageSize)
    if current.candidateCount < 0 && !readsTimeline { readCandidates(session, at: current.openedAt) }
    feeds[slot].readsTimeline = readsTimeline
    feeds[slot].header.crossAccessNetwork(current.apiRoundTrip, resume: .feedLoad, slot, &kernel)
  }

  /// The feed load resumes; read it from top to bottom like the sequence diagram.
  mutating func advanceFeedLoad(_ slot: UInt32, station: UInt16, _ kernel: inout EngineKernel) {
    let session = feeds[slot].session
    stations.leave(station, &feeds[slot].header, &kernel)
    switch feeds[slot].step {
    case .request:
      feeds[slot].step = .gateway
      stations.visit(fleets.gateway, &feeds[slot].header, resume: .feedLoad, slot, &kernel)

    case .gateway:
      feeds[slot].step = feeds[slot].readsTimeline ? .assemble : .pullCelebrities
      stations.visit(fleets.feedService, &feeds[slot].header, resume: .feedLoad, slot, &kernel)

    case .assemble:
      feeds[slot].step = .readTimeline
      stations.visitShard(
        fleets.timelineShards, key: UInt64(sessions[session].viewer.value), &feeds[slot].header, resume: .feedLoad,
        slot, &kernel)

    case .readTimeline:
      readCandidates(session, at: kernel.now)
      feeds[slot].step = .pullCelebrities
      let calls = (reader.pulledAuthors + parameters.feed.keysPerBatch - 1) / parameters.feed.keysPerBatch
      if calls == 0 { fallthrough }
      fork(slot, calls, fleets.authorCache, .authorCache, &kernel)

    case .pullCelebrities:
      feeds[slot].step = .hydrate
      choosePage(slot, session)
      let rows = feeds[slot].readsTimeline ? sessions[session].candidateCount : feeds[slot].count
      let calls = (rows + parameters.feed.keysPerBatch - 1) / parameters.feed.keysPerBatch
      if calls == 0 { fallthrough }
      fork(slot, calls, fleets.postReplica, .postReplica, &kernel)

    case .hydrate:
      if !feeds[slot].readsTimeline { return respond(slot, &kernel) }
      feeds[slot].step = .rank
      stations.visit(fleets.ranker, &feeds[slot].header, resume: .feedLoad, slot, &kernel)

    case .rank:
      respond(slot, &kernel)

    case .respond:
      let header = feeds[slot].header
      measures.record(sessions[session].page == 0 ? .feedLoad : .feedPage, header, at: kernel.now)
      showImages(slot, session, &kernel)

    case .showImages:
      finishFeedLoad(slot, session, &kernel)
    }
  }

  private mutating func respond(_ slot: UInt32, _ kernel: inout EngineKernel) {
    feeds[slot].step = .respond
    let roundTrip = sessions[feeds[slot].session].apiRoundTrip
    feeds[slot].header.crossAccessNetwork(roundTrip, resume: .feedLoad, slot, &kernel)
  }

  /// Parallel calls to shards of one fleet; the feed resumes when the last one returns.
  private mutating func fork(
    _ slot: UInt32, _ calls: Int, _ fleet: Fleet, _ component: Component, _ kernel: inout EngineKernel
  ) {
    feeds[slot].header.waitFor(component, .service)
    feeds[slot].pendingBranches = calls
    let identity = feeds[slot].header.identity
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

  private func traceShown(_ feed: FeedLoad, at now: SimTime) {
    for index in 0..<feed.count where feed.posts[index].isOfRun {
      if let replica = posts.find(feed.posts[index]), !replica.isPulled { trace?.shown(replica.post, region, at: now) }
    }
  }

  /// The timeline read itself: what this viewer can see now, and which of it an earlier session left on the phone.
  mutating func readCandidates(_ session: UInt32, at now: SimTime) {
    let viewer = sessions[session].viewer
    let since = world.sessions.sincePreviousOpen(user: viewer, session: sessions[session].number)
    let previous = now - since
    let isCached = parameters.delivery.phoneCacheSessions > 0 && since < parameters.feed.lookBack
    let from = (isCached ? previous : now) - parameters.feed.lookBack
    reader.gather(viewer, from: from, until: now + SimDuration(nanoseconds: 1), world, posts)
    var earlier = InlineArray<48, PostID>(repeating: PostID(0))
    var earlierCount = 0
    if isCached {
      let pages = world.sessions.plan(user: viewer, session: ~sessions[session].number).pages
      let displayed = pages * world.sessions.imagesPerPage
      earlierCount = reader.rank(viewer, asOf: previous, count: displayed, into: &earlier)
    }
    if parameters.feed.timelines == .materialised && now >= .zero {
      let kept = timelines.newest(
        parameters.feed.timelineRead, of: viewer, since: now - parameters.feed.lookBack)
      readLog?.record(viewer, now, computed: reader.timelineIDs(asOf: now), materialised: kept.map(\.post))
      reader.useMaterialised(kept)
    }
    let count = reader.rank(
      viewer, asOf: now, count: parameters.feed.hydratedCandidates, skipping: sessions[session].page * pageSize,
      into: &sessions[session].candidates)
    sessions[session].candidateCount = count
    sessions[session].firstPage = sessions[session].page
    sessions[session].onPhone = 0
    measures.timelineRead(entries: count, postsOfRun: runPosts(in: sessions[session].candidates, count))
    for index in 0..<count {
      let post = sessions[session].candidates[index]
      for other in 0..<earlierCount where earlier[other] == post { sessions[session].onPhone |= 1 << UInt64(index) }
    }
  }

  /// Posts on a page; a page holds eight at most.
  var pageSize: Int { min(world.sessions.imagesPerPage, 8) }

  private func runPosts(in candidates: borrowing InlineArray<48, PostID>, _ count: Int) -> Int {
    var found = 0
    for index in 0..<count where candidates[index].isOfRun { found += 1 }
    return found
  }

  /// The page's posts: the next ones of the session's ranked candidates.
  private mutating func choosePage(_ slot: UInt32, _ session: UInt32) {
    let first = (sessions[session].page - sessions[session].firstPage) * pageSize
    let count = max(0, min(pageSize, sessions[session].candidateCount - first))
    feeds[slot].count = count
    for index in 0..<count { feeds[slot].posts[index] = sessions[session].candidates[first + index] }
  }

  /// The page of URLs is on the phone: fetch what is not there yet.
  private mutating func showImages(_ slot: UInt32, _ session: UInt32, _ kernel: inout EngineKernel) {
    let first = (sessions[session].page - sessions[session].firstPage) * pageSize
    let count = feeds[slot].count
    feeds[slot].step = .showImages
    feeds[slot].pendingBranches = count
    if count == 0 { return finishFeedLoad(slot, session, &kernel) }
    for index in 0..<count {
      let post = feeds[slot].posts[index]
      checkVisible(post, at: kernel.now)
      let isOnPhone = sessions[session].onPhone >> UInt64(first + index) & 1 == 1
      measures.count(.feedImages)
      fetchImage(
        post, viewer: sessions[session].viewer, link: sessions[session].link, edge: sessions[session].edge,
        isOnPhone: isOnPhone, parent: .feedLoad, slot, ordinal: UInt64(index), &kernel)
    }
  }

  /// An image of the page is on the screen; `image` is the branch's header.
  mutating func feedImageShown(_ slot: UInt32, _ image: RequestHeader, _ kernel: inout EngineKernel) {
    feeds[slot].pendingBranches -= 1
    if feeds[slot].pendingBranches > 0 { return }
    feeds[slot].header.join(image, kernel.now)
    finishFeedLoad(slot, feeds[slot].session, &kernel)
  }

  private mutating func finishFeedLoad(_ slot: UInt32, _ session: UInt32, _ kernel: inout EngineKernel) {
    let feed = feeds.remove(slot)
    if trace != nil { traceShown(feed, at: kernel.now) }
    if sessions[session].page == 0 { measures.record(.feedVisible, feed.header, at: kernel.now) }
    pageShown(session, posts: feed.posts, count: feed.count, &kernel)
  }
}
