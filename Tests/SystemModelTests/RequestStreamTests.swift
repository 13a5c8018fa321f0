import Simulator
import Testing
import Workloads

@testable import SystemModel

/// The request stream against naive readings of the same sessions, and against what warm-up leaves in the caches.
@Suite struct RequestStreamTests {
  private func inputs(_ seed: UInt64) -> PlatformInputs {
    var inputs = SmallWorld.inputs(users: 3_000 + 500 * Int(seed))
    inputs.platform.delivery.strayShare = 0
    inputs.platform.feed.timelineRead = 400
    inputs.platform.feed.timelineKept = 400
    return inputs
  }

  /// What the viewer's feed shows at an instant, every post of the look-back scored and sorted.
  private func feed(
    _ reader: inout FeedReader, _ viewer: UserID, session: UInt64, at time: SimTime, _ world: World
  ) -> [PostID] {
    let posts = RecentPosts(chunkFollowers: 50)
    let scored = reader.wholeTimeline(asOf: time, world, posts).map { entry in
      let age = Double((time - entry.createdAt).nanoseconds) * reader.decayPerNanosecond
      return (score: reader.affinity(entry.post.author) - age, post: entry.post)
    }
    let sorted = scored.sorted { ($1.score, $1.post.value) < ($0.score, $0.post.value) }
    let displayed = world.sessions.plan(user: viewer, session: session).pages * world.sessions.imagesPerPage
    return sorted.prefix(min(displayed, Session.maximumCandidates)).map(\.post)
  }

  /// Without profiles, the images that reach the edge are those of the feed that the previous session did not show.
  @Test(arguments: 0..<6 as Range<UInt64>) func feedsAreReadAsWholeTimelines(seed: UInt64) {
    let inputs = inputs(seed)
    let world = World(inputs, seed: seed, replication: 0)
    var followed = FollowedPosters()
    var reader = FeedReader(inputs.platform.feed, draws: world.draws)
    let rate = PastSessions.ratePerSecond(world, region: 1)
    let draws = world.draws.purpose("region 1").purpose("session")
    var stream = RequestStream(inputs, seed: seed, pops: 2..<3, period: SimDuration(seconds: 60 / rate))
    var onPhone = 0
    for number in (0..<60 as Range<UInt64>).reversed() {
      let isThere = stream.readSession()
      #expect(isThere)
      let session = PastSessions.identity(number, edge: 0)
      let time = PastSessions.time(ofSession: number, ratePerSecond: rate)
      let viewer = world.population.activeUser(ofPop: 2, draws, session)
      reader.open(viewer, followed.read(viewer, world))
      let expected = feed(&reader, viewer, session: session, at: time, world)
      let since = world.sessions.sincePreviousOpen(user: viewer, session: session)
      let earlier =
        since < inputs.platform.feed.lookBack
        ? feed(&reader, viewer, session: ~session, at: time - since, world) : []
      var found: [ImageRequest] = []
      for index in 0..<stream.count { found.append(stream[index]) }
      #expect(found.map(\.post) == expected, "seed \(seed), session \(number)")
      #expect(found.map(\.isOnPhone) == expected.map { earlier.contains($0) }, "seed \(seed), session \(number)")
      #expect(found.allSatisfy { $0.viewer == viewer && $0.time == time && $0.pop == 2 && $0.surface == .feed })
      onPhone += found.count { $0.isOnPhone }
    }
    let isMore = stream.readSession()
    #expect(!isMore)
    #expect(onPhone > 0)
  }

  /// An edge holds after warm-up what the stream leaves in a cache of the same policy; another seed's stream leaves other images.
  @Test(arguments: [false, true]) func warmUpIsTheStream(withProfiles: Bool) {
    var inputs = inputs(2)
    inputs.session.profileVisits = withProfiles ? 0.5 : 0
    inputs.platform.delivery.edgeCapacity = 6_000_000
    inputs.platform.delivery.warmTurnover = 6
    var platform = RegionalPlatform(0, World(inputs, seed: 9, replication: 0))
    platform.warmCaches()
    func cache(seed: UInt64, _ keys: inout [UInt64]) -> CacheNode {
      var cache = CacheNode(.lru, capacityBytes: 6_000_000, expectedObjectBytes: 90_000)
      var stream = RequestStream(inputs, seed: seed, pops: 0..<1, period: .minutes(20))
      while stream.readSession() {
        for index in 0..<stream.count where !stream[index].isOnPhone {
          _ = cache.access(stream[index].key, sizeBytes: stream[index].sizeBytes)
          keys.append(stream[index].key)
        }
      }
      return cache
    }
    var (keys, otherKeys) = ([UInt64](), [UInt64]())
    var shadow = cache(seed: 9, &keys)
    var other = cache(seed: 10, &otherKeys)
    let (objects, bytes) = (shadow.storedObjects, shadow.storedBytes)
    let (warmObjects, warmBytes) = (platform.edgeCaches[0].storedObjects, platform.edgeCaches[0].storedBytes)
    #expect(objects > 30)
    #expect(warmObjects == objects)
    #expect(warmBytes == bytes)
    var differences = 0
    for key in keys {
      let isStored = platform.edgeCaches[0].find(key, sizeBytes: 1)
      let isExpected = shadow.find(key, sizeBytes: 1)
      let isInOther = other.find(key, sizeBytes: 1)
      #expect(isStored == isExpected)
      if isStored != isInOther { differences += 1 }
    }
    #expect(differences > 10)
  }

  /// Sessions of several PoPs come in order of time, each PoP's as it would alone.
  @Test func streamsOfPopsAreMergedByTime() {
    var inputs = inputs(1)
    inputs.geography.washingtonShare = 0.3
    func sessions(_ pops: Range<Int>) -> [(time: SimTime, pop: UInt16, keys: [UInt64])] {
      var stream = RequestStream(inputs, seed: 4, pops: pops, period: .minutes(3))
      var all: [(time: SimTime, pop: UInt16, keys: [UInt64])] = []
      while stream.readSession() {
        if stream.count == 0 { continue }
        var keys: [UInt64] = []
        for index in 0..<stream.count { keys.append(stream[index].key) }
        all.append((stream[0].time, stream[0].pop, keys))
      }
      return all
    }
    let merged = sessions(1..<4)
    #expect(merged.count > 100)
    #expect(zip(merged, merged.dropFirst()).allSatisfy { $0.time <= $1.time })
    for pop in 1..<4 {
      #expect(merged.filter { $0.pop == UInt16(pop) }.map(\.keys) == sessions(pop..<pop + 1).map(\.keys))
    }
  }
}
