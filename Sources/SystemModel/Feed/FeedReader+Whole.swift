import Simulator
import Workloads

/// The read without shortcuts: every entry of the look-back. It is the reference that `rank` is tested against, what
/// materialised timelines are compared with, and the way out for timelines that trim.
extension FeedReader {
  /// What the timeline holds at `asOf` (the newest pushed posts, newest first) and, behind it, what is pulled.
  mutating func wholeTimeline(asOf: SimTime, _ world: World, _ posts: borrowing RecentPosts) -> [TimelineEntry] {
    pushedTimeline(asOf: asOf, world, posts) + pulledPosts(asOf: asOf, world, posts)
  }

  /// The newest `timelineRead` entries pushed to the viewer that are readable at `asOf`, newest first.
  mutating func pushedTimeline(asOf: SimTime, _ world: World, _ posts: borrowing RecentPosts) -> [TimelineEntry] {
    var entries: [TimelineEntry] = []
    for index in 0..<posters.count where !world.isPulled(posters.entries[index].author) {
      let poster = posters.entries[index]
      entries += runPosts(poster, isPulled: false, asOf: asOf, posts)
      entries += pastPosts(poster, asOf: asOf, world)
    }
    entries.sort(by: TimelineEntry.isNewer)
    return Array(entries.prefix(min(parameters.timelineRead, parameters.timelineKept)))
  }

  /// The newest posts of each celebrity followed; those of the run come first, by arrival.
  mutating func pulledPosts(asOf: SimTime, _ world: World, _ posts: borrowing RecentPosts) -> [TimelineEntry] {
    var entries: [TimelineEntry] = []
    for index in 0..<posters.count where world.isPulled(posters.entries[index].author) {
      let poster = posters.entries[index]
      let own = runPosts(poster, isPulled: true, asOf: asOf, posts) + pastPosts(poster, asOf: asOf, world)
      entries += own.prefix(parameters.pulledPostsPerAuthor)
    }
    return entries
  }

  /// Ranks a timeline that is kept as a sorted set, with the posts that are pulled. As `rank` otherwise.
  mutating func rankMaterialised(
    _ kept: ArraySlice<TimelineEntry>, asOf: SimTime, count: Int, ordered: Int, skipping skipped: Int, _ world: World,
    _ posts: borrowing RecentPosts
  ) -> Int {
    let whole = kept + pulledPosts(asOf: asOf, world, posts)
    return rank(Array(whole), asOf: asOf, count: count, ordered: ordered, skipping: skipped)
  }

  private func runPosts(
    _ poster: Poster, isPulled: Bool, asOf: SimTime, _ posts: borrowing RecentPosts
  ) -> [TimelineEntry] {
    var entries: [TimelineEntry] = []
    var index = asOf > .zero ? posts.newestPhoto(by: poster.author) : .max
    while index != .max {
      let entry = posts.entry(index)
      let available = posts.availableAt(index, followerAt: poster.position)
      let createdAt = entry.replica.createdAt
      if entry.replica.isPulled == isPulled && available <= asOf && createdAt >= asOf - parameters.lookBack {
        entries.append(TimelineEntry(createdAt: createdAt, post: entry.replica.post, availableAt: available))
      }
      index = entry.olderOfAuthor
    }
    return entries
  }

  private func pastPosts(_ poster: Poster, asOf: SimTime, _ world: World) -> [TimelineEntry] {
    world.catalogue
      .posts(by: poster.author, from: asOf - parameters.lookBack, before: asOf + SimDuration(nanoseconds: 1))
      .map { TimelineEntry(createdAt: $0.time, post: $0.post, availableAt: $0.time) }
  }
}
