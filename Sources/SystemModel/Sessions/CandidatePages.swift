import Simulator
import Workloads

/// The posts of one coming page of a session; pages of a session are linked in order. 80 bytes.
struct CandidatePage {
  /// A page holds eight posts at most.
  static let mostPosts = 8

  var posts = InlineArray<8, PostID>(repeating: PostID(0))
  var count: UInt8 = 0
  /// Bit i: the image of post i was displayed in an earlier session and is still on the phone.
  var onPhone: UInt8 = 0
  /// The next page, `.max` for none.
  var next = UInt32.max
  /// What the phone asked for of it ahead of time, `.max` for nothing.
  var ahead = UInt32.max
}

extension RegionalPlatform {
  /// The timeline read itself: what this viewer can see at `now`, and which of it an earlier session left on the phone.
  /// Keeps the pages from the present one on that the session will look at. Returns the number of candidates.
  mutating func readCandidates(_ slot: UInt32, at now: SimTime) -> Int {
    let session = sessions[slot]
    let viewer = session.viewer
    reader.open(viewer, followedPosters.read(viewer, world))

    let first = Int(session.page) * pageSize
    let most = min(parameters.feed.hydratedCandidates, Session.maximumCandidates)
    // What the phone may fetch ahead goes one page beyond what the user will look at.
    let pagesAhead = parameters.delivery.prefetch.depth > 0 ? 1 : 0
    let planned = min(most, (Int(session.pages - session.page) + pagesAhead) * pageSize)
    phone.recall(session.number, at: now, wanted: first + planned, &reader, images, world, posts)
    let count: Int
    if parameters.feed.timelines == .materialised && now >= .zero {
      let kept = timelines.newest(parameters.feed.timelineRead, of: viewer, since: now - parameters.feed.lookBack)
      readLog?.record(
        viewer, now, computed: reader.pushedTimeline(asOf: now, world, posts).map(\.post),
        materialised: kept.map(\.post))
      count = reader.rankMaterialised(
        kept, asOf: now, count: most, ordered: planned, skipping: first, world, posts)
    } else {
      count = reader.rank(asOf: now, count: most, ordered: planned, skipping: first, world, posts)
    }
    sessions[slot].nextPage = keepPages(min(count, planned), session.variant)
    measures.timelineRead(entries: count, postsOfRun: runPosts(min(count, planned)))
    return count
  }

  /// Links the first `count` candidates as pages; returns the first page, `.max` for none.
  private mutating func keepPages(_ count: Int, _ variant: ImageVariant) -> UInt32 {
    var (first, last) = (UInt32.max, UInt32.max)
    for start in stride(from: 0, to: count, by: pageSize) {
      var page = CandidatePage()
      page.count = UInt8(min(pageSize, count - start))
      for index in 0..<Int(page.count) {
        let post = reader.candidate(start + index)
        page.posts[index] = post
        if phone.holds(post, variant, reader) { page.onPhone |= 1 << UInt8(index) }
      }
      let slot = candidatePages.insert(page)
      if last == .max { first = slot } else { candidatePages[last].next = slot }
      last = slot
    }
    return first
  }

  /// Posts on a page; a page holds eight at most.
  var pageSize: Int { min(world.sessions.imagesPerPage, CandidatePage.mostPosts) }

  private mutating func runPosts(_ count: Int) -> Int {
    var found = 0
    for index in 0..<count where reader.candidate(index).isOfRun { found += 1 }
    return found
  }
}
