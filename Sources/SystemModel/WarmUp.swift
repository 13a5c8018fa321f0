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
    let sessionsPerSecond =
      world.targets.sessions * world.shape.factor(at: .zero, region: region) * world.userShare(of: region)
      * world.keptShare(of: region) / (world.viewerShare * Double(keptPops.count))
    if sessionsPerSecond <= 0 { return }
    let expected = min(1.5 * Double(target) / meanBytesPerSession(), sessionsPerSecond * 14 * 86_400)
    for edge in 0..<UInt32(keptPops.count) {
      for number in (0..<UInt64(expected.rounded(.up))).reversed() {
        let at = SimTime.zero - SimDuration(seconds: (Double(number) + 0.5) / sessionsPerSecond)
        warmBytes(ofSession: number, edge: edge, at: at, counting: false)
      }
    }
    for server in 0..<edgeCaches.slotBound { edgeCaches[server].clearCounts() }
    shieldCache.clearCounts()
  }

  /// Bytes that a session asks of its edge: the mean of many, since about one in ten asks for nothing.
  private mutating func meanBytesPerSession() -> Double {
    let sample = 256
    var bytes: Int64 = 0
    for number in 0..<sample { bytes += warmBytes(ofSession: UInt64(number), edge: 0, at: .zero, counting: true) }
    return max(1, Double(bytes) / Double(sample))
  }

  /// One session of the past: its pages' images that are not on the phone go through the caches. Returns their bytes.
  @discardableResult
  private mutating func warmBytes(ofSession number: UInt64, edge: UInt32, at time: SimTime, counting: Bool) -> Int64 {
    let identity = Draws.mix(number ^ UInt64(edge) << 44 ^ 0x0057_A2A7)
    let viewer = world.population.activeUser(ofPop: keptPops[Int(edge)], sessionDraws, identity)
    let displayed = world.sessions.plan(user: viewer, session: identity).pages * world.sessions.imagesPerPage
    reader.open(viewer, followedPosters.read(viewer, world))
    let most = min(parameters.feed.hydratedCandidates, Session.maximumCandidates)
    let ordered = min(displayed, most)
    readPreviousSession(identity, at: time, wanted: ordered)
    let shown = min(reader.rank(asOf: time, count: most, ordered: ordered, world, posts), displayed)
    let variant = ImageVariant.feed(for: world.population.device(viewer))
    var bytes: Int64 = 0
    for index in 0..<shown where !reader.wasDisplayed(reader.candidate(index)) {
      let post = reader.candidate(index)
      let key = ImageVariant.key(post, variant)
      let size = images.sizeBytes(post, variant)
      bytes += Int64(size)
      if counting { continue }
      let server = edgeServers.server(ofPop: owner(of: key, edge: UInt16(edge)), key: key)
      if !edgeCaches[server].access(key, sizeBytes: size) { _ = shieldCache.access(key, sizeBytes: size) }
    }
    return bytes
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
