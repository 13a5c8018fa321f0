import Simulator
import Workloads

/// Scored posts and the best of them: higher score first, ties by the higher id.
struct FeedCandidates: ~Copyable {
  private struct Finalist {
    var score: Double
    var post: PostID
  }

  private var scores = ScratchBuffer<Double>()
  private var posts = ScratchBuffer<PostID>()
  private var finalists = ScratchBuffer<Finalist>()
  private var firstChosen = 0
  private(set) var count = 0

  mutating func removeAll(reserving needed: Int) {
    count = 0
    scores.reserve(needed)
    posts.reserve(needed)
    finalists.reserve(needed)
  }

  /// Appends if `wanted` is 1 and not if it is 0, without a branch.
  @inline(__always) mutating func append(_ score: Double, _ post: PostID, wanted: Int) {
    scores.items[count] = score
    posts.items[count] = post
    count &+= wanted
  }

  /// Best post number `index` of those that `select` put in order.
  func best(_ index: Int) -> PostID { finalists.items[firstChosen + index].post }

  /// Puts the best `ordered` after the first `skipped` in order; returns how many of at most `most` there are when
  /// `available` posts exist, scored here or worse.
  mutating func select(_ most: Int, ordered: Int, skipping skipped: Int, of available: Int) -> Int {
    let found = max(0, min(most, available - skipped))
    let wanted = min(ordered, found)
    if wanted == 0 { return found }
    let taken = takeFinalists(skipped + wanted)
    sortFew(UnsafeMutableBufferPointer(start: finalists.items, count: taken)) { a, b in
      a.score != b.score ? a.score > b.score : a.post.value > b.post.value
    }
    firstChosen = skipped
    return found
  }

  /// Finds at least the best `first` candidates by 64 equal steps of the score, without a branch per candidate.
  private func takeFinalists(_ first: Int) -> Int {
    let (scores, posts, finalists) = (scores.items, posts.items, finalists.items)
    var (lowest, highest) = (Double.infinity, -Double.infinity)
    for index in 0..<count {
      lowest = min(lowest, scores[index])
      highest = max(highest, scores[index])
    }
    let scale = highest > lowest ? 63.5 / (highest - lowest) : 0
    var counts = InlineArray<64, UInt32>(repeating: 0)
    for index in 0..<count { counts[unchecked: Int((highest - scores[index]) * scale)] &+= 1 }
    var (step, best) = (0, Int(counts[0]))
    while best < first {
      step += 1
      best += Int(counts[step])
    }
    var taken = 0
    for index in 0..<count {
      finalists[taken] = Finalist(score: scores[index], post: posts[index])
      taken &+= Int((highest - scores[index]) * scale) <= step ? 1 : 0
    }
    return taken
  }
}
