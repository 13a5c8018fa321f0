import Simulator
import Workloads

/// What a region knows of a post of this run.
struct PostReplica: Sendable {
  var post: PostID
  var createdAt: SimTime
  /// When its row committed; no follower may see it earlier.
  var readyAt: SimTime
  var isStory: Bool
  /// Push or pull is fixed at publication.
  var isPulled: Bool
  var followerCount: UInt32
  /// The scenario's event that this post belongs to, or −1.
  var burst: Int32
}

/// Posts of this run in one region, newest first by author, with the completion time of each fan-out chunk.
///
/// Chunk c of a post covers positions c × chunkFollowers … of the author's follower list. It is delivered atomically, at
/// its first completion, so these times tell when the post reached each follower (design: timelines without 2 TB).
struct RecentPosts: ~Copyable {
  private struct Entry {
    var replica: PostReplica
    var firstChunk: UInt32
    var olderOfAuthor: UInt32
    var arrivedAt: SimTime
  }

  private var entries: [Entry] = []
  private var chunkCompletions: [SimTime] = []
  private var newestOfAuthor = FlatMap()
  private var indexOfPost = FlatMap()
  let chunkFollowers: UInt32

  init(chunkFollowers: UInt32) { self.chunkFollowers = chunkFollowers }

  var count: Int { entries.count }

  func chunkCount(followers: UInt32) -> UInt32 { (followers + chunkFollowers - 1) / chunkFollowers }

  /// Registers a post; its chunks are pending. Returns its index here.
  mutating func insert(_ replica: PostReplica, arrivedAt: SimTime) -> UInt32 {
    let index = UInt32(entries.count)
    indexOfPost.insert(replica.post.value, index)
    let older = newestOfAuthor.insert(authorKey(replica.post.author, isStory: replica.isStory), index)
    entries.append(
      Entry(
        replica: replica, firstChunk: UInt32(chunkCompletions.count), olderOfAuthor: older ?? .max,
        arrivedAt: arrivedAt))
    if !replica.isPulled && !replica.isStory {
      for _ in 0..<chunkCount(followers: replica.followerCount) { chunkCompletions.append(.distantFuture) }
    }
    return index
  }

  /// The replica of a post of this run; nil when it has not arrived here.
  func find(_ post: PostID) -> PostReplica? { indexOfPost.find(post.value).map { entries[Int($0)].replica } }

  func replica(_ index: UInt32) -> PostReplica { entries[Int(index)].replica }

  mutating func complete(chunk: UInt32, of index: UInt32, at now: SimTime) {
    let place = Int(entries[Int(index)].firstChunk + chunk)
    if chunkCompletions[place] == .distantFuture { chunkCompletions[place] = now }
  }

  /// Posts of `author` with the instant from which the follower at `position` can read them, newest first.
  func forEach(
    by author: UserID, isStory: Bool, followerAt position: UInt32,
    _ body: (_ replica: PostReplica, _ availableAt: SimTime) -> Void
  ) {
    guard var index = newestOfAuthor.find(authorKey(author, isStory: isStory)) else { return }
    while index != .max {
      let entry = entries[Int(index)]
      let available: SimTime
      if entry.replica.isPulled || isStory {
        available = entry.arrivedAt
      } else {
        available = chunkCompletions[Int(entry.firstChunk + position / chunkFollowers)]
      }
      body(entry.replica, available)
      index = entry.olderOfAuthor
    }
  }

  private func authorKey(_ author: UserID, isStory: Bool) -> UInt64 { UInt64(author.value) << 1 | (isStory ? 1 : 0) }
}
