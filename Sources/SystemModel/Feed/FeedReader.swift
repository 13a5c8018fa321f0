import Simulator
import Workloads

/// Reads a viewer's candidates: the newest posts pushed to the timeline, and those pulled from celebrities, ranked.
///
/// Computed from the graph, the back catalogue and the chunk completions of this run's posts; equal, id for id, to the
/// materialised sorted set. A post scores its author's affinity (a fixed draw per viewer and author, worth up to four
/// half-lives) minus its age in half-lives. So nothing older than the worst candidate's score plus four half-lives can
/// enter: a read goes back as far as that and no further. Nothing is allocated once buffers have grown.
struct FeedReader: ~Copyable {
  /// Best affinity, in half-lives of age.
  static let bestAffinity = 4.0

  let parameters: FeedParameters
  let decayPerNanosecond: Double
  private let affinityDraws: Draws
  private(set) var viewer = UserID(0)
  /// Celebrities among the viewer's followees, posting or not.
  private(set) var pulledAuthors = 0
  private(set) var posters: PosterList
  private var postsPerHalfLife = 0.0

  private let noPosters = ScratchBuffer<Poster>(capacity: 1)
  private var entries = FeedEntries()
  private var candidates = FeedCandidates()
  /// What the previous session displayed, best first.
  private var displayed = ScratchBuffer<PostID>(capacity: Session.maximumCandidates)
  private var displayedCount = 0
  private var scratch = CatalogueScratch()
  /// Numbers of the posters who posted in this run.
  private var recentPosters = ScratchBuffer<UInt32>(capacity: SocialGraph.mostFollowees + 1)
  private var pulledPosters = ScratchBuffer<Pulled>(capacity: SocialGraph.mostFollowees + 1)

  /// A poster by number, and how many posts of the past may be pulled.
  private struct Pulled {
    var number: UInt32
    var left: Int
  }

  init(_ parameters: FeedParameters, draws: Draws) {
    self.parameters = parameters
    affinityDraws = draws.purpose("feed.affinity")
    decayPerNanosecond = 1 / Double(parameters.recencyHalfLife.nanoseconds)
    posters = PosterList(emptyAt: noPosters.items)
  }

  /// Takes the viewer of the next reads, at any number of instants, and who of the followees posts.
  mutating func open(_ viewer: UserID, _ followed: FollowedPosters.List) {
    self.viewer = viewer
    entries.forget()
    displayedCount = 0
    posters = followed.posters
    pulledAuthors = followed.celebrities
    postsPerHalfLife = followed.posters.postsPerDay * parameters.recencyHalfLife.seconds / 86_400
  }

  /// Ranks what the viewer's previous session displayed, `since` before `now`, and remembers it. What it gathers serves the
  /// `rank` at `now` of `wanted` candidates too, when the session is not long ago.
  mutating func readDisplayed(
    _ count: Int, since: SimDuration, now: SimTime, wanted: Int, _ world: World, _ posts: borrowing RecentPosts
  ) {
    let horizon = firstHorizon(wanted)
    if since < horizon {
      gather(from: now - max(horizon, since + firstHorizon(count)), until: now, world, posts)
    }
    displayedCount = rank(asOf: now - since, count: count, ordered: count, world, posts)
    for index in 0..<displayedCount { displayed.items[index] = candidates.best(index) }
  }

  func wasDisplayed(_ post: PostID) -> Bool {
    var found = false
    for index in 0..<displayedCount { found = found || displayed.items[index] == post }
    return found
  }

  /// Candidates after the first `skipped` at `asOf`, at most `count`; the best `ordered` of them are in order, best first, at
  /// `candidate(0)`, `candidate(1)`, …. Returns how many there are. It reads until the order is certain, and until it is
  /// certain that so many exist.
  mutating func rank(
    asOf: SimTime, count: Int, ordered: Int, skipping skipped: Int = 0, _ world: World, _ posts: borrowing RecentPosts
  ) -> Int {
    let limit = min(parameters.timelineRead, parameters.timelineKept)
    var horizon = firstHorizon(skipped + ordered)
    var readable = Readable()
    while true {
      let isWhole = horizon >= parameters.lookBack
      let from = asOf - (isWhole ? parameters.lookBack : horizon)
      if !entries.covers(from: from, asOf: asOf) { gather(from: from, until: asOf, world, posts) }
      let cutoff = isWhole ? -Double.infinity : Self.bestAffinity - Double(horizon.nanoseconds) * decayPerNanosecond
      readable = score(asOf: asOf, from: from, pushedFrom: from, cutoff, world)
      if readable.pushed > limit {
        readable = score(
          asOf: asOf, from: from, pushedFrom: entries.oldestKept(limit, asOf: asOf, from: from, world), cutoff, world)
        if readable.pushed != limit {
          takeCandidates(of: wholeTimeline(asOf: asOf, world, posts), asOf: asOf)
          return candidates.select(count, ordered: ordered, skipping: skipped, of: candidates.count)
        }
      }
      if isWhole || (candidates.count >= skipped + ordered && readable.all >= skipped + count) { break }
      horizon = horizon * 2
    }
    return candidates.select(count, ordered: ordered, skipping: skipped, of: readable.all)
  }

  /// Candidate `index` of the last `rank`, counted after the skipped ones.
  func candidate(_ index: Int) -> PostID { candidates.best(index) }

  /// Affinity of the viewer for an author, in half-lives.
  func affinity(_ author: UserID) -> Double { Affinity(viewer, affinityDraws).bonus(author) }

  /// One viewer's affinities.
  private struct Affinity {
    private let first: UInt64
    private let draws: Draws

    @inline(__always) init(_ viewer: UserID, _ draws: Draws) {
      first = UInt64(viewer.value) << 32
      self.draws = draws
    }

    @inline(__always) func bonus(_ author: UserID) -> Double {
      let unit = draws.unit(first | UInt64(author.value))
      return FeedReader.bestAffinity * unit * unit
    }
  }

  /// The candidates of a timeline and pulls that were collected whole, ranked as `rank` does.
  mutating func rank(_ whole: [TimelineEntry], asOf: SimTime, count: Int, ordered: Int, skipping skipped: Int) -> Int {
    takeCandidates(of: whole, asOf: asOf)
    return candidates.select(count, ordered: ordered, skipping: skipped, of: candidates.count)
  }

  private mutating func takeCandidates(of whole: [TimelineEntry], asOf: SimTime) {
    candidates.removeAll(reserving: whole.count)
    for entry in whole {
      let age = Double((asOf - entry.createdAt).nanoseconds) * decayPerNanosecond
      candidates.append(affinity(entry.post.author) - age, entry.post, wanted: 1)
    }
  }

  /// How far back `wanted` candidates reach in the mean, and three deviations more.
  private func firstHorizon(_ wanted: Int) -> SimDuration {
    if postsPerHalfLife <= 0 { return parameters.lookBack }
    let enough = (Double(wanted) + 3 * Double(wanted).squareRoot()) / postsPerHalfLife - Self.bestAffinity / 3
    let halfLives = Self.bestAffinity + max(0, enough)
    return SimDuration(seconds: min(halfLives * parameters.recencyHalfLife.seconds, parameters.lookBack.seconds))
  }

  /// Collects all entries created in [from, until].
  private mutating func gather(from: SimTime, until: SimTime, _ world: World, _ posts: borrowing RecentPosts) {
    let window = world.catalogue.postWindow(from: from, before: until + SimDuration(nanoseconds: 1))
    entries.begin(from: from, until: until)
    let recent = until > .zero ? posts.selectAuthors(posters, stories: false, into: recentPosters.items) : 0
    let pulled = selectPulled(world)
    var nextPulled = 0
    for place in 0..<recent {
      let number = recentPosters.items[place]
      let poster = posters.entries[Int(number)]
      while nextPulled < pulled && pulledPosters.items[nextPulled].number < number { nextPulled += 1 }
      if nextPulled < pulled && pulledPosters.items[nextPulled].number == number {
        pulledPosters.items[nextPulled].left = gatherRun(
          poster, parameters.pulledPostsPerAuthor, from: from, until: until, posts)
      } else {
        _ = gatherRun(poster, Int.max, from: from, until: until, posts)
      }
    }
    gatherPast(window, pulled, world)
  }

  /// Celebrities among the posters, in order.
  private mutating func selectPulled(_ world: World) -> Int {
    let limit = parameters.pulledPostsPerAuthor
    var pulled = 0
    for index in 0..<posters.count {
      pulledPosters.items[pulled] = Pulled(number: UInt32(truncatingIfNeeded: index), left: limit)
      pulled &+= world.isPulled(posters.entries[index].author) ? 1 : 0
    }
    return pulled
  }

  /// Posts of the back catalogue: of all authors at once, unless one is pulled who has more of them than may be pulled.
  private mutating func gatherPast(_ window: borrowing CatalogueWindow, _ pulled: Int, _ world: World) {
    let affinity = Affinity(viewer, affinityDraws)
    var found = world.catalogue.readPosts(of: posters, from: 0, window, &scratch)
    let isLimited = pulled > 0 && mayExceedLimit(found, pulled, world)
    if isLimited { found = world.catalogue.readPosts(of: posters, from: world.celebrities, window, &scratch) }
    entries.append(scratch.found.items, found) { affinity.bonus($0) }
    if !isLimited { return }
    for place in 0..<pulled {
      let (number, left) = (pulledPosters.items[place].number, pulledPosters.items[place].left)
      let poster = posters.entries[Int(number)]
      entries.reserve(window.mostPosts)
      let own = world.catalogue.readPosts(of: poster, window, into: entries.nextPast)
      entries.append(own, keepingNewest: left, bonus: affinity.bonus(poster.author))
    }
  }

  /// False: no pulled author has more posts among the `found` ones than are left to be pulled. Authors are tallied by 256
  /// numbers, so that several may share one.
  private mutating func mayExceedLimit(_ found: Int, _ pulled: Int, _ world: World) -> Bool {
    var fewestLeft = Int.max
    for place in 0..<pulled { fewestLeft = min(fewestLeft, pulledPosters.items[place].left) }
    var tallies = InlineArray<256, UInt32>(repeating: 0)
    var most: UInt32 = 0
    for index in 0..<found {
      let author = scratch.found.items[index].post.author
      let number = Int(author.value & 255)
      tallies[unchecked: number] &+= world.isPulled(author) ? 1 : 0
      most = max(most, tallies[unchecked: number])
    }
    return Int(most) > fewestLeft
  }

  /// The author's posts of this run, from the newest; returns how many more may be pulled.
  private mutating func gatherRun(
    _ poster: Poster, _ limit: Int, from: SimTime, until: SimTime, _ posts: borrowing RecentPosts
  ) -> Int {
    var index = posts.newestPhoto(by: poster.author)
    if index == .max { return limit }
    var left = limit
    let bonus = affinity(poster.author)
    while index != .max {
      let entry = posts.entry(index)
      let available = posts.availableAt(index, followerAt: poster.position)
      if entry.replica.createdAt >= from && available <= until {
        if left == 0 {
          entries.markLimited()
          return 0
        }
        if limit < .max { left -= 1 }
        entries.append(
          FeedEntries.Entry(
            createdAt: entry.replica.createdAt, availableAt: available, bonus: bonus, post: entry.replica.post))
      }
      index = entry.olderOfAuthor
    }
    return left
  }

  /// Posts that can be read at an instant, whatever their score.
  private struct Readable {
    var pushed = 0
    var all = 0
  }

  /// Scores what can be read at `asOf` and keeps what reaches `cutoff`; pushed posts from `pushedFrom` on.
  private mutating func score(
    asOf: SimTime, from: SimTime, pushedFrom: SimTime, _ cutoff: Double, _ world: World
  ) -> Readable {
    candidates.removeAll(reserving: entries.count)
    var readable = Readable()
    for index in 0..<entries.count {
      let entry = entries[index]
      let isPulled = world.isPulled(entry.post.author)
      let oldest = isPulled ? from : pushedFrom
      // Ones and zeros instead of `&&`, which would be a branch that nothing can predict.
      let isReadable = (entry.availableAt <= asOf ? 1 : 0) & (entry.createdAt >= oldest ? 1 : 0)
      readable.pushed &+= isReadable & (isPulled ? 0 : 1)
      readable.all &+= isReadable
      let score = entry.bonus - Double((asOf - entry.createdAt).nanoseconds) * decayPerNanosecond
      candidates.append(score, entry.post, wanted: isReadable & (score >= cutoff ? 1 : 0))
    }
    return readable
  }
}
