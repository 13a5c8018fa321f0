/// Everything that can happen in a region; the dispatcher in `RegionalPlatform` has one case for each.
public enum EventKind: UInt16, CaseIterable, Sendable {
  /// A message of another region; its payload says what it is.
  case message
  case warmUpEnds, batchEnds
  case sessionArrives, postArrives, storyArrives, celebrityPosts, burstLikeArrives
  case sessionContinues
  case feedLoad, feedBranch
  case imageFetch, originFetch
  case upload, mediaVariant, logConsumer
  case fanOutChunk, timelineInsert
  case like, comment, commentAtHome
  case counterFlush, rowUpdate
  case storyTray, storyExpires, sweep, sweepBatch, lifecycle
}
