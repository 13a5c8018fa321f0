import Simulator
import Workloads

/// The timeline read of a feed load by itself, for benchmarks: followees, the previous session's display, 48 candidates.
public struct TimelineReadProbe: ~Copyable {
  private let world: World
  private let posts: RecentPosts
  private var followedPosters = FollowedPosters()
  private var reader: FeedReader
  private let draws: Draws

  public init(_ inputs: PlatformInputs, seed: UInt64) {
    world = World(inputs, seed: seed, replication: 0)
    posts = RecentPosts(chunkFollowers: UInt32(inputs.platform.feed.chunkFollowers))
    reader = FeedReader(inputs.platform.feed, draws: world.draws)
    draws = world.draws.purpose("probe")
  }

  /// Reads the timeline of random viewer `number`, as at the start of a run; returns a number that depends on every id.
  public mutating func read(_ number: UInt64) -> UInt64 {
    let viewer = UserID(UInt32(draws.index(UInt64(world.population.users), number)))
    reader.open(viewer, followedPosters.read(viewer, world))
    let since = world.sessions.sincePreviousOpen(user: viewer, session: number)
    reader.readDisplayed(18, since: since, now: .zero, wanted: 18, world, posts)
    let found = reader.rank(asOf: .zero, count: 48, ordered: 18, world, posts)
    var sum = UInt64(found)
    for index in 0..<min(18, found) {
      let post = reader.candidate(index)
      sum = (sum &+ post.value) &* 0x9FB2_1C65_1E98_DF25 ^ (reader.wasDisplayed(post) ? 1 : 0)
    }
    return sum
  }

  /// The part of `read` that no reader can do without: the followees. For comparison.
  public mutating func readFollowees(_ number: UInt64) -> UInt64 {
    UInt64(followedPosters.read(UserID(UInt32(draws.index(UInt64(world.population.users), number))), world).celebrities)
  }
}
