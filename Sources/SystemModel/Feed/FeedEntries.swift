import Simulator
import Workloads

/// The posts that a viewer's followees created in a span of time, gathered once for reads at any instant of it.
struct FeedEntries: ~Copyable {
  struct Entry {
    var createdAt: SimTime
    /// From when this follower could read it; the creation time for posts of the past.
    var availableAt: SimTime
    /// The author's affinity in half-lives.
    var bonus: Double
    var post: PostID
  }

  private(set) var count = 0
  private var from = SimTime.distantFuture
  private var until = SimTime.distantPast
  /// An author was pulled up to the limit, so that older instants would show other posts.
  private var isLimited = false
  private var entries = ScratchBuffer<Entry>()
  private var past = ScratchBuffer<PastPost>()
  private var times: [SimTime] = []

  subscript(index: Int) -> Entry { entries.items[index] }

  mutating func forget() { (from, until, count) = (.distantFuture, .distantPast, 0) }

  mutating func begin(from: SimTime, until: SimTime) {
    (self.from, self.until, count, isLimited) = (from, until, 0, false)
  }

  /// Whether all that a read at `asOf` back to `from` needs is here.
  func covers(from: SimTime, asOf: SimTime) -> Bool {
    self.from <= from && (isLimited ? asOf == until : asOf <= until)
  }

  mutating func markLimited() { isLimited = true }

  /// Where the catalogue may write up to as many posts as were reserved.
  var nextPast: UnsafeMutablePointer<PastPost> { past.items }

  /// Makes room for `more` entries.
  mutating func reserve(_ more: Int) {
    past.reserve(more)
    entries.reserve(count + more, keeping: count)
  }

  mutating func append(_ entry: Entry) {
    entries.reserve(count + 1, keeping: count)
    entries.items[count] = entry
    count += 1
  }

  /// Takes `found` posts, each with the bonus of its author.
  @inline(__always) mutating func append(
    _ posts: UnsafePointer<PastPost>, _ found: Int, bonus: (UserID) -> Double
  ) {
    entries.reserve(count + found, keeping: count)
    let target = entries.items + count
    for index in 0..<found {
      let (time, post) = (posts[index].time, posts[index].post)
      target[index] = Entry(createdAt: time, availableAt: time, bonus: bonus(post.author), post: post)
    }
    count &+= found
  }

  /// Takes the newest `limit` of the `found` posts that the catalogue wrote.
  @inline(__always) mutating func append(_ found: Int, keepingNewest limit: Int, bonus: Double) {
    let (past, entries) = (past.items, entries.items)
    var taken = found
    if found > limit {
      isLimited = true
      taken = limit
      selectFirst(limit, of: UnsafeMutableBufferPointer(start: past, count: found)) {
        $0.time != $1.time ? $0.time > $1.time : $0.post < $1.post
      }
    }
    for index in 0..<taken {
      let time = past[index].time
      entries[count &+ index] = Entry(createdAt: time, availableAt: time, bonus: bonus, post: past[index].post)
    }
    count &+= taken
  }

  /// The instant of the oldest pushed post that a timeline of `limit` keeps, when it holds more.
  mutating func oldestKept(_ limit: Int, asOf: SimTime, from: SimTime, _ world: World) -> SimTime {
    times.removeAll(keepingCapacity: true)
    for index in 0..<count where !world.isPulled(self[index].post.author) {
      let entry = self[index]
      if entry.availableAt <= asOf && entry.createdAt >= from { times.append(entry.createdAt) }
    }
    times.withUnsafeMutableBufferPointer { selectFirst(limit, of: $0) { $0 > $1 } }
    return times[..<limit].min() ?? .distantFuture
  }
}
