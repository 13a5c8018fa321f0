import Simulator
import Workloads

/// Reads a viewer's tray: followees' live stories, newest first, from the back catalogue and this run. Buffers are reused.
struct StoryReader: ~Copyable {
  private var followees = FolloweeList()
  private var posters = PosterList()
  private var found: UnsafeMutablePointer<PastPost>
  private var capacity = 1_024
  private var count = 0

  /// Numbers of the posters who posted stories in this run.
  private let recentPosters: UnsafeMutablePointer<UInt32>

  init() {
    found = .allocate(capacity: capacity)
    recentPosters = .allocate(capacity: SocialGraph.mostFollowees + 1)
  }

  deinit {
    found.deallocate()
    recentPosters.deallocate()
  }

  /// Finds the newest stories that live and are readable at `now`, at most `most`; returns how many. Ties break by id.
  mutating func read(
    _ viewer: UserID, at now: SimTime, timeToLive: SimDuration, count most: Int, _ world: World,
    _ posts: borrowing RecentPosts
  ) -> Int {
    world.graph.readFollowees(of: viewer, into: &followees)
    world.catalogue.selectPosters(among: followees, into: &posters)
    let oldest = now - timeToLive
    let window = world.catalogue.storyWindow(
      from: oldest + SimDuration(nanoseconds: 1), before: now + SimDuration(nanoseconds: 1))
    count = 0
    let recent = now > .zero ? posts.selectAuthors(posters, stories: true, into: recentPosters) : 0
    for index in 0..<posters.count {
      reserve(window.mostPosts)
      count += world.catalogue.readStories(of: posters.entries[index], window, into: found + count)
    }
    for place in 0..<recent { readRun(posters.entries[Int(recentPosters[place])], oldest, now, posts) }
    let sent = min(count, most)
    let all = UnsafeMutableBufferPointer(start: found, count: count)
    selectFirst(sent, of: all, by: Self.isNewer)
    sortFew(UnsafeMutableBufferPointer(rebasing: all[0..<sent]), by: Self.isNewer)
    return sent
  }

  func story(_ index: Int) -> PostID { found[index].post }

  private mutating func readRun(_ poster: Poster, _ oldest: SimTime, _ now: SimTime, _ posts: borrowing RecentPosts) {
    var index = posts.newestStory(by: poster.author)
    while index != .max {
      let entry = posts.entry(index)
      if entry.replica.createdAt > oldest && entry.arrivedAt <= now {
        reserve(1)
        found[count] = PastPost(time: entry.replica.createdAt, post: entry.replica.post)
        count += 1
      }
      index = entry.olderOfAuthor
    }
  }

  /// Room for `more` entries and one beyond.
  private mutating func reserve(_ more: Int) {
    if count + more < capacity { return }
    capacity = 2 * (count + more)
    let larger = UnsafeMutablePointer<PastPost>.allocate(capacity: capacity)
    larger.moveInitialize(from: found, count: count)
    found.deallocate()
    found = larger
  }

  @inline(__always) private static func isNewer(_ a: PastPost, _ b: PastPost) -> Bool {
    a.time != b.time ? a.time > b.time : a.post.value > b.post.value
  }
}
