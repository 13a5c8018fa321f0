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
  struct Entry {
    var replica: PostReplica
    fileprivate var firstChunk: UInt32
    /// Index of the author's next older post of this kind, `.max` for none.
    var olderOfAuthor: UInt32
    var arrivedAt: SimTime
  }

  private var entries: SlotPool<Entry>
  private var chunkCompletions: [SimTime] = []
  private var photoAuthors: RecentAuthors
  private var storyAuthors: RecentAuthors
  private var indexOfPost: FlatMap
  let chunkFollowers: UInt32

  /// Room for `photos` and `stories` before the first growth.
  init(chunkFollowers: UInt32, photos: Int = 0, stories: Int = 0) {
    self.chunkFollowers = chunkFollowers
    entries = SlotPool(reserving: photos + stories)
    indexOfPost = FlatMap(reserving: photos + stories)
    photoAuthors = RecentAuthors(reserving: photos)
    storyAuthors = RecentAuthors(reserving: stories)
  }

  var count: Int { entries.liveCount }

  func chunkCount(followers: UInt32) -> UInt32 { (followers + chunkFollowers - 1) / chunkFollowers }

  /// Brings near what inserting the replica will touch.
  @inline(__always) func prefetch(_ replica: PostReplica) {
    indexOfPost.prefetch(replica.post.value)
    if replica.isStory {
      storyAuthors.prefetch(replica.post.author)
    } else {
      photoAuthors.prefetch(replica.post.author)
    }
  }

  /// Registers a post; its chunks are pending. Returns its index here.
  mutating func insert(_ replica: PostReplica, arrivedAt: SimTime) -> UInt32 {
    let index = entries.nextSlot
    indexOfPost.insert(replica.post.value, index)
    let author = replica.post.author
    let older = replica.isStory ? storyAuthors.insert(author, index) : photoAuthors.insert(author, index)
    _ = entries.insert(
      Entry(
        replica: replica, firstChunk: UInt32(chunkCompletions.count), olderOfAuthor: older, arrivedAt: arrivedAt))
    if !replica.isPulled && !replica.isStory {
      for _ in 0..<chunkCount(followers: replica.followerCount) { chunkCompletions.append(.distantFuture) }
    }
    return index
  }

  /// The replica of a post of this run; nil when it has not arrived here.
  func find(_ post: PostID) -> PostReplica? { indexOfPost.find(post.value).map { entries[$0].replica } }

  func replica(_ index: UInt32) -> PostReplica { entries[index].replica }

  mutating func complete(chunk: UInt32, of index: UInt32, at now: SimTime) {
    let place = Int(entries[index].firstChunk + chunk)
    if chunkCompletions[place] == .distantFuture { chunkCompletions[place] = now }
  }

  /// Index of the author's newest photo, `.max` for none; go on with `olderOfAuthor` of its entry.
  func newestPhoto(by author: UserID) -> UInt32 { photoAuthors.newest(of: author) }

  /// Index of the author's newest story, `.max` for none.
  func newestStory(by author: UserID) -> UInt32 { storyAuthors.newest(of: author) }

  /// Those of `posters` who may have posted a photo, or a story, in this run; nearly all others are left out.
  func selectAuthors(
    _ posters: PosterList, stories: Bool, into chosen: UnsafeMutablePointer<UInt32>
  ) -> Int {
    stories ? storyAuthors.select(posters, into: chosen) : photoAuthors.select(posters, into: chosen)
  }

  func entry(_ index: UInt32) -> Entry { entries[index] }

  /// From when the follower at `position` of the author's list can read the post.
  func availableAt(_ index: UInt32, followerAt position: UInt32) -> SimTime {
    let entry = entries[index]
    if entry.replica.isPulled || entry.replica.isStory { return entry.arrivedAt }
    return chunkCompletions[Int(entry.firstChunk + position / chunkFollowers)]
  }
}
