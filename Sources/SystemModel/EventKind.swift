/// Everything that can happen in a region; the dispatcher in `RegionalPlatform` has one case for each.
public enum EventKind: UInt16, CaseIterable, Sendable {
  /// A message of another region; its payload says what it is.
  case message
  case warmUpEnds, batchEnds
  case sessionArrives, postArrives, storyArrives, celebrityPosts, burstLikeArrives
  /// Requests of a phone arrive at the gateway, or at its edge.
  case pageRequest, trayRequest, countRequest, commentRequest, pageImages, storyFrame, aheadImages, videoSegment
  case feedLoad, cacheMiss
  case upload, mediaVariant
  case fanOutChunk, timelineInsert
  case count, comment
  case counterFlush, rowUpdate
  case storyTray
  case edgeNodesLost, edgeNodesBack
  case storyExpires, sweep, sweepBatch, lifecycle, storyKept
  /// Of counters.
  case rowTimeout, logFlushed, compaction, gossip, sketchSnapshot, bufferCrash, counterTick
  /// Viewing of stories: kinds are numbered, and the numbers are in the fingerprint, so new ones go to the end.
  case storyTap, storyFramesAhead, storyReceipts, storyReply, viewerListOpened, viewerList
}
