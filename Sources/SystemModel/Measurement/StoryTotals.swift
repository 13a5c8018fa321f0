import Simulator
import Workloads

/// Expiry and deletion of stories over all regions: scalars and laws.
struct StoryTotals {
  private var measures = ExpiryMeasures()
  private var expired: Int64 = 0
  /// Swept, or somewhere on the way to it.
  private var accountedRows: Int64 = 0
  private var backlog: Int64 = 0
  private var largestBacklog: Int64 = 0
  private var behind = SimDuration.zero
  /// Rows × ns beyond expiry.
  private var leakedRowTime: Int128 = 0
  private var indexBytes = 0
  private var highlights: Int64 = 0
  private var highlightObjects: Int64 = 0
  private var keptObjects: Int64 = 0
  private var expiredObjects: Int64 = 0
  private var removedObjects: Int64 = 0

  mutating func add(_ platform: borrowing RegionalPlatform, at now: SimTime) {
    measures.add(platform.measures.expiry)
    expired += platform.sweeper.expired
    backlog += platform.sweeper.expired - platform.sweeper.swept
    var leaked = platform.sweeper.leaked
    leaked.close(at: now)
    largestBacklog += leaked.maximum
    leakedRowTime += leaked.area
    behind = max(behind, platform.sweeper.behind.longest(at: now))
    indexBytes += platform.sweeper.index.bytes
    addRows(platform)
    addObjects(platform)
  }

  /// Rows in the index that are not a live story's have expired.
  private mutating func addRows(_ platform: borrowing RegionalPlatform) {
    var rows = platform.sweeper.swept + Int64(platform.sweeper.index.count)
    platform.sweepBatches.forEachLiveSlot { rows += Int64(platform.sweepBatches[$0].rows) }
    for statement in platform.sweeper.unsent[platform.sweeper.firstUnsent...] { rows += Int64(statement.count) }
    platform.expiringStories.forEachLiveSlot { if !platform.expiringStories[$0].isHighlight { rows -= 1 } }
    accountedRows += rows
  }

  private mutating func addObjects(_ platform: borrowing RegionalPlatform) {
    let each = platform.objectsPerStory
    highlights += Int64(platform.sweeper.highlights.count) + platform.sweeper.pastHighlights
    highlightObjects += Int64(platform.sweeper.highlights.count) * each
    for story in platform.sweeper.highlights { keptObjects += stored(story, platform) }
    let waiting = Int64(platform.sweeper.expiredObjects.count)
    expiredObjects += (platform.sweeper.removedStories + waiting) * each
    removedObjects += platform.objects.removedObjects
    for story in platform.sweeper.expiredObjects { removedObjects += stored(story, platform) }
  }

  /// Objects of a story that its store has.
  private func stored(_ story: PostID, _ platform: borrowing RegionalPlatform) -> Int64 {
    var found: Int64 = platform.objects.contains(ImageVariant.originalKey(story)) ? 1 : 0
    for variant in ImageVariant.allCases where platform.objects.contains(ImageVariant.key(story, variant)) {
      found += 1
    }
    return found
  }

  func scalars(rowBytes: Int64) -> [ScalarMeasurement] {
    var list: [ScalarMeasurement] = []
    func add(_ name: String, _ value: Double, _ unit: String) {
      list.append(ScalarMeasurement(name: name, value: value, unit: unit))
    }
    add("stories.backlog", Double(backlog), "1")
    add("stories.largestBacklog", Double(largestBacklog), "1")
    add("stories.behind", behind.seconds, "s")
    add("stories.leakedByteHours", measures.objectByteHours, "bytes·h")
    add("stories.leakedRowByteHours", Double(leakedRowTime) / 3.6e12 * Double(rowBytes), "bytes·h")
    for (name, percent) in [("p50", 50.0), ("p99", 99)] {
      add("stories.rowLateness.\(name)", measures.rowLateness.percentile(percent)?.seconds ?? 0, "s")
      add("stories.objectLateness.\(name)", measures.objectLateness.percentile(percent)?.seconds ?? 0, "s")
    }
    for (name, percent) in [("p50", 50.0), ("p95", 95), ("p99", 99)] {
      add("postStore.commitWait.\(name)", measures.commitWait.percentile(percent)?.seconds ?? 0, "s")
    }
    let searches = Double(max(1, measures.searches))
    add("stories.tombstonesPerSearch", Double(measures.steppedOver) / searches, "1")
    add("stories.indexBytes", Double(indexBytes), "bytes")
    add("stories.highlights", Double(highlights), "1")
    return list
  }

  var invariants: [InvariantMeasurement] {
    [
      InvariantMeasurement(name: "stories expired = swept + waiting", expected: expired, found: accountedRows),
      InvariantMeasurement(
        name: "objects of expired stories = deleted + waiting for the rule", expected: expiredObjects,
        found: removedObjects),
      InvariantMeasurement(name: "objects of highlights are kept", expected: highlightObjects, found: keptObjects),
    ]
  }
}
