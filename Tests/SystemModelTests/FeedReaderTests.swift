import Simulator
import Testing
import Workloads

@testable import SystemModel

/// The short read against the whole one: same candidates, same order, whatever the horizon.
@Suite struct FeedReaderTests {
  /// Unlike worlds: long and short timelines, trimming, few and many pulls, slow and fast decay.
  private func world(_ seed: UInt64) -> World {
    let draws = Draws(seed: seed, replication: 3)
    var inputs = SmallWorld.inputs(users: 3_000 + Int(draws.index(4_000, 1)))
    inputs.population.postsPerDay = 0.2 + 12 * draws.unit(2)
    inputs.graph.meanFollowees = 5 + 90 * draws.unit(3)
    inputs.platform.feed.lookBack = .hours(6 + Int64(draws.index(400, 4)))
    inputs.platform.feed.timelineRead = 20 + Int(draws.index(500, 5))
    inputs.platform.feed.timelineKept = 20 + Int(draws.index(800, 6))
    inputs.platform.feed.pulledPostsPerAuthor = 1 + Int(draws.index(20, 7))
    inputs.platform.feed.celebrityThreshold = 50 + Int(draws.index(2_000, 8))
    inputs.platform.feed.recencyHalfLife = .minutes(20 + Int64(draws.index(1_500, 9)))
    return World(inputs, seed: seed, replication: 0)
  }

  /// Posts of the run by random authors, whose chunks arrive when they like.
  private func runPosts(_ world: World, _ draws: Draws) -> RecentPosts {
    var posts = RecentPosts(chunkFollowers: 16)
    for number in 0..<600 as Range<UInt64> {
      let author = world.population.author(draws, number)
      let createdAt = SimTime(nanoseconds: Int64(draws.index(600_000_000_000, number, 50)))
      let followers = UInt32(world.graph.followerCount(of: author))
      let index = posts.insert(
        PostReplica(
          post: .run(author: author, ordinal: UInt32(number)), createdAt: createdAt, readyAt: createdAt, isStory: false,
          isPulled: world.isPulled(author), followerCount: followers, burst: -1),
        arrivedAt: createdAt + .seconds(Int64(draws.index(100, number, 51))))
      if world.isPulled(author) { continue }
      for chunk in 0..<posts.chunkCount(followers: followers) where draws.index(4, number, 60 + UInt64(chunk)) > 0 {
        let delay = SimDuration.seconds(Int64(draws.index(300, number, 1_000 + UInt64(chunk))))
        posts.complete(chunk: chunk, of: index, at: createdAt + delay)
      }
    }
    return posts
  }

  private func whole(
    _ reader: inout FeedReader, _ viewer: UserID, _ asOf: SimTime, _ world: World, _ posts: borrowing RecentPosts
  ) -> [PostID] {
    let entries = reader.wholeTimeline(asOf: asOf, world, posts)
    let scored = entries.map { entry in
      let age = Double((asOf - entry.createdAt).nanoseconds) * reader.decayPerNanosecond
      return (score: reader.affinity(entry.post.author) - age, post: entry.post)
    }
    return scored.sorted { ($1.score, $1.post.value) < ($0.score, $0.post.value) }.map(\.post)
  }

  @Test(arguments: 0..<24 as Range<UInt64>) func shortReadEqualsWholeRead(seed: UInt64) {
    let world = world(seed)
    let draws = Draws(seed: seed, replication: 4)
    let posts = runPosts(world, draws)
    var followedPosters = FollowedPosters()
    var reader = FeedReader(world.inputs.platform.feed, draws: world.draws)
    var (nonEmpty, ofRun) = (0, 0)
    for number in 0..<60 as Range<UInt64> {
      let viewer = UserID(UInt32(draws.index(UInt64(world.population.users), number, 7)))
      let asOf = SimTime(nanoseconds: Int64(draws.index(1_200_000_000_000, number, 8)) - 600_000_000_000)
      let count = 1 + Int(draws.index(48, number, 9))
      let ordered = Int(draws.index(UInt64(count) + 1, number, 10))
      let skipped = draws.index(3, number, 11) == 0 ? Int(draws.index(60, number, 12)) : 0
      reader.open(viewer, followedPosters.read(viewer, world))
      let expected = Array(whole(&reader, viewer, asOf, world, posts).dropFirst(skipped).prefix(count))
      // An earlier session is read first, as the platform does; what it gathers must serve both instants.
      let since = SimDuration.seconds(Int64(draws.index(90_000, number, 13)))
      let displayed = Set(whole(&reader, viewer, asOf - since, world, posts).prefix(18))
      reader.readDisplayed(18, since: since, now: asOf, wanted: skipped + ordered, world, posts)
      #expect(displayed.allSatisfy { reader.wasDisplayed($0) }, "seed \(seed), read \(number)")
      #expect(expected.count { reader.wasDisplayed($0) } == expected.count { displayed.contains($0) })
      let found = reader.rank(asOf: asOf, count: count, ordered: ordered, skipping: skipped, world, posts)
      #expect(found == expected.count, "seed \(seed), read \(number)")
      let best = (0..<min(ordered, found)).map { reader.candidate($0) }
      #expect(best == Array(expected.prefix(ordered)), "seed \(seed), read \(number)")
      nonEmpty += best.isEmpty ? 0 : 1
      ofRun += best.count { $0.isOfRun }
    }
    #expect(nonEmpty > 10, "seed \(seed): reads of nothing prove nothing")
    if seed == 0 { #expect(ofRun > 0) }
  }
}
