import Simulator
import Workloads

/// Stories of one author among those found, oldest first, and what the tray makes of them.
struct AuthorGroup {
  var author: UserID
  /// Range among the stories found.
  var first: Int
  var end: Int
  var logAffinity: Double
  /// Stories created up to then were seen by the viewer.
  var seenThrough: SimTime
  /// Of those that play at the instant looked at: the next one, the end, and the author's score.
  var next = 0
  var last = 0
  var score = 0.0
}

/// Reusable memory of a tray by author.
struct AuthorGroups: ~Copyable {
  var groups = ScratchBuffer<AuthorGroup>(capacity: 256)
  var count = 0
  /// Posters by number, with their position: author · 2³² + position.
  var positions = ScratchBuffer<UInt64>(capacity: 256)
  var chosen = InlineArray<16, PastPost>(repeating: PastPost(time: .zero, post: PostID(0)))
}

/// What a viewer finds in a tray by author.
struct AuthorTray {
  /// Stories to be shown, in order: `StoryReader.chosenStory`.
  var count = 0
  /// Authors with a live story, and those of them with one that the viewer has not seen.
  var authors = 0
  var unseenAuthors = 0
  /// Of the stories that a tray without rings would have shown: how many, and those seen before.
  var withoutRings = 0
  var repeats = 0
}

/// A tray by author: all live stories of an author play together, oldest first.
extension StoryReader {
  /// Earlier sessions of a viewer that a tray looks back on, at most.
  private static var mostPastSessions: UInt64 { 64 }

  func chosenStory(_ index: Int) -> PostID { authors.chosen[index].post }

  /// Finds the stories that come first at `now`, at most `most`. With rings, what the viewer has seen is left out; a session
  /// watches at most `frames` of them, which counts for the repeats that rings avoid.
  mutating func readByAuthor(
    of posters: PosterList, for viewer: UserID, at now: SimTime, timeToLive: SimDuration, count most: Int, frames: Int,
    rings: StoryRings, _ ranking: StoryRanking, _ seen: borrowing SeenStories, _ world: World,
    _ posts: borrowing RecentPosts
  ) -> AuthorTray {
    let looksBack = rings == .withPast && now < .zero + timeToLive
    gather(posters, for: viewer, createdAfter: now - timeToLive - (looksBack ? timeToLive : .zero), now, world, posts)
    groupByAuthor(posters, viewer, ranking, world.graph)
    if looksBack { watchPast(viewer, until: now, timeToLive, most: most, ranking, world) }
    var tray = AuthorTray()
    if rings != .off {
      for index in 0..<authors.count {
        let group = authors.groups.items[index]
        let through = seen.seenThrough(viewer, group.author)
        authors.groups.items[index].seenThrough = max(group.seenThrough, through)
      }
      tray.withoutRings = pick(min(most, frames), at: now, timeToLive, skipsSeen: false, ranking)
      for index in 0..<tray.withoutRings { tray.repeats += wasSeen(authors.chosen[index]) ? 1 : 0 }
    }
    for index in 0..<authors.count {
      let group = authors.groups.items[index]
      if scratch.found.items[group.end - 1].time <= now - timeToLive { continue }
      tray.authors += 1
      tray.unseenAuthors += scratch.found.items[group.end - 1].time > group.seenThrough ? 1 : 0
    }
    tray.count = pick(most, at: now, timeToLive, skipsSeen: rings != .off, ranking)
    return tray
  }

  private mutating func groupByAuthor(
    _ posters: PosterList, _ viewer: UserID, _ ranking: StoryRanking, _ graph: SocialGraph
  ) {
    let stories = UnsafeMutableBufferPointer(start: scratch.found.items, count: count)
    sortFew(stories) { a, b in
      let (first, second) = (a.post.author, b.post.author)
      return first != second ? first < second : a.time != b.time ? a.time < b.time : a.post < b.post
    }
    authors.positions.reserve(posters.count)
    for index in 0..<posters.count {
      let poster = posters.entries[index]
      authors.positions.items[index] = UInt64(poster.author.value) << 32 | UInt64(poster.position)
    }
    sortFew(UnsafeMutableBufferPointer(start: authors.positions.items, count: posters.count)) { $0 < $1 }
    authors.count = 0
    var (first, poster) = (0, 0)
    while first < count {
      let author = stories[first].post.author
      var end = first + 1
      while end < count && stories[end].post.author == author { end += 1 }
      while authors.positions.items[poster] >> 32 < UInt64(author.value) { poster += 1 }
      let position = UInt32(truncatingIfNeeded: authors.positions.items[poster])
      authors.groups.reserve(authors.count + 1, keeping: authors.count)
      authors.groups.items[authors.count] = AuthorGroup(
        author: author, first: first, end: end,
        logAffinity: ranking.logAffinity(of: viewer, to: author, isMutual: graph.isMutual(author, at: position)),
        seenThrough: .distantPast)
      authors.count += 1
      first = end
    }
  }

  /// Chooses what comes first at an instant, at most `most`: authors by score, ties by number; returns how many.
  private mutating func pick(
    _ most: Int, at now: SimTime, _ timeToLive: SimDuration, skipsSeen: Bool, _ ranking: StoryRanking
  ) -> Int {
    let (groups, stories) = (authors.groups.items, scratch.found.items)
    for index in 0..<authors.count {
      let group = groups[index]
      let after = skipsSeen ? max(group.seenThrough, now - timeToLive) : now - timeToLive
      var (next, last) = (group.first, group.end)
      while last > next && stories[last - 1].time > now { last -= 1 }
      while next < last && stories[next].time <= after { next += 1 }
      (groups[index].next, groups[index].last) = (next, last)
      groups[index].score =
        next < last ? ranking.score(group.logAffinity, newest: stories[last - 1].time, at: now) : -.infinity
    }
    var chosen = 0
    while chosen < most {
      var best = -1
      var score = -Double.infinity
      for index in 0..<authors.count where groups[index].score > score { (best, score) = (index, groups[index].score) }
      if best < 0 { break }
      groups[best].score = -.infinity
      var next = groups[best].next
      while next < groups[best].last && chosen < most {
        authors.chosen[chosen] = stories[next]
        (next, chosen) = (next + 1, chosen + 1)
      }
    }
    return chosen
  }

  /// Plays the viewer's sessions of the last time to live before the run, oldest first: what they showed was seen. A user's
  /// opens are a Poisson process, drawn back from the start, so all sessions of the run know the same past.
  private mutating func watchPast(
    _ viewer: UserID, until now: SimTime, _ timeToLive: SimDuration, most: Int, _ ranking: StoryRanking, _ world: World
  ) {
    var openings = InlineArray<64, SimTime>(repeating: .zero)
    var sessions: UInt64 = 0
    var opened = SimTime.zero
    while sessions < Self.mostPastSessions {
      opened = opened - world.sessions.sincePreviousOpen(user: viewer, session: Self.pastSession(sessions))
      if opened <= now - timeToLive { break }
      openings[Int(sessions)] = opened
      sessions += 1
    }
    for back in (0..<sessions).reversed() {
      let frames = world.sessions.plan(user: viewer, session: Self.pastSession(back)).storyFrames
      let limit = min(frames, world.inputs.platform.stories.trayStories, StoryWatch.mostStories)
      let shown = pick(limit, at: openings[Int(back)], timeToLive, skipsSeen: true, ranking)
      for index in 0..<shown { markSeen(authors.chosen[index]) }
    }
  }

  private static func pastSession(_ back: UInt64) -> UInt64 { 1 << 62 | back }

  private mutating func markSeen(_ story: PastPost) {
    let group = groupIndex(of: story.post.author)
    authors.groups.items[group].seenThrough = max(authors.groups.items[group].seenThrough, story.time)
  }

  private func wasSeen(_ story: PastPost) -> Bool {
    authors.groups.items[groupIndex(of: story.post.author)].seenThrough >= story.time
  }

  /// By bisection: groups are in the order of their authors.
  private func groupIndex(of author: UserID) -> Int {
    var (low, high) = (0, authors.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if authors.groups.items[middle].author < author { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
