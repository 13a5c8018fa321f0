import Simulator
import Workloads

/// What waits for deletion in a region: rows for the sweeper's passes, objects for the store's lifecycle rule.
///
/// Reads never depend on it; it costs storage. A row is in the index from its publication on; rows of the past come into it
/// as they expire. Highlights leave the index, and their objects the rule.
struct StorySweeper: ~Copyable {
  var index: StoryIndex
  /// Rows that expired and are not deleted yet.
  private(set) var leaked = TimeWeighted()
  /// Since the start, which laws need; the warm-up does not clear them.
  private(set) var expired: Int64 = 0
  private(set) var swept: Int64 = 0
  private(set) var taken: Int64 = 0
  /// Stories of the run whose objects wait for the rule, and how many it has removed.
  private(set) var expiredObjects: [PostID] = []
  private(set) var removedStories: Int64 = 0
  private(set) var highlights: [PostID] = []
  /// Rows of the past that became highlights before the run.
  private(set) var pastHighlights: Int64 = 0
  private(set) var behind = BehindTime()
  /// Rows that a pass has taken and whose statements have not been sent, and those statements, from `firstUnsent` on.
  var rows: [ExpiryEntry] = []
  var unsent: [SweepStatement] = []
  var firstUnsent = 0
  /// Where each shard's rows end, once they are grouped.
  var shardEnds: [Int] = []
  var inFlight = 0
  var statementCount: UInt64 = 0
  private var batch = ScratchBuffer<ExpiryEntry>(capacity: 128)
  private var limit: TokenBucket?

  init(_ parameters: StoryParameters) {
    let sweeper = parameters.sweeper
    index = StoryIndex(sweeper)
    if sweeper.rowsPerSecond > 0 {
      // Tokens per 1,000 s, so that slow rates are exact to a thousandth.
      let tokens = Int64((sweeper.rowsPerSecond * 1_000).rounded())
      let ofOnePass = (sweeper.rowsPerSecond * parameters.sweepInterval.seconds).rounded(.up)
      let burst = min(Int64(ofOnePass), Int64(parameters.sweepBatch), 4_000_000)
      limit = TokenBucket(index: 0, tokens: max(1, tokens), per: .seconds(1_000), burst: max(1, burst))
    }
  }

  var hasUnsent: Bool { firstUnsent < unsent.count }

  /// A story's row is there until `due`; returns the ticket by which it can be kept.
  mutating func publish(_ story: UInt64, due: SimTime) -> UInt64 {
    index.insert(ExpiryEntry(due: due, key: story))
  }

  /// The author keeps a story that would expire at `due`; false when its row has been given out already.
  mutating func keep(_ story: PostID, due: SimTime, ticket: UInt64) -> Bool {
    if !index.cancel(ExpiryEntry(due: due, key: story.value), ticket: ticket) { return false }
    highlights.append(story)
    return true
  }

  mutating func keepPast() { pastHighlights += 1 }

  /// A story of the run expires: its objects wait for the rule.
  mutating func expire(_ story: PostID, at now: SimTime) {
    expired += 1
    leaked.add(1, at: now)
    expiredObjects.append(story)
  }

  /// A story of the past expires: its row comes into the index now.
  mutating func expirePast(at now: SimTime) {
    expired += 1
    leaked.add(1, at: now)
    _ = index.insert(ExpiryEntry(due: now, key: expiredKey))
  }

  /// Stands for the identity of the latest story of the past when its size and shard are drawn.
  var expiredKey: UInt64 { UInt64(bitPattern: expired) &* 0x9E37_79B9 }

  /// A pass takes up to `most` rows that are due, as far as the rate limit goes, to `rows`.
  mutating func collect(_ most: Int, at now: SimTime) {
    let allowed = limit?.tokens(at: now) ?? .max
    let room = Int(min(Int64(most), allowed, Int64(index.count)))
    batch.reserve(room)
    let found = index.expire(upTo: now, into: UnsafeMutableBufferPointer(start: batch.items, count: room))
    if found > 0 { _ = limit?.take(Int64(found), at: now) }
    taken += Int64(found)
    rows.append(contentsOf: UnsafeBufferPointer(start: batch.items, count: found))
    let isBehind = found > 0 && Int64(found) == min(Int64(most), allowed) || room == 0 && allowed == 0
    behind.note(isBehind && leaked.level > 0, at: now)
  }

  /// The pass before is still at work.
  mutating func skipPass(at now: SimTime) { behind.note(true, at: now) }

  mutating func deleted(_ count: Int, at now: SimTime) {
    swept += Int64(count)
    leaked.add(-Int64(count), at: now)
  }

  /// The rule acts: forgets the stories whose objects it removes.
  mutating func objectsRemoved() {
    removedStories += Int64(expiredObjects.count)
    expiredObjects.removeAll(keepingCapacity: true)
  }

  /// The warm-up event: levels stay.
  mutating func clearRecorders(at now: SimTime) {
    leaked.clear(at: now)
    behind.clear(at: now)
  }
}

/// The longest time in which no pass took all that was due.
struct BehindTime {
  private var since: SimTime?
  private var longestEnded = SimDuration.zero

  mutating func note(_ isBehind: Bool, at now: SimTime) {
    if isBehind {
      since = since ?? now
    } else if let begun = since {
      longestEnded = max(longestEnded, now - begun)
      since = nil
    }
  }

  mutating func clear(at now: SimTime) {
    longestEnded = .zero
    if since != nil { since = now }
  }

  func longest(at now: SimTime) -> SimDuration { max(longestEnded, since.map { now - $0 } ?? .zero) }
}

/// Rows `first` to `first + count − 1` of a pass that one statement deletes, at a primary shard if it names one.
struct SweepStatement {
  var shard: UInt16
  var first: Int
  var count: Int
  /// Share of the pass's search that it pays for.
  var search: SimDuration
}
