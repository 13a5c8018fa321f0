import Simulator
import Workloads

/// A story of the run from its publication to its expiry.
struct ExpiringStory {
  var story: PostID
  var due: SimTime
  var ticket: UInt64
  var isHighlight = false
}

/// Expiry of stories, the author's choice to keep one, and the rule of the object store.
extension RegionalPlatform {
  /// A story of this run will expire; its event comes with the time to live. Some become highlights before.
  mutating func expireLater(_ story: PostID, createdAt: SimTime, _ kernel: inout EngineKernel) {
    let due = createdAt + parameters.stories.timeToLive
    let ticket = sweeper.publish(story.value, due: due)
    let slot = expiringStories.insert(ExpiringStory(story: story, due: due, ticket: ticket))
    kernel.schedule(at: max(due, kernel.now), kind: EventKind.storyExpires.rawValue, slot: slot)
    let share = parameters.stories.highlights.share
    if share == 0 || storyDraws.unit(story.value, 21) >= share { return }
    let age = SimDuration(seconds: parameters.stories.timeToLive.seconds * storyDraws.unit(story.value, 22))
    let keptAt = max(createdAt + age, kernel.now)
    if keptAt < due { kernel.schedule(at: keptAt, kind: EventKind.storyKept.rawValue, slot: slot) }
  }

  /// The author makes a story a highlight: its row leaves the sweeper's index.
  mutating func storyKept(_ slot: UInt32) {
    let record = expiringStories[slot]
    expiringStories[slot].isHighlight = sweeper.keep(record.story, due: record.due, ticket: record.ticket)
  }

  /// `slot` names a story of the run; `.max` stands for one of the past.
  mutating func storyExpires(_ slot: UInt32, _ kernel: inout EngineKernel) {
    if slot == .max { return pastStoryExpires(&kernel) }
    let record = expiringStories.remove(slot)
    if record.isHighlight { return }
    sweeper.expire(record.story, at: kernel.now)
    countExpiry(record.story, at: kernel.now)
  }

  private mutating func pastStoryExpires(_ kernel: inout EngineKernel) {
    schedulePastExpiry(&kernel)
    let share = parameters.stories.highlights.share
    if share > 0 && storyDraws.unit(UInt64(sweeper.expired + sweeper.pastHighlights), 23) < share {
      return sweeper.keepPast()
    }
    sweeper.expirePast(at: kernel.now)
    countExpiry(PostID(sweeper.expiredKey), at: kernel.now)
  }

  /// Stories of the past expire in the shape in which they were posted; a time to live after the start none is left.
  mutating func schedulePastExpiry(_ kernel: inout EngineKernel) {
    let time = pastExpiries.next(after: kernel.now)
    if time >= .zero + parameters.stories.timeToLive { return }
    kernel.schedule(at: time, kind: EventKind.storyExpires.rawValue, slot: .max)
  }

  private mutating func countExpiry(_ story: PostID, at now: SimTime) {
    measures.count(.storiesExpired)
    measures.expiry.objectsExpired(late: lifecycleBoundary(after: now) - now, bytes: storedBytes(of: story))
  }

  /// The variants that are stored, and the original.
  private mutating func storedBytes(of story: PostID) -> Double {
    let original = originalBytes(Draws.mix(story.value))
    return storedVariants.reduce(Double(original)) { $0 + Double(images.sizeBytes(story, $1)) }
  }

  /// Objects of one story in its store.
  var objectsPerStory: Int64 { Int64(storedVariants.count) + 1 }

  /// The next multiple of the rule's granularity, counted from midnight UTC.
  private mutating func lifecycleBoundary(after now: SimTime) -> SimTime {
    let granularity = parameters.objectStore.lifecycleGranularity.nanoseconds
    let sinceMidnight = SimDuration(seconds: world.inputs.load.startHourUTC * 3_600).nanoseconds
    let passed = (now.nanoseconds + sinceMidnight) / granularity
    return SimTime(nanoseconds: (passed + 1) * granularity - sinceMidnight)
  }

  /// The object store's lifecycle rule: everything that expired since the last boundary goes at once.
  mutating func lifecycleActs(_ kernel: inout EngineKernel) {
    for story in sweeper.expiredObjects {
      for variant in storedVariants { objects.remove(ImageVariant.key(story, variant)) }
      objects.remove(ImageVariant.originalKey(story))
    }
    sweeper.objectsRemoved()
    scheduleLifecycle(&kernel)
  }

  mutating func scheduleLifecycle(_ kernel: inout EngineKernel) {
    kernel.schedule(at: lifecycleBoundary(after: kernel.now), kind: EventKind.lifecycle.rawValue, slot: 0)
  }
}
