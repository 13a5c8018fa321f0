import Foundation
import Simulator
import Testing
import Workloads

@testable import SystemModel

/// Trays by author against a tray that sorts everything and a set of all that was seen.
@Suite struct StoryTrayTests {
  private static let timeToLive = SimDuration.hours(24)

  private static func world(_ seed: UInt64, _ change: (inout StoryParameters) -> Void = { _ in }) -> World {
    var inputs = SmallWorld.inputs(users: 1_000)
    inputs.population.storiesPerDay = 2
    inputs.population.opensPerDay = 4
    inputs.platform.stories.order = .affinity
    change(&inputs.platform.stories)
    return World(inputs, seed: seed, replication: 0)
  }

  /// Stories of the run; all take equally long to arrive, so that an author's arrive in order.
  private static func runStories(_ draws: Draws) -> RecentPosts {
    var posts = RecentPosts(chunkFollowers: 100)
    for number in 0..<300 as Range<UInt64> {
      let author = UserID(UInt32(draws.index(1_000, number, 1)))
      let createdAt = SimTime(nanoseconds: Int64(draws.index(600_000_000_000, number, 2)))
      let replica = PostReplica(
        post: .runStory(author: author, ordinal: UInt32(number)), createdAt: createdAt, readyAt: createdAt,
        isStory: true, isPulled: false, followerCount: 0, burst: -1)
      _ = posts.insert(replica, arrivedAt: createdAt + .seconds(4))
    }
    return posts
  }

  private struct Live {
    var time: SimTime
    var post: PostID
  }

  /// All live stories of all followees that the viewer may see, by author, oldest first.
  private static func live(
    _ list: PosterList, _ now: SimTime, _ world: World, _ posts: borrowing RecentPosts
  ) -> [UserID: [Live]] {
    var stories: [UserID: [Live]] = [:]
    let instant = SimDuration(nanoseconds: 1)
    let oldest = now - timeToLive
    for number in 0..<list.count {
      let author = list.entries[number].author
      var own = world.catalogue.stories(by: author, from: oldest + instant, before: now + instant).map {
        Live(time: $0.time, post: $0.post)
      }
      var index = posts.newestStory(by: author)
      while index != .max {
        let entry = posts.entry(index)
        if entry.replica.createdAt > oldest && entry.arrivedAt <= now {
          own.append(Live(time: entry.replica.createdAt, post: entry.replica.post))
        }
        index = entry.olderOfAuthor
      }
      if !own.isEmpty { stories[author] = own.sorted { ($0.time, $0.post) < ($1.time, $1.post) } }
    }
    return stories
  }

  /// The formula of the documents, from the graph alone: a tie is mutual if the author's list of followees has the viewer
  /// at a mutual stub.
  private static func score(
    _ viewer: UserID, _ poster: Poster, _ stories: [Live], _ now: SimTime, _ world: World
  ) -> Double {
    let p = world.inputs.platform.stories.ranking
    let unit = world.draws.purpose("story.affinity").unit(
      UInt64(viewer.value) << 32 | UInt64(poster.author.value))
    let mutual = world.graph.isMutual(poster.author, at: poster.position)
    let affinity = pow(unit, -1 / p.affinityTail) * (mutual ? p.mutualBoost : 1)
    return affinity * pow(0.5, (now - stories.last!.time).seconds / p.halfLife.seconds)
  }

  private static func ordered(
    _ viewer: UserID, _ list: PosterList, _ stories: [UserID: [Live]], _ now: SimTime, _ world: World
  ) -> [PostID] {
    var scored: [(author: UserID, score: Double)] = []
    for number in 0..<list.count {
      let poster = list.entries[number]
      guard let own = stories[poster.author], !own.isEmpty else { continue }
      scored.append((poster.author, score(viewer, poster, own, now, world)))
    }
    scored.sort { ($1.score, $0.author) < ($0.score, $1.author) }
    return scored.flatMap { stories[$0.author]!.map(\.post) }
  }

  @Test(arguments: [1, 2, 3, 4]) func affinityOrderEqualsSortingAll(seed: UInt64) {
    let world = Self.world(seed)
    let draws = Draws(seed: seed, replication: 9)
    let posts = Self.runStories(draws)
    var followed = FollowedPosters()
    var reader = StoryReader()
    let ranking = StoryRanking(.affinity, world.inputs.platform.stories.ranking, draws: world.draws)
    let nothing = SeenStories(timeToLive: Self.timeToLive, mostPairs: 100)
    var (shown, several) = (0, 0)
    for number in 0..<100 as Range<UInt64> {
      let viewer = UserID(UInt32(draws.index(1_000, number, 5)))
      let now = SimTime(nanoseconds: Int64(draws.index(1_200_000_000_000, number, 6)) - 300_000_000_000)
      let most = 1 + Int(draws.index(16, number, 7))
      let list = followed.read(viewer, world).posters
      let stories = Self.live(list, now, world, posts)
      let expected = Array(Self.ordered(viewer, list, stories, now, world).prefix(most))
      let tray = reader.readByAuthor(
        of: list, for: viewer, at: now, timeToLive: Self.timeToLive, count: most, frames: most, rings: .off, ranking,
        nothing, world, posts)
      #expect((0..<tray.count).map { reader.chosenStory($0) } == expected, "seed \(seed), read \(number)")
      #expect(tray.authors == stories.count && tray.unseenAuthors == stories.count)
      shown += tray.count
      several += stories.values.count { $0.count > 1 }
    }
    #expect(shown > 300 && several > 300, "\(shown) stories shown")
  }

  /// Viewers come back and watch a part of what they get; a set of (viewer, story) knows all that they saw.
  @Test(arguments: [11, 12, 13, 14, 15, 16]) func ringsLeaveOutExactlyWhatWasSeen(seed: UInt64) {
    let world = Self.world(seed)
    let draws = Draws(seed: seed, replication: 9)
    let posts = Self.runStories(draws)
    var followed = FollowedPosters()
    var reader = StoryReader()
    let ranking = StoryRanking(.affinity, world.inputs.platform.stories.ranking, draws: world.draws)
    var seen = SeenStories(timeToLive: Self.timeToLive, mostPairs: 1 << 20)
    var shadow: Set<[UInt64]> = []
    var (repeats, whollySeen) = (0, 0)
    for number in 0..<200 as Range<UInt64> {
      let viewer = UserID(UInt32(draws.index(12, number, 5)))
      let now = SimTime(nanoseconds: 3_000_000_000 * Int64(number))
      let list = followed.read(viewer, world).posters
      let stories = Self.live(list, now, world, posts)
      let unseen = stories.mapValues { $0.filter { !shadow.contains([UInt64(viewer.value), $0.post.value]) } }
      let expected = Array(Self.ordered(viewer, list, unseen, now, world).prefix(10))
      let tray = reader.readByAuthor(
        of: list, for: viewer, at: now, timeToLive: Self.timeToLive, count: 10, frames: 10, rings: .fromStart,
        ranking, seen, world, posts)
      #expect((0..<tray.count).map { reader.chosenStory($0) } == expected, "seed \(seed), read \(number)")
      #expect(tray.authors == stories.count && tray.unseenAuthors == unseen.values.count { !$0.isEmpty })
      let plain = Self.ordered(viewer, list, stories, now, world).prefix(10)
      #expect(tray.withoutRings == plain.count)
      #expect(tray.repeats == plain.count { shadow.contains([UInt64(viewer.value), $0.value]) })
      repeats += tray.repeats
      whollySeen += tray.authors - tray.unseenAuthors
      for story in expected.prefix(Int(draws.index(11, number, 8))) {
        shadow.insert([UInt64(viewer.value), story.value])
        let created = stories[story.author]!.first { $0.post == story }!.time
        seen.see(viewer, story.author, createdAt: created, at: now)
      }
    }
    #expect(repeats > 100 && whollySeen > 100, "\(repeats) repeats")
  }

  /// The past of a viewer, replayed session by session with a set of stories.
  @Test(arguments: [21, 22, 23]) func thePastEqualsAReplay(seed: UInt64) {
    let world = Self.world(seed)
    let draws = Draws(seed: seed, replication: 9)
    let posts = Self.runStories(draws)
    var followed = FollowedPosters()
    var reader = StoryReader()
    let ranking = StoryRanking(.affinity, world.inputs.platform.stories.ranking, draws: world.draws)
    let nothing = SeenStories(timeToLive: Self.timeToLive, mostPairs: 100)
    var (sessions, left) = (0, 0)
    for number in 0..<80 as Range<UInt64> {
      let viewer = UserID(UInt32(draws.index(1_000, number, 5)))
      let now = SimTime(nanoseconds: Int64(draws.index(1_200_000_000_000, number, 6)))
      let list = followed.read(viewer, world).posters
      var shadow: Set<PostID> = []
      func unseen(_ time: SimTime) -> [PostID] {
        let own = Self.live(list, time, world, posts).mapValues { $0.filter { !shadow.contains($0.post) } }
        return Self.ordered(viewer, list, own, time, world)
      }
      var openings: [(time: SimTime, frames: Int)] = []
      var opened = SimTime.zero
      for back in 0..<64 as Range<UInt64> {
        opened = opened - world.sessions.sincePreviousOpen(user: viewer, session: 1 << 62 | back)
        if opened <= now - Self.timeToLive { break }
        openings.append((opened, world.sessions.plan(user: viewer, session: 1 << 62 | back).storyFrames))
      }
      for opening in openings.reversed() {
        // What is live now decides; what was then is live or has expired since.
        shadow.formUnion(unseen(opening.time).prefix(min(opening.frames, 16)))
      }
      let all = Self.live(list, now, world, posts).values.reduce(0) { $0 + $1.count }
      let expected = Array(unseen(now).prefix(8))
      let tray = reader.readByAuthor(
        of: list, for: viewer, at: now, timeToLive: Self.timeToLive, count: 8, frames: 8, rings: .withPast, ranking,
        nothing, world, posts)
      #expect((0..<tray.count).map { reader.chosenStory($0) } == expected, "seed \(seed), read \(number)")
      sessions += openings.count
      left += all - unseen(now).count
    }
    #expect(sessions > 80 && left > 200, "\(sessions) sessions, \(left) stories seen before")
  }

  /// Close friends' stories never reach others, in any order and with any rings; everybody's stories always do.
  @Test(arguments: Array(0..<40 as Range<UInt64>)) func closeFriendsStoriesAreLeftOut(seed: UInt64) {
    let world = Self.world(seed) {
      $0.closeFriends.storyShare = 0.4
      $0.closeFriends.listSize = 8
      $0.order = seed & 1 == 0 ? .affinity : .recency
    }
    let draws = Draws(seed: seed, replication: 9)
    let posts = Self.runStories(draws)
    let friends = CloseFriends(world.inputs.platform.stories.closeFriends, draws: world.draws)
    var followed = FollowedPosters()
    var reader = StoryReader(friends: friends)
    let ranking = StoryRanking(.affinity, world.inputs.platform.stories.ranking, draws: world.draws)
    let nothing = SeenStories(timeToLive: Self.timeToLive, mostPairs: 100)
    var (hidden, forFriends) = (0, 0)
    for number in 0..<15 as Range<UInt64> {
      let viewer = UserID(UInt32(draws.index(1_000, number, 5)))
      let now = SimTime(nanoseconds: Int64(draws.index(600_000_000_000, number, 6)))
      let list = followed.read(viewer, world).posters
      let all = Self.live(list, now, world, posts)
      let visible = all.mapValues { $0.filter { friends.mayShow($0.post, to: viewer, world.graph) } }
      hidden += all.values.reduce(0) { $0 + $1.count } - visible.values.reduce(0) { $0 + $1.count }
      var read: [PostID]
      var expected: [PostID]
      if seed & 1 == 0 {
        let tray = reader.readByAuthor(
          of: list, for: viewer, at: now, timeToLive: Self.timeToLive, count: 16, frames: 16, rings: .off, ranking,
          nothing, world, posts)
        read = (0..<tray.count).map { reader.chosenStory($0) }
        expected = Self.ordered(viewer, list, visible, now, world)
      } else {
        let found = reader.read(
          of: list, for: viewer, at: now, timeToLive: Self.timeToLive, count: 16, world, posts)
        read = (0..<found).map { reader.story($0) }
        expected = visible.values.flatMap { $0 }.sorted { ($1.time, $1.post) < ($0.time, $0.post) }.map(\.post)
      }
      #expect(read == Array(expected.prefix(16)), "seed \(seed), read \(number)")
      forFriends += read.count { friends.isForFriends($0) }
    }
    #expect(hidden > 20 && forFriends > 0, "seed \(seed): \(hidden) hidden, \(forFriends) shown to friends")
  }

  /// Lists have the size asked for, among the followers; and both ends give the same answer.
  @Test func closeFriendsAreAsManyAsAskedFor() {
    let world = Self.world(5) {
      $0.closeFriends.storyShare = 0.3
      $0.closeFriends.listSize = 6
    }
    let friends = CloseFriends(world.inputs.platform.stories.closeFriends, draws: world.draws)
    var (count, expected, variance) = (0.0, 0.0, 0.0)
    for number in 0..<1_000 as Range<UInt32> {
      let author = UserID(number)
      let followers = world.graph.followerCount(of: author)
      let chance = min(1, 6 / Double(max(1, followers)))
      for position in 0..<UInt32(followers) {
        guard let follower = world.graph.follower(of: author, at: position) else { continue }
        count += friends.isCloseFriend(follower, of: author, world.graph) ? 1 : 0
        expected += chance
        variance += chance * (1 - chance)
      }
    }
    #expect(abs(count - expected) < 5 * variance.squareRoot(), "\(count) close friends, \(expected) expected")
    let stories = (0..<10_000 as Range<UInt32>).count {
      friends.isForFriends(.runStory(author: UserID(7), ordinal: $0))
    }
    #expect(abs(Double(stories) - 3_000) < 5 * (10_000 * 0.3 * 0.7).squareRoot())
  }

  /// A mutual position is held by somebody whom the author follows too; the others are nearly never.
  @Test func mutualPositionsAreFollowedBack() {
    let world = Self.world(6)
    var list = FolloweeList()
    var (mutual, back, oneWay, chance) = (0, 0, 0, 0)
    for number in 20..<400 as Range<UInt32> {
      let author = UserID(number)
      world.graph.readFollowees(of: author, into: &list)
      let followees = Set((0..<list.count).map { list.authors[$0] })
      for position in 0..<UInt32(world.graph.followerCount(of: author)) {
        guard let follower = world.graph.follower(of: author, at: position) else { continue }
        let follows = followees.contains(follower.value)
        if world.graph.isMutual(author, at: position) {
          (mutual, back) = (mutual + 1, back + (follows ? 1 : 0))
        } else {
          (oneWay, chance) = (oneWay + 1, chance + (follows ? 1 : 0))
        }
      }
    }
    #expect(mutual > 1_000 && back == mutual, "\(back) of \(mutual) mutual ones are followed back")
    #expect(oneWay > 1_000 && Double(chance) < 0.2 * Double(oneWay), "\(chance) of \(oneWay) by chance")
  }

  /// Affinity is Pareto: its logarithm is exponential with mean 1 / tail.
  @Test func affinityIsHeavyTailed() {
    let draws = Draws(seed: 8, replication: 0)
    let ranking = StoryRanking(.affinity, StoryRankingParameters(), draws: draws)
    let logs = (0..<20_000 as Range<UInt32>).map {
      ranking.logAffinity(of: UserID($0 % 200), to: UserID($0 / 200), isMutual: false)
    }
    let mean = logs.reduce(0, +) / 20_000
    #expect(abs(mean * 1.2 - 1) < 5 / 20_000.0.squareRoot())
    let boosted = ranking.logAffinity(of: UserID(3), to: UserID(4), isMutual: true)
    #expect(abs(boosted - ranking.logAffinity(of: UserID(3), to: UserID(4), isMutual: false) - log(4)) < 1e-12)
  }
}
