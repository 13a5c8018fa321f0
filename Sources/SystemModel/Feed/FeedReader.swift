import Simulator
import Workloads

/// Reads a viewer's candidates: the newest posts pushed to the timeline, and those pulled from celebrities.
///
/// Computed from the graph, the back catalogue and the chunk completions of this run's posts; equal, id for id, to the
/// materialised sorted set. Buffers are reused, so a read allocates nothing once they have grown.
struct FeedReader: ~Copyable {
  private(set) var pushed: [TimelineEntry] = []
  private(set) var pulled: [TimelineEntry] = []
  private(set) var pulledAuthors = 0
  private var scored: [ScoredPost] = []
  private var selection: [TimelineEntry] = []
  private let affinityDraws: Draws
  private let decayPerNanosecond: Double
  private let parameters: FeedParameters

  struct ScoredPost {
    var score: Double
    var post: PostID

    static func isBetter(_ a: ScoredPost, _ b: ScoredPost) -> Bool {
      a.score != b.score ? a.score > b.score : a.post.value > b.post.value
    }
  }

  init(_ parameters: FeedParameters, draws: Draws) {
    self.parameters = parameters
    affinityDraws = draws.purpose("feed.affinity")
    decayPerNanosecond = 1 / Double(parameters.recencyHalfLife.nanoseconds)
  }

  /// Collects all entries created in [from, until) that the viewer's timeline or pulls could hold.
  mutating func gather(
    _ viewer: UserID, from: SimTime, until: SimTime, _ world: World, _ posts: borrowing RecentPosts
  ) {
    pushed.removeAll(keepingCapacity: true)
    pulled.removeAll(keepingCapacity: true)
    pulledAuthors = 0
    let pastEnds = min(until, .zero)
    let runHasPosts = until > .zero && posts.count > 0
    world.graph.forEachFollowee(of: viewer) { author, position in
      let isPulled = world.isPulled(author)
      if isPulled {
        pulledAuthors += 1
        var left = parameters.pulledPostsPerAuthor
        if runHasPosts {
          posts.forEach(by: author, isStory: false, followerAt: position) { replica, available in
            if left > 0 && replica.isPulled && available < until {
              pulled.append(TimelineEntry(createdAt: replica.createdAt, post: replica.post, availableAt: available))
              left -= 1
            }
          }
        }
        if left == 0 { return }
        world.catalogue.forEachPost(by: author, from: from, before: pastEnds) { post, createdAt in
          pulled.append(TimelineEntry(createdAt: createdAt, post: post, availableAt: createdAt))
          left -= 1
          return left > 0
        }
        return
      }
      if runHasPosts {
        posts.forEach(by: author, isStory: false, followerAt: position) { replica, available in
          if !replica.isPulled && available < until {
            pushed.append(TimelineEntry(createdAt: replica.createdAt, post: replica.post, availableAt: available))
          }
        }
      }
      world.catalogue.forEachPost(by: author, from: from, before: pastEnds) { post, createdAt in
        pushed.append(TimelineEntry(createdAt: createdAt, post: post, availableAt: createdAt))
        return true
      }
    }
  }

  /// The newest `timelineRead` pushed entries readable at `asOf`, in no order, in `selection`.
  private mutating func selectTimeline(asOf: SimTime) {
    selection.removeAll(keepingCapacity: true)
    let oldest = asOf - parameters.lookBack
    for entry in pushed where entry.availableAt <= asOf && entry.createdAt >= oldest { selection.append(entry) }
    let count = min(parameters.timelineRead, parameters.timelineKept)
    if selection.count > count {
      selection.withUnsafeMutableBufferPointer { selectFirst(count, of: $0, by: TimelineEntry.isNewer) }
      selection.removeLast(selection.count - count)
    }
  }

  /// The ids that a timeline read returns at `asOf`, newest first; for tests and for the comparison of both modes.
  mutating func timelineIDs(asOf: SimTime) -> [PostID] {
    selectTimeline(asOf: asOf)
    return selection.sorted(by: TimelineEntry.isNewer).map(\.post)
  }

  /// Replaces what `gather` found for the timeline by a materialised sorted set.
  mutating func useMaterialised(_ entries: ArraySlice<TimelineEntry>) {
    pushed.removeAll(keepingCapacity: true)
    pushed.append(contentsOf: entries)
  }

  /// Light ranking at `asOf`: the best `count` candidates, best first. Affinity is a fixed draw per (viewer, author),
  /// worth up to four half-lives of age; ties break by id.
  /// The best `skipped` were on earlier pages.
  mutating func rank(
    _ viewer: UserID, asOf: SimTime, count: Int, skipping skipped: Int = 0,
    into candidates: inout InlineArray<48, PostID>
  ) -> Int {
    selectTimeline(asOf: asOf)
    scored.removeAll(keepingCapacity: true)
    for entry in selection { append(entry, viewer, asOf) }
    let oldest = asOf - parameters.lookBack
    for entry in pulled where entry.availableAt <= asOf && entry.createdAt >= oldest { append(entry, viewer, asOf) }
    let taken = min(skipped + min(count, Session.maximumCandidates), scored.count)
    let kept = max(0, taken - skipped)
    scored.withUnsafeMutableBufferPointer { buffer in
      selectFirst(taken, of: buffer, by: ScoredPost.isBetter)
      var best = UnsafeMutableBufferPointer(rebasing: buffer[0..<taken])
      best.sort(by: ScoredPost.isBetter)
    }
    for index in 0..<kept { candidates[index] = scored[skipped + index].post }
    return kept
  }

  private mutating func append(_ entry: TimelineEntry, _ viewer: UserID, _ asOf: SimTime) {
    let age = Double((asOf - entry.createdAt).nanoseconds) * decayPerNanosecond
    let affinity = affinityDraws.unit(UInt64(viewer.value) << 32 | UInt64(entry.post.author.value))
    scored.append(ScoredPost(score: 4 * affinity * affinity - age, post: entry.post))
  }
}
