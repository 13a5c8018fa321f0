import Simulator
import Testing
import Workloads

@testable import SystemModel

/// The recomputed phone against one that was carried through the same sessions and kept everything.
@Suite struct PhoneMemoryTests {
  private func world(_ seed: UInt64, depth: Int, visits: Double) -> World {
    var inputs = SmallWorld.inputs(users: 3_000 + 400 * Int(seed))
    inputs.population.opensPerDay = 30
    inputs.session.phoneDepth = depth
    inputs.session.profileVisits = visits
    inputs.session.profileGridShare = 0.5
    inputs.session.profileFirstScreen = 3
    inputs.platform.feed.timelineRead = 400
    inputs.platform.feed.timelineKept = 400
    return World(inputs, seed: seed, replication: 0)
  }

  /// Everything that a session shows, by whole timelines and sorted catalogues.
  private func shown(
    _ session: UInt64, at time: SimTime, _ reader: inout FeedReader, _ world: World
  ) -> [UInt64] {
    let viewer = reader.viewer
    let posts = RecentPosts(chunkFollowers: 50)
    let scored = reader.wholeTimeline(asOf: time, world, posts).map { entry in
      let age = Double((time - entry.createdAt).nanoseconds) * reader.decayPerNanosecond
      return (score: reader.affinity(entry.post.author) - age, post: entry.post)
    }
    let displayed = world.sessions.plan(user: viewer, session: session).pages * world.sessions.imagesPerPage
    let feed = scored.sorted { ($1.score, $1.post.value) < ($0.score, $0.post.value) }
      .prefix(min(displayed, Session.maximumCandidates)).map(\.post)
    let device = world.population.device(viewer)
    var keys = feed.map { ImageVariant.key($0, .feed(for: device)) }
    let profiles = world.sessions.profiles
    for number in 0..<profiles.count(user: viewer, session: session) {
      let visit = profiles.visit(user: viewer, session: session, number: number)
      guard let author = visited(visit, session, number, feed, reader, world) else { continue }
      let photos = world.catalogue.posts(
        by: author, from: time - profiles.history, before: time + SimDuration(nanoseconds: 1)
      )
      .prefix(visit.depth).map(\.post)
      let variant = visit.isGrid ? ImageVariant.thumbnail(for: device) : .feed(for: device)
      keys += photos.map { ImageVariant.key($0, variant) }
      if let opened = visit.opened, opened < photos.count { keys.append(ImageVariant.key(photos[opened], .px1080)) }
    }
    return keys
  }

  private func visited(
    _ visit: ProfileVisit, _ session: UInt64, _ number: Int, _ feed: [PostID], _ reader: borrowing FeedReader,
    _ world: World
  ) -> UserID? {
    func choice(_ ordinal: UInt64) -> Double {
      world.sessions.profiles.choice(user: reader.viewer, session: session, number: number, ordinal)
    }
    let count = Double(reader.posters.count)
    if count == 0 || (visit.comesFromFeed && feed.isEmpty) { return nil }
    if visit.comesFromFeed { return feed[Int(choice(0) * Double(feed.count))].author }
    let attempts = (1...16 as ClosedRange<UInt64>).map { attempt in
      (author: reader.posters.entries[Int(choice(2 * attempt) * count)].author, bar: choice(2 * attempt + 1))
    }
    return (attempts.first { 4 * $0.bar < reader.affinity($0.author) } ?? attempts[15]).author
  }

  @Test(arguments: [1, 2, 5], [0, 0.8]) func recalledIsKept(depth: Int, visits: Double) {
    for seed in 0..<4 as Range<UInt64> {
      let world = world(seed, depth: depth, visits: visits)
      let images = ImageSizes(world.inputs.platform.delivery, draws: world.draws)
      let posts = RecentPosts(chunkFollowers: 50)
      var reader = FeedReader(world.inputs.platform.feed, draws: world.draws)
      var followed = FollowedPosters()
      var phone = PhoneMemory(world)
      var session = SessionImages()
      for number in 0..<12 as Range<UInt64> {
        let identity = Draws.mix(seed << 8 | number)
        let viewer = world.population.activeUser(ofPop: Int(number % 10), world.draws, identity)
        reader.open(viewer, followed.read(viewer, world))
        var kept: Set<UInt64> = []
        var (opened, current) = (SimTime.zero, identity)
        for back in 1...depth {
          opened = opened - world.sessions.sincePreviousOpen(user: viewer, session: current)
          current = PhoneMemory.earlier(identity, back)
          if visits == 0 && opened < .zero - world.inputs.platform.feed.lookBack { break }
          kept.formUnion(shown(current, at: opened, &reader, world))
        }
        let expected = shown(identity, at: .zero, &reader, world)
        let wanted = expected.count
        phone.recall(identity, at: .zero, wanted: wanted, &reader, images, world, posts)
        session.read(identity, at: .zero, &reader, images, world, posts)
        var found: [UInt64] = []
        for index in 0..<session.count { found.append(session[index].key) }
        #expect(found == expected, "seed \(seed), session \(number)")
        for index in 0..<session.count {
          let isKept = kept.contains(session[index].key)
          let isRecalled = phone.show(session[index], reader)
          #expect(isRecalled == isKept, "seed \(seed), session \(number), image \(index)")
          kept.insert(session[index].key)
        }
      }
    }
  }

  /// The cheap way of the default gives what the general one gives.
  @Test func theShortcutForTheLastSessionChangesNothing() {
    let world = world(7, depth: 1, visits: 0)
    let images = ImageSizes(world.inputs.platform.delivery, draws: world.draws)
    let posts = RecentPosts(chunkFollowers: 50)
    var reader = FeedReader(world.inputs.platform.feed, draws: world.draws)
    var followed = FollowedPosters()
    var session = SessionImages()
    var short = PhoneMemory(world)
    var long = PhoneMemory(world, alwaysKeepingKeys: true)
    var onPhone = 0
    for number in 0..<300 as Range<UInt64> {
      let viewer = world.population.activeUser(ofPop: 3, world.draws, number)
      reader.open(viewer, followed.read(viewer, world))
      long.recall(number, at: .zero, wanted: 18, &reader, images, world, posts)
      short.recall(number, at: .zero, wanted: 18, &reader, images, world, posts)
      session.read(number, at: .zero, &reader, images, world, posts)
      for index in 0..<session.count {
        let variant = ImageVariant.feed(for: world.population.device(viewer))
        let isOnPhone = short.holds(session[index].post, variant, reader)
        let isKept = long.holds(session[index].post, variant, reader)
        #expect(isOnPhone == isKept, "session \(number), image \(index)")
        onPhone += isOnPhone ? 1 : 0
      }
    }
    #expect(onPhone > 300)
  }

  /// Deeper memories hold more; a phone that keeps nothing, nothing of earlier sessions.
  @Test func depthMatters() {
    func onPhone(_ depth: Int, keeps: Int = 1) -> Int {
      var inputs = SmallWorld.inputs()
      inputs.session.phoneDepth = depth
      inputs.platform.delivery.phoneCacheSessions = keeps
      var stream = RequestStream(inputs, seed: 1, pops: 0..<2, period: .minutes(10))
      var found = 0
      while stream.readSession() { for index in 0..<stream.count where stream[index].isOnPhone { found += 1 } }
      return found
    }
    let counts = [onPhone(1), onPhone(2), onPhone(4)]
    #expect(onPhone(4, keeps: 0) == 0)
    #expect(counts[0] > 0 && counts[1] * 100 > counts[0] * 102 && counts[2] * 100 > counts[1] * 102)
  }
}
