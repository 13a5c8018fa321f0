import Simulator
import Workloads

/// Who has seen which story of this region's authors, exactly and for the whole run: each pair of viewer and story counts
/// once (a 64-bit hash stands for the pair), and the list of a story keeps its first viewers, up to a length.
struct StoryViewers: ~Copyable {
  struct Story {
    var story: PostID
    var views: Int64 = 0
    var uniqueViewers: Int64 = 0
    /// The last entry of the list, `.max` for none.
    var newestEntry = UInt32.max
    var listed: UInt32 = 0
  }

  private struct Entry {
    var viewer: UserID
    var older: UInt32
  }

  private var pairs = FlatMap()
  private var numberOfStory = FlatMap()
  private(set) var stories = SlotPool<Story>()
  private var entries = SlotPool<Entry>()
  private let listLength: UInt32

  init(listLength: Int) { self.listLength = UInt32(listLength) }

  /// Notes a view; returns whether the viewer is new to the story.
  mutating func count(_ story: PostID, viewer: UserID) -> Bool {
    let known = numberOfStory.findOrInsert(story.value, stories.nextSlot)
    if known.isNew { _ = stories.insert(Story(story: story)) }
    let number = known.value
    stories[number].views += 1
    if !pairs.findOrInsert(Self.pairKey(story, viewer), 0).isNew { return false }
    stories[number].uniqueViewers += 1
    if stories[number].listed < listLength {
      stories[number].newestEntry = entries.insert(Entry(viewer: viewer, older: stories[number].newestEntry))
      stories[number].listed += 1
    }
    return true
  }

  static func pairKey(_ story: PostID, _ viewer: UserID) -> UInt64 {
    Draws.mix(story.value) ^ UInt64(viewer.value) &* 0x9E37_79B9_7F4A_7C15
  }

  /// Distinct pairs stored.
  var pairCount: Int { pairs.count }

  /// Stories with at least one view.
  var storyCount: Int { stories.liveCount }

  func find(_ story: PostID) -> Story? { numberOfStory.find(story.value).map { stories[$0] } }

  /// The viewers that the list keeps, first one first.
  func list(_ story: PostID) -> [UserID] {
    var viewers: [UserID] = []
    var entry = find(story)?.newestEntry ?? .max
    while entry != .max {
      viewers.append(entries[entry].viewer)
      entry = entries[entry].older
    }
    return viewers.reversed()
  }

  /// Bytes of pairs, stories and lists, tables at about half load.
  var bytes: Int64 {
    Int64(pairs.count) * 32 + Int64(stories.liveCount) * 72 + Int64(entries.liveCount) * 12
  }
}
