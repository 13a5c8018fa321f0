import Simulator
import Workloads

/// Timelines as sorted sets, one per follower of this slice of the region: what a small run keeps, and the proof that
/// computing them on read gives the same ids. Each holds the newest `keptEntries` posts, newest first.
struct MaterialisedTimelines: ~Copyable {
  private var indexOfUser = FlatMap()
  private var timelines: [[TimelineEntry]] = []
  let keptEntries: Int

  init(keptEntries: Int) { self.keptEntries = keptEntries }

  /// Inserts in order and trims; a post that is already there stays once.
  mutating func insert(_ entry: TimelineEntry, into user: UserID) {
    let index = timelineIndex(of: user)
    var low = 0
    var high = timelines[index].count
    while low < high {
      let middle = (low + high) >> 1
      if TimelineEntry.isNewer(timelines[index][middle], entry) { low = middle + 1 } else { high = middle }
    }
    if low < timelines[index].count && timelines[index][low].post == entry.post { return }
    if low >= keptEntries { return }
    timelines[index].insert(entry, at: low)
    if timelines[index].count > keptEntries { timelines[index].removeLast() }
  }

  /// The newest `count` entries of a user that were created at `oldest` or later.
  func newest(_ count: Int, of user: UserID, since oldest: SimTime) -> ArraySlice<TimelineEntry> {
    guard let index = indexOfUser.find(UInt64(user.value)) else { return [] }
    return timelines[Int(index)].prefix(count).prefix { $0.createdAt >= oldest }
  }

  private mutating func timelineIndex(of user: UserID) -> Int {
    let found = indexOfUser.findOrInsert(UInt64(user.value), UInt32(timelines.count))
    if found.isNew { timelines.append([]) }
    return Int(found.value)
  }
}
