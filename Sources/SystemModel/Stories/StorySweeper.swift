import Simulator
import Workloads

/// Expired stories of a region: rows wait for the sweeper, objects for the store's lifecycle rule.
///
/// Reads never depend on it; it costs storage. Stories of the past expire as a stream with the posting rate, those of the
/// run from a queue in order of creation, since the time to live is constant.
struct StorySweeper: ~Copyable {
  private(set) var waiting: Int64 = 0
  private(set) var expired: Int64 = 0
  private(set) var swept: Int64 = 0
  private(set) var longestBacklog: Int64 = 0

  mutating func expire() {
    expired += 1
    waiting += 1
    longestBacklog = max(longestBacklog, waiting)
  }

  /// Takes up to `batch` rows for deletion.
  mutating func take(_ batch: Int) -> Int {
    let taken = min(waiting, Int64(batch))
    waiting -= taken
    return Int(taken)
  }

  mutating func deleted(_ rows: Int) { swept += Int64(rows) }
}

/// Up to a hundred rows that one deletion removes.
struct SweepBatch {
  var header: RequestHeader
  var rows: Int
}

extension RegionalPlatform {
  private static var rowsPerDelete: Int { 100 }

  /// A story of this run will expire; its event comes with the time to live.
  mutating func expireLater(_ story: PostID, createdAt: SimTime, _ kernel: inout EngineKernel) {
    let due = createdAt + parameters.stories.timeToLive
    let slot = expiringStories.insert(story)
    kernel.schedule(at: max(due, kernel.now), kind: EventKind.storyExpires.rawValue, slot: slot)
  }

  /// `slot` names a story of the run; `.max` stands for one of the past.
  mutating func storyExpires(_ slot: UInt32, _ kernel: inout EngineKernel) {
    sweeper.expire()
    let story: PostID? = slot == .max ? nil : expiringStories.remove(slot)
    if story == nil { pastExpiries.scheduleNext(.storyExpires, slot: .max, &kernel) }
    let granularity = parameters.objectStore.lifecycleGranularity.nanoseconds
    let boundary = (kernel.now.nanoseconds / granularity + 1) * granularity
    let late = SimDuration(nanoseconds: boundary - kernel.now.nanoseconds)
    measures.leaked(late, bytes: leakedBytes(of: story))
    if let story { expiredObjects.append(story) }
  }

  /// The object store's lifecycle rule: everything that expired since the last boundary goes at once.
  mutating func lifecycleBoundary(_ kernel: inout EngineKernel) {
    kernel.schedule(
      after: parameters.objectStore.lifecycleGranularity, kind: EventKind.lifecycle.rawValue, slot: 0)
    for story in expiredObjects {
      for variant in ImageVariant.allCases { objects.remove(ImageVariant.key(story, variant)) }
      objects.remove(ImageVariant.originalKey(story))
    }
    expiredObjects.removeAll(keepingCapacity: true)
  }

  private mutating func leakedBytes(of story: PostID?) -> Double {
    let post = story ?? PostID(sweeper.expiredKey)
    return ImageVariant.allCases.reduce(0) { $0 + Double(images.sizeBytes(post, $1)) }
  }

  mutating func sweep(_ kernel: inout EngineKernel) {
    kernel.schedule(after: parameters.stories.sweepInterval, kind: EventKind.sweep.rawValue, slot: 0)
    var left = sweeper.take(parameters.stories.sweepBatch)
    while left > 0 {
      let rows = min(left, Self.rowsPerDelete)
      left -= rows
      sweepCount += 1
      let identity = Draws.mix(sweepCount ^ UInt64(region) << 40)
      let slot = sweepBatches.insert(
        SweepBatch(header: RequestHeader(identity: identity, startedAt: kernel.now), rows: rows))
      stations.visit(fleets.sweeper, &sweepBatches[slot].header, resume: .sweepBatch, slot, &kernel)
    }
  }

  mutating func batchSwept(_ slot: UInt32, _ kernel: inout EngineKernel) {
    sweepBatches[slot].header.settle(kernel.now)
    sweeper.deleted(sweepBatches.remove(slot).rows)
  }
}

extension StorySweeper {
  /// Stands for the identity of a story of the past when its size is drawn.
  var expiredKey: UInt64 { UInt64(bitPattern: expired) &* 0x9E37_79B9 }
}
