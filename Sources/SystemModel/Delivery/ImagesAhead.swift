import Simulator
import Workloads

/// Images that the phone fetches before they are looked at.
public struct PrefetchParameters: ParameterSet, Equatable {
  public var depth = 0

  public init() {}

  public static let fields: [ParameterField<Self>] = [
    .count(
      "depth", \.depth, 0...CandidatePage.mostPosts,
      "Posts of the next page whose images the phone fetches while this page is read.", source: "assumed: off")
  ]
}

/// Images of one coming page that were asked for ahead of time. Lives until the page is shown or given up, and all have come.
struct AheadPage {
  var posts: InlineArray<8, PostID>
  /// Bit i: image i is asked for; then, when it is known, when it comes.
  var asked: UInt8 = 0
  var comesAt = InlineArray<8, SimTime>(repeating: .distantFuture)
  var count: UInt8
  var pending: UInt8 = 0
  var isOver = false
  /// Requests have left the phone.
  var isSent = false
  var viewer: UserID
  var edge: UInt16
  var variant: ImageVariant
  var roundTrip: SimDuration
  var downlink: Double
}

extension RegionalPlatform {
  /// A page is on the screen at `shownAt`: the phone asks for the first images of the page that would follow.
  mutating func fetchAhead(_ slot: UInt32, at shownAt: SimTime, _ kernel: inout EngineKernel) {
    let next = sessions[slot].nextPage
    if parameters.delivery.prefetch.depth == 0 || next == .max { return }
    let (session, page) = (sessions[slot], candidatePages[next])
    var ahead = AheadPage(
      posts: page.posts, count: page.count, viewer: session.viewer, edge: session.edge, variant: session.variant,
      roundTrip: session.roundTrip, downlink: session.downlink)
    for index in 0..<min(parameters.delivery.prefetch.depth, Int(page.count))
    where page.onPhone >> UInt8(index) & 1 == 0 {
      ahead.asked |= 1 << UInt8(index)
    }
    if ahead.asked == 0 { return }
    let place = aheadPages.insert(ahead)
    candidatePages[next].ahead = place
    kernel.schedule(at: shownAt + session.roundTrip.half, kind: EventKind.aheadImages.rawValue, slot: place)
  }

  /// The requests reach the edge.
  mutating func aheadImagesRequested(_ slot: UInt32, _ kernel: inout EngineKernel) {
    let ahead = aheadPages[slot]
    aheadPages[slot].isSent = true
    aheadPages[slot].pending = UInt8(ahead.asked.nonzeroBitCount)
    for index in 0..<Int(ahead.count) where ahead.asked >> UInt8(index) & 1 == 1 {
      let post = ahead.posts[index]
      let size = images.sizeBytes(post, ahead.variant)
      measures.count(.imagesAhead)
      if ahead.isOver { measures.wastedAheadBytes += Int64(size) }
      fetchImage(
        ImageFetch(
          identity: Draws.mix(post.value ^ UInt64(ahead.viewer.value) << 20 ^ UInt64(index)), post: post,
          key: ImageVariant.key(post, ahead.variant), sizeBytes: size, parentSlot: slot, parent: .ahead,
          part: UInt8(index), edge: ahead.edge, owner: ahead.edge, roundTrip: ahead.roundTrip,
          downlink: ahead.downlink, startedAt: kernel.now - ahead.roundTrip.half),
        &kernel)
    }
  }

  mutating func imageCameAhead(_ fetch: ImageFetch, at time: SimTime) {
    aheadPages[fetch.parentSlot].comesAt[Int(fetch.part)] = time
    aheadPages[fetch.parentSlot].pending -= 1
    if aheadPages[fetch.parentSlot].pending == 0 && aheadPages[fetch.parentSlot].isOver {
      aheadPages.discard(fetch.parentSlot)
    }
  }

  /// When image `index` of a page that is shown now comes or came, if it was asked for ahead; `.distantFuture` otherwise.
  mutating func cameAhead(_ page: CandidatePage, _ index: Int) -> SimTime {
    page.ahead == .max ? .distantFuture : aheadPages[page.ahead].comesAt[index]
  }

  /// The page is shown: what came of it ahead was not in vain. What has not been answered is asked for again.
  mutating func useAhead(_ page: CandidatePage) {
    if page.ahead == .max { return }
    for index in 0..<Int(page.count) where aheadPages[page.ahead].asked >> UInt8(index) & 1 == 1 {
      let size = Int64(images.sizeBytes(page.posts[index], aheadPages[page.ahead].variant))
      if aheadPages[page.ahead].comesAt[index] < .distantFuture {
        measures.usedAheadBytes += size
      } else if aheadPages[page.ahead].isSent {
        measures.wastedAheadBytes += size
      }
    }
    endAhead(page.ahead)
  }

  /// The session ended before the page was shown.
  mutating func wasteAhead(_ page: CandidatePage) {
    if page.ahead == .max { return }
    if aheadPages[page.ahead].isSent {
      for index in 0..<Int(page.count) where aheadPages[page.ahead].asked >> UInt8(index) & 1 == 1 {
        measures.wastedAheadBytes += Int64(images.sizeBytes(page.posts[index], aheadPages[page.ahead].variant))
      }
    }
    endAhead(page.ahead)
  }

  private mutating func endAhead(_ slot: UInt32) {
    aheadPages[slot].isOver = true
    if aheadPages[slot].isSent && aheadPages[slot].pending == 0 { aheadPages.discard(slot) }
  }
}
