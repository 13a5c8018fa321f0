import Simulator
import Workloads

/// Committed rows of this run's posts and stories in their home region.
struct PostRows: ~Copyable {
  private var index: FlatMap
  private var committed: [SimTime] = []

  init(reserving posts: Int) { index = FlatMap(reserving: posts) }

  var count: Int { committed.count }

  mutating func insert(_ post: PostID, at now: SimTime) {
    index.insert(post.value, UInt32(committed.count))
    committed.append(now)
  }

  func committedAt(_ post: PostID) -> SimTime? {
    index.find(post.value).map { committed[Int($0)] }
  }
}
