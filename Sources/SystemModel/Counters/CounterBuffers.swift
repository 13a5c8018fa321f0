import Simulator
import Workloads

/// Likes on their way to one row: one of a direct update, or all that a buffer shard gathered for a post.
struct CounterDelta: Sendable {
  var post: PostID
  var amount: Int64
  /// When the first of these likes was accepted.
  var oldestAt: SimTime
  var identity: UInt64
  /// Direct updates answer their like; flushes answer nobody (`returnSlot` is .max).
  var returnRegion: UInt16
  var returnSlot: UInt32
  var storeService = SimDuration.zero
  var storeQueueing = SimDuration.zero
  var lockWait = SimDuration.zero
  var rowHold = SimDuration.zero
}

/// Increments not yet flushed, by buffer shard and post. A flush takes a shard's list in order of first increment.
struct CounterBuffers: ~Copyable {
  private struct Pending {
    var post: PostID
    var amount: Int64
    var oldestAt: SimTime
  }

  private var index = FlatMap()
  private var pending: [[Pending]]
  private(set) var bufferedLikes: Int64 = 0

  init(shards: Int) { pending = Array(repeating: [], count: shards) }

  @inline(__always) func prefetch(_ post: PostID) { index.prefetch(post.value) }

  mutating func increment(_ post: PostID, shard: UInt32, at now: SimTime) {
    let place = index.findOrInsert(post.value, UInt32(pending[Int(shard)].count))
    if place.isNew {
      pending[Int(shard)].append(Pending(post: post, amount: 1, oldestAt: now))
    } else {
      pending[Int(shard)][Int(place.value)].amount += 1
    }
    bufferedLikes += 1
  }

  /// Empties a shard, calling `body` with each post's sum.
  mutating func flush(shard: UInt32, _ body: (_ post: PostID, _ amount: Int64, _ oldestAt: SimTime) -> Void) {
    for entry in pending[Int(shard)] {
      index.remove(entry.post.value)
      bufferedLikes -= entry.amount
      body(entry.post, entry.amount, entry.oldestAt)
    }
    pending[Int(shard)].removeAll(keepingCapacity: true)
  }
}
