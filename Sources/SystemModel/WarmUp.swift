import Simulator
import Workloads

/// What stands before the first event: caches that have been in use for years, and timelines that are full.
extension RegionalPlatform {
  /// Functional warm-up: the last sessions before the run, without their timing, through edge and shield: as many as ask
  /// for one and a half times `warmTurnover` of each edge's capacity, a third of it hits (at most those of two weeks).
  /// Sessions are numbered back from the start, so a smaller cache sees the last ones of a larger cache's. All of a PoP's
  /// sessions come, also in a slice that thins its viewers.
  mutating func warmCaches() {
    let turnover = parameters.delivery.warmTurnover
    if turnover <= 0 || parameters.delivery.edgeCapacity == 0 { return }
    let target = Int64(turnover * Double(parameters.delivery.edgeCapacity))
    let rate = PastSessions.ratePerSecond(world, region: region)
    if rate <= 0 { return }
    var past = PastSessions(world)
    let expected = min(1.5 * Double(target) / meanBytesPerSession(&past), rate * 14 * 86_400)
    for number in (0..<UInt64(expected.rounded(.up))).reversed() {
      let at = PastSessions.time(ofSession: number, ratePerSecond: rate)
      for home in keptPops.indices {
        past.read(number, edge: home, pop: keptPops[home], sessionDraws: sessionDraws, at: at)
        let edge = servingEdge(UInt16(home), session: PastSessions.identity(number, edge: home))
        for index in 0..<past.count where !past[index].isOnPhone { warm(past[index], edge: edge, at: at) }
      }
    }
    for server in 0..<edgeCaches.slotBound { edgeCaches[server].clearCounts() }
    shieldCache.clearCounts()
  }

  private mutating func warm(_ request: ImageRequest, edge: UInt16, at time: SimTime) {
    let (key, size) = (request.key, request.sizeBytes)
    let server = edgeServers.server(ofPop: owner(of: key, edge: edge), key: key)
    let own = edgeKey(key, server: server)
    let timeToLive = parameters.delivery.urls.timeToLive
    let isStored = edgeCaches[server].access(key, sizeBytes: size)
    if isStored && (!isMutable || time - edgeFreshness.checkedAt(own) < timeToLive) { return }
    let isInShield = shieldCache.access(key, sizeBytes: size)
    if !isMutable { return }
    let known = shieldFreshness.checkedAt(key)
    let checkedAt = isInShield && time - known < timeToLive ? known : time
    shieldFreshness.set(key, checkedAt)
    edgeFreshness.set(own, checkedAt)
  }

  /// Bytes that a session asks of its edge: the mean of many, since about one in ten asks for nothing.
  private func meanBytesPerSession(_ past: inout PastSessions) -> Double {
    let sample = 256
    var bytes: Int64 = 0
    for number in 0..<UInt64(sample) {
      past.read(number, edge: 0, pop: keptPops[0], sessionDraws: sessionDraws, at: .zero)
      for index in 0..<past.count where !past[index].isOnPhone { bytes += Int64(past[index].sizeBytes) }
    }
    return max(1, Double(bytes) / Double(sample))
  }

  /// Materialised timelines start with the back catalogue, pushed by its authors along their follower lists.
  mutating func fillTimelines() {
    if parameters.feed.timelines != .materialised { return }
    for number in 0..<world.population.users {
      let author = UserID(number)
      if world.isPulled(author) { continue }
      let past = world.catalogue.posts(by: author, from: .zero - parameters.feed.lookBack, before: .zero)
      if past.isEmpty { continue }
      for position in 0..<UInt32(world.graph.followerCount(of: author)) {
        // Who holds the list twice gets each post once: it is a set.
        let follower = world.graph.holder(ofPosition: position, in: author)
        let pop = world.geography.pop(of: follower)
        if world.geography.region(ofPop: pop) != region || !world.isKept[pop] || follower == author { continue }
        for entry in past {
          timelines.insert(
            TimelineEntry(createdAt: entry.time, post: entry.post, availableAt: entry.time), into: follower)
        }
      }
    }
  }
}
