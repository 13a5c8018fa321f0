import Glibc
import Simulator
import Workloads

/// What a request for a range of a video makes a cache fetch and keep.
public enum RangeMode: String, CaseIterable, Sendable {
  /// Each segment is an object of its own.
  case segments
  /// The whole file: one miss brings all of it, of which most viewers see little.
  case wholeFile
}

/// Videos among the posts: played in segments, each asked for by range.
public struct VideoParameters: ParameterSet, Equatable {
  public var share = 0.0
  public var segmentBytes: Int64 = 1_000_000
  public var segmentTime = SimDuration.seconds(4)
  public var segmentsPerVideo = 8
  public var segmentsWatched = 2.0
  public var ranges = RangeMode.segments

  public init() {}

  public static let fields: [ParameterField<Self>] = [
    .fraction("share", \.share, 0...1, "Posts that are videos.", source: "assumed: off"),
    .bytes(
      "segmentBytes", \.segmentBytes, 1_000...100_000_000, "Bytes of one segment.",
      source: "assumed: 2 Mbit/s for 4 s"),
    .duration(
      "segmentTime", \.segmentTime, .milliseconds(100) ... .minutes(1), "Time that one segment plays.",
      source: "assumed: common segment length"),
    .count("segmentsPerVideo", \.segmentsPerVideo, 1...200, "Segments of a video.", source: "assumed: 32 s"),
    .number(
      "segmentsWatched", \.segmentsWatched, 1...200, "Mean segments that a viewer plays, geometric, at most all.",
      source: "assumed: most scroll on after a few seconds"),
    .choice(
      "ranges", \.ranges, "Caches keep each segment, or fetch and keep whole files.",
      source: "assumed: segments, as slicing proxies do"),
  ]
}

/// A viewer who plays a video: one segment is fetched while the one before it plays.
struct VideoWatch {
  var post: PostID
  var viewer: UserID
  var edge: UInt16
  var segment: UInt8 = 0
  var segments: UInt8
  var roundTrip: SimDuration
  var downlink: Double
  /// When the player needs the segment that is being fetched; the first one as soon as it can be.
  var neededAt: SimTime
}

extension RegionalPlatform {
  /// The videos of a page that is on the screen at `shownAt` begin to play.
  mutating func playVideos(_ session: Session, _ page: CandidatePage, at shownAt: SimTime, _ kernel: inout EngineKernel)
  {
    let video = parameters.delivery.video
    if video.share == 0 { return }
    for index in 0..<Int(page.count) where videoDraws.unit(page.posts[index].value) < video.share {
      let post = page.posts[index]
      let unit = videoDraws.unit(post.value, UInt64(session.viewer.value) + 1)
      let watched =
        video.segmentsWatched > 1 ? 1 + Int(min(log(unit) / log1p(-1 / video.segmentsWatched), 200)) : 1
      let slot = videoWatches.insert(
        VideoWatch(
          post: post, viewer: session.viewer, edge: session.edge,
          segments: UInt8(min(watched, video.segmentsPerVideo)), roundTrip: session.roundTrip,
          downlink: session.downlink, neededAt: shownAt))
      kernel.schedule(at: shownAt + session.roundTrip.half, kind: EventKind.videoSegment.rawValue, slot: slot)
    }
  }

  /// The request for the next segment reaches the edge.
  mutating func segmentRequested(_ slot: UInt32, _ kernel: inout EngineKernel) {
    let (watch, video) = (videoWatches[slot], parameters.delivery.video)
    measures.count(.videoSegments)
    let isWhole = video.ranges == .wholeFile
    let part = isWhole ? 0 : UInt64(watch.segment) + 1
    let whole = UInt32(clamping: video.segmentBytes * Int64(video.segmentsPerVideo))
    fetchImage(
      ImageFetch(
        identity: Draws.mix(watch.post.value ^ UInt64(watch.viewer.value) << 20 ^ UInt64(watch.segment) << 8 ^ 0x51DE),
        post: watch.post, key: Draws.mix(watch.post.value &* 256 &+ part &+ 0x71DE_0000_0000),
        sizeBytes: UInt32(video.segmentBytes), objectBytes: isWhole ? whole : UInt32(video.segmentBytes),
        parentSlot: slot, parent: .video, edge: watch.edge, owner: watch.edge, roundTrip: watch.roundTrip,
        downlink: watch.downlink, startedAt: kernel.now - watch.roundTrip.half),
      &kernel)
  }

  /// A segment reaches the phone at `time`: the player stalls if it is late, and asks for the next one as this one begins to play.
  mutating func segmentFetched(
    _ fetch: ImageFetch, _ ledger: inout ImageLedger, hops: UInt8, at time: SimTime, _ kernel: inout EngineKernel
  ) {
    let slot = fetch.parentSlot
    measures.record(.videoSegment, &ledger, hops: hops, from: fetch.startedAt, to: time)
    if videoWatches[slot].segment > 0 && time > videoWatches[slot].neededAt { measures.count(.videoStalls) }
    let playsAt = max(time, videoWatches[slot].neededAt)
    videoWatches[slot].segment += 1
    if videoWatches[slot].segment == videoWatches[slot].segments { return videoWatches.discard(slot) }
    videoWatches[slot].neededAt = playsAt + parameters.delivery.video.segmentTime
    kernel.schedule(
      at: playsAt + videoWatches[slot].roundTrip.half, kind: EventKind.videoSegment.rawValue, slot: slot)
  }
}
