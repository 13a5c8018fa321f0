import Simulator
import Testing
import Workloads

@testable import SystemModel

@Suite struct FeedPartsTests {
  private func replica(
    _ author: UInt32, _ ordinal: UInt32, seconds: Int64, isStory: Bool = false, isPulled: Bool = false,
    followers: UInt32 = 25
  ) -> PostReplica {
    let post =
      isStory
      ? PostID.runStory(author: UserID(author), ordinal: ordinal) : .run(author: UserID(author), ordinal: ordinal)
    let created = SimTime.zero + .seconds(seconds)
    return PostReplica(
      post: post, createdAt: created, readyAt: created + .seconds(1), isStory: isStory, isPulled: isPulled,
      followerCount: followers, burst: -1)
  }

  private func available(
    _ posts: borrowing RecentPosts, _ author: UInt32, _ position: UInt32, isStory: Bool = false
  ) -> [(UInt32, SimTime)] {
    var found: [(UInt32, SimTime)] = []
    var index = isStory ? posts.newestStory(by: UserID(author)) : posts.newestPhoto(by: UserID(author))
    while index != .max {
      found.append((posts.replica(index).post.ordinal, posts.availableAt(index, followerAt: position)))
      index = posts.entry(index).olderOfAuthor
    }
    return found
  }

  /// 25 followers in chunks of 10: positions 0–9, 10–19, 20–24.
  @Test func aFollowerSeesAPostFromTheFirstCompletionOfItsChunk() {
    var posts = RecentPosts(chunkFollowers: 10)
    let index = posts.insert(replica(7, 1, seconds: 1), arrivedAt: .zero + .seconds(2))
    let chunks = (posts.chunkCount(followers: 25), posts.chunkCount(followers: 0), posts.chunkCount(followers: 10))
    #expect(chunks == (3, 0, 1))
    posts.complete(chunk: 1, of: index, at: .zero + .seconds(5))
    posts.complete(chunk: 1, of: index, at: .zero + .seconds(9))
    posts.complete(chunk: 2, of: index, at: .zero + .seconds(6))
    let seen = [0, 9, 10, 19, 20, 24].map { available(posts, 7, $0)[0].1 }
    #expect(seen[0] == .distantFuture && seen[1] == .distantFuture)
    #expect(seen[2] == .zero + .seconds(5) && seen[3] == .zero + .seconds(5))
    #expect(seen[4] == .zero + .seconds(6) && seen[5] == .zero + .seconds(6))
  }

  @Test func postsComeNewestFirstByAuthorAndKind() {
    var posts = RecentPosts(chunkFollowers: 10)
    let arrived = SimTime.zero + .seconds(50)
    for number in 0..<40 as Range<UInt32> {
      _ = posts.insert(replica(number % 4, number, seconds: Int64(number), isPulled: true), arrivedAt: arrived)
    }
    _ = posts.insert(replica(2, 99, seconds: 41, isStory: true), arrivedAt: arrived)
    let ordinals = available(posts, 2, 0).map(\.0)
    #expect(ordinals == [38, 34, 30, 26, 22, 18, 14, 10, 6, 2])
    let stories = available(posts, 2, 0, isStory: true)
    #expect(stories.count == 1 && stories[0].0 == 99 && stories[0].1 == arrived)
    #expect(available(posts, 9, 0).isEmpty)
    let (found, absent) = (
      posts.find(.run(author: UserID(3), ordinal: 7))?.createdAt, posts.find(.run(author: UserID(3), ordinal: 8))
    )
    #expect(found == .zero + .seconds(7) && absent == nil)
  }

  /// Random insertions with repeats against an array that is sorted and cut at each step.
  @Test func aMaterialisedTimelineIsASortedSetOfTheNewest() {
    for seed in 0..<60 as Range<UInt64> {
      let draws = Draws(seed: seed, replication: 0)
      let kept = 1 + Int(draws.index(12, 0))
      var timelines = MaterialisedTimelines(keptEntries: kept)
      var shadow = [[TimelineEntry]](repeating: [], count: 3)
      for step in 1..<120 as Range<UInt64> {
        let user = Int(draws.index(3, step))
        let post = PostID(draws.index(40, step, 1))
        // A post's time is its own; several posts share an instant.
        let entry = TimelineEntry(
          createdAt: SimTime(nanoseconds: Int64(draws.index(8, post.value, 2))), post: post,
          availableAt: SimTime(nanoseconds: Int64(step)))
        timelines.insert(entry, into: UserID(UInt32(user)))
        if !shadow[user].contains(where: { $0.post == post }) { shadow[user].append(entry) }
        shadow[user] = Array(shadow[user].sorted(by: TimelineEntry.isNewer).prefix(kept))
        let count = Int(draws.index(14, step, 3))
        let oldest = SimTime(nanoseconds: Int64(draws.index(9, step, 4)))
        let found = Array(timelines.newest(count, of: UserID(UInt32(user)), since: oldest)).map(\.post)
        let expected = shadow[user].prefix(count).filter { $0.createdAt >= oldest }.map(\.post)
        #expect(found == expected, "seed \(seed), step \(step)")
      }
      let strangers = timelines.newest(5, of: UserID(77), since: .zero).count
      #expect(strangers == 0)
    }
  }

  @Test func quickselectFindsWhatSortingFinds() {
    for seed in 0..<2_000 as Range<UInt64> {
      let draws = Draws(seed: seed, replication: 0)
      let size = Int(draws.index(60, 0))
      let values = 1 + draws.index(80, 1)
      var numbers = (0..<UInt64(size)).map { draws.index(values, $0, 2) }
      if seed % 5 == 0 { numbers.sort() }
      if seed % 5 == 1 { numbers.sort(by: >) }
      let count = Int(draws.index(UInt64(size) + 3, 3))
      let expected = numbers.sorted(by: >)
      numbers.withUnsafeMutableBufferPointer { selectFirst(count, of: $0, by: >) }
      #expect(numbers.prefix(count).sorted(by: >) == Array(expected.prefix(count)), "seed \(seed)")
      #expect(numbers.sorted(by: >) == expected, "seed \(seed): nothing may be lost")
    }
  }

  /// Ranks against a full sort; the reader's candidates are what a reader of all followees' posts would choose.
  @Test func theReaderAgreesWithAReaderThatSortsEverything() {
    let inputs = SmallWorld.inputs(users: 1_500)
    let world = World(inputs, seed: 5, replication: 0)
    var followedPosters = FollowedPosters()
    var reader = FeedReader(inputs.platform.feed, draws: world.draws)
    let posts = RecentPosts(chunkFollowers: 10)
    let asOf = SimTime.zero - .minutes(90)
    var full = 0
    for number in 0..<60 as Range<UInt32> {
      let viewer = UserID(number * 17)
      var expected: [TimelineEntry] = []
      for author in 0..<1_500 as Range<UInt32> where !world.isPulled(UserID(author)) {
        var follows = false
        for position in 0..<UInt32(world.graph.followerCount(of: UserID(author)))
        where world.graph.follower(of: UserID(author), at: position) == viewer { follows = true }
        if !follows { continue }
        for entry in world.catalogue.posts(by: UserID(author), from: asOf - .hours(12), before: .zero)
        where entry.time <= asOf {
          expected.append(TimelineEntry(createdAt: entry.time, post: entry.post, availableAt: entry.time))
        }
      }
      reader.open(viewer, followedPosters.read(viewer, world))
      let found = reader.pushedTimeline(asOf: asOf, world, posts).map(\.post)
      #expect(found == expected.sorted(by: TimelineEntry.isNewer).prefix(50).map(\.post), "viewer \(viewer.value)")
      if found.count == 50 { full += 1 }
    }
    #expect(full > 10)
  }
}
