import Simulator
import Workloads

/// Reads a viewer's tray: followees' live stories, newest first, from the back catalogue and this run. Buffers are reused.
struct StoryReader: ~Copyable {
  private var found = ScratchBuffer<PastPost>()
  private var count = 0
  /// Numbers of the posters who posted stories in this run.
  private var recentPosters = ScratchBuffer<UInt32>(capacity: SocialGraph.mostFollowees + 1)

  /// Finds the newest stories that live and are readable at `now`, at most `most`; returns how many. Ties break by id.
  mutating func read(
    of posters: PosterList, at now: SimTime, timeToLive: SimDuration, count most: Int, _ world: World,
    _ posts: borrowing RecentPosts
  ) -> Int {
    let oldest = now - timeToLive
    let window = world.catalogue.storyWindow(
      from: oldest + SimDuration(nanoseconds: 1), before: now + SimDuration(nanoseconds: 1))
    count = 0
    let recent = now > .zero ? posts.selectAuthors(posters, stories: true, into: recentPosters.items) : 0
    for index in 0..<posters.count {
      found.reserve(count + window.mostPosts, keeping: count)
      count += world.catalogue.readStories(of: posters.entries[index], window, into: found.items + count)
    }
    for place in 0..<recent { readRun(posters.entries[Int(recentPosters.items[place])], oldest, now, posts) }
    let sent = min(count, most)
    let all = UnsafeMutableBufferPointer(start: found.items, count: count)
    selectFirst(sent, of: all, by: Self.isNewer)
    sortFew(UnsafeMutableBufferPointer(rebasing: all[0..<sent]), by: Self.isNewer)
    return sent
  }

  func story(_ index: Int) -> PostID { found.items[index].post }

  private mutating func readRun(_ poster: Poster, _ oldest: SimTime, _ now: SimTime, _ posts: borrowing RecentPosts) {
    var index = posts.newestStory(by: poster.author)
    while index != .max {
      let entry = posts.entry(index)
      if entry.replica.createdAt > oldest && entry.arrivedAt <= now {
        found.reserve(count + 1, keeping: count)
        found.items[count] = PastPost(time: entry.replica.createdAt, post: entry.replica.post)
        count += 1
      }
      index = entry.olderOfAuthor
    }
  }

  @inline(__always) private static func isNewer(_ a: PastPost, _ b: PastPost) -> Bool {
    a.time != b.time ? a.time > b.time : a.post.value > b.post.value
  }
}
