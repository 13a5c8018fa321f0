import Simulator
import Workloads

/// Reads a viewer's tray: followees' live stories, newest first, from the back catalogue and this run. Buffers are reused.
///
/// A tray shows few of them, so a read goes back as far as those reach in the mean and three deviations more, and further
/// only if they are not found: what is newer than the whole span cannot be hidden by what is older.
struct StoryReader: ~Copyable {
  var scratch = CatalogueScratch()
  /// Stories found by the last `gather`.
  private(set) var count = 0
  private let friends: CloseFriends
  /// Numbers of the posters who posted stories in this run.
  private var recentPosters = ScratchBuffer<UInt32>(capacity: SocialGraph.mostFollowees + 1)
  var authors = AuthorGroups()

  init(friends: CloseFriends = .none) { self.friends = friends }

  /// Finds the newest stories that live and are readable at `now`, at most `most`; returns how many. Ties break by id.
  mutating func read(
    of posters: PosterList, for viewer: UserID, at now: SimTime, timeToLive: SimDuration, count most: Int,
    _ world: World, _ posts: borrowing RecentPosts
  ) -> Int {
    let enough = Double(most) + 3 * Double(most).squareRoot()
    let reach = posters.storiesPerDay > 0 ? enough / posters.storiesPerDay * 86_400 : .infinity
    var span = SimDuration(seconds: min(reach, timeToLive.seconds))
    while true {
      gather(posters, for: viewer, createdAfter: now - span, now, world, posts)
      if count >= most || span == timeToLive { break }
      span = min(span * 4, timeToLive)
    }
    let sent = min(count, most)
    let all = UnsafeMutableBufferPointer(start: scratch.found.items, count: count)
    selectFirst(sent, of: all, by: Self.isNewer)
    sortFew(UnsafeMutableBufferPointer(rebasing: all[0..<sent]), by: Self.isNewer)
    return sent
  }

  func story(_ index: Int) -> PostID { scratch.found.items[index].post }

  /// Finds all stories created after `oldest` that the viewer may see at `now`, in no order.
  mutating func gather(
    _ posters: PosterList, for viewer: UserID, createdAfter oldest: SimTime, _ now: SimTime, _ world: World,
    _ posts: borrowing RecentPosts
  ) {
    let recent = now > .zero ? posts.selectAuthors(posters, stories: true, into: recentPosters.items) : 0
    let window = world.catalogue.storyWindow(
      from: oldest + SimDuration(nanoseconds: 1), before: now + SimDuration(nanoseconds: 1))
    count = world.catalogue.readStories(of: posters, window, &scratch)
    for place in 0..<recent { readRun(posters.entries[Int(recentPosters.items[place])], oldest, now, posts) }
    if friends.isActive { leaveOutHidden(from: viewer, world.graph) }
  }

  private mutating func leaveOutHidden(from viewer: UserID, _ graph: SocialGraph) {
    var kept = 0
    for index in 0..<count where friends.mayShow(scratch.found.items[index].post, to: viewer, graph) {
      scratch.found.items[kept] = scratch.found.items[index]
      kept += 1
    }
    count = kept
  }

  private mutating func readRun(_ poster: Poster, _ oldest: SimTime, _ now: SimTime, _ posts: borrowing RecentPosts) {
    var index = posts.newestStory(by: poster.author)
    while index != .max {
      let entry = posts.entry(index)
      if entry.replica.createdAt > oldest && entry.arrivedAt <= now {
        scratch.found.reserve(count + 1, keeping: count)
        scratch.found.items[count] = PastPost(time: entry.replica.createdAt, post: entry.replica.post)
        count += 1
      }
      index = entry.olderOfAuthor
    }
  }

  @inline(__always) private static func isNewer(_ a: PastPost, _ b: PastPost) -> Bool {
    a.time != b.time ? a.time > b.time : a.post.value > b.post.value
  }
}
