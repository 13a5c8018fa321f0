import Simulator
import Testing
import Workloads

@testable import SystemModel

@Suite struct StoryReaderTests {
  private func world(storiesPerDay: Double, seed: UInt64) -> World {
    var inputs = SmallWorld.inputs(users: 2_000)
    inputs.population.storiesPerDay = storiesPerDay
    return World(inputs, seed: seed, replication: 0)
  }

  private func runStories(_ world: World, _ draws: Draws) -> RecentPosts {
    var posts = RecentPosts(chunkFollowers: 100)
    for number in 0..<400 as Range<UInt64> {
      let author = UserID(UInt32(draws.index(2_000, number, 1)))
      let createdAt = SimTime(nanoseconds: Int64(draws.index(600_000_000_000, number, 2)))
      let replica = PostReplica(
        post: .runStory(author: author, ordinal: UInt32(number)), createdAt: createdAt, readyAt: createdAt,
        isStory: true,
        isPulled: false, followerCount: 0, burst: -1)
      _ = posts.insert(replica, arrivedAt: createdAt + SimDuration.milliseconds(Int64(draws.index(9_000, number, 3))))
    }
    return posts
  }

  /// Every story of every poster, sorted.
  private func whole(
    _ list: PosterList, _ now: SimTime, _ timeToLive: SimDuration, _ world: World, _ posts: borrowing RecentPosts
  ) -> [PostID] {
    let oldest = now - timeToLive
    var stories: [PastPost] = []
    for number in 0..<list.count {
      let author = list.entries[number].author
      let instant = SimDuration(nanoseconds: 1)
      stories += world.catalogue.stories(by: author, from: oldest + instant, before: now + instant)
      var index = posts.newestStory(by: author)
      while index != .max {
        let entry = posts.entry(index)
        if entry.replica.createdAt > oldest && entry.arrivedAt <= now {
          stories.append(PastPost(time: entry.replica.createdAt, post: entry.replica.post))
        }
        index = entry.olderOfAuthor
      }
    }
    return stories.sorted { ($1.time, $1.post.value) < ($0.time, $0.post.value) }.map(\.post)
  }

  /// Rates from next to nothing to many a day, trays shorter and longer than what there is, before and in the run.
  @Test(arguments: [0.0, 0.0005, 0.02, 1, 20]) func shortReadEqualsWholeRead(storiesPerDay: Double) {
    let world = world(storiesPerDay: storiesPerDay, seed: 3)
    let draws = Draws(seed: 4, replication: 0)
    let posts = runStories(world, draws)
    var followed = FollowedPosters()
    var reader = StoryReader()
    var (shown, cut) = (0, 0)
    for number in 0..<150 as Range<UInt64> {
      let viewer = UserID(UInt32(draws.index(2_000, number, 5)))
      let now = SimTime(nanoseconds: Int64(draws.index(1_200_000_000_000, number, 6)) - 600_000_000_000)
      let most = 1 + Int(draws.index(16, number, 7))
      let list = followed.read(viewer, world).posters
      let timeToLive = SimDuration.hours(Int64(1 + draws.index(24, number, 8)))
      let expected = whole(list, now, timeToLive, world, posts)
      let found = reader.read(
        of: list, for: viewer, at: now, timeToLive: timeToLive, count: most, world, posts)
      #expect((0..<found).map { reader.story($0) } == Array(expected.prefix(most)), "read \(number)")
      shown += found
      cut += expected.count > most ? 1 : 0
    }
    #expect(shown > 20 && (storiesPerDay < 1 || cut > 50), "\(shown) stories shown, \(cut) trays cut")
  }
}
