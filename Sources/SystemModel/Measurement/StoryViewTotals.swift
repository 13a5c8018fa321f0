import Simulator
import Workloads

/// The viewing of stories in all regions: scalars and laws.
struct StoryViewTotals {
  private var measures = StoryViewMeasures()
  private var laws = StoryViewingLaws()
  private var (storyFrames, seenBytes, forgottenPairs): (Int64, Int64, Int64) = (0, 0, 0)
  private var (heldReceipts, travellingReceipts, travellingReplies): (Int64, Int64, Int64) = (0, 0, 0)
  private var (openAheadBytes, viewerBytes): (Int64, Int64) = (0, 0)
  private var (viewerPairs, storyUnique, storyViews): (Int64, Int64, Int64) = (0, 0, 0)

  mutating func add(_ platform: borrowing RegionalPlatform) {
    measures.add(platform.measures.storyViews)
    let own = platform.viewing.laws
    laws.framesToReport += own.framesToReport
    laws.receiptsSent += own.receiptsSent
    laws.receiptsCounted += own.receiptsCounted
    laws.repliesSent += own.repliesSent
    laws.repliesAnswered += own.repliesAnswered
    laws.hiddenStories += own.hiddenStories
    laws.aheadBytes += own.aheadBytes
    laws.shownAheadBytes += own.shownAheadBytes
    laws.wastedAheadBytes += own.wastedAheadBytes
    storyFrames += platform.measures.work[WorkClass.storyFrames.rawValue]
    seenBytes += platform.viewing.seen.bytes
    forgottenPairs += platform.viewing.seen.forgotten
    viewerBytes += platform.viewing.viewers.bytes
    addOpen(platform)
    viewerPairs += Int64(platform.viewing.viewers.pairCount)
    var (unique, views): (Int64, Int64) = (0, 0)
    platform.viewing.viewers.stories.forEachLiveSlot {
      unique += platform.viewing.viewers.stories[$0].uniqueViewers
      views += platform.viewing.viewers.stories[$0].views
    }
    storyUnique += unique
    storyViews += views
  }

  private mutating func addOpen(_ platform: borrowing RegionalPlatform) {
    var (held, travelling): (Int64, Int64) = (0, 0)
    platform.viewing.receipts.forEachLiveSlot {
      let count = Int64(platform.viewing.receipts[$0].count)
      if platform.viewing.receipts[$0].step == .onPhone { held += count } else { travelling += count }
    }
    platform.mailbox.forEachLiveSlot { if case .storyView = platform.mailbox[$0] { travelling += 1 } }
    heldReceipts += held
    travellingReceipts += travelling
    travellingReplies += Int64(platform.viewing.replies.liveCount)
    var open: Int64 = 0
    platform.viewing.framesAhead.forEachLiveSlot {
      let ahead = platform.viewing.framesAhead[$0]
      if ahead.isOver { return }
      for frame in 0..<StoryWatch.mostStories where (ahead.sent & ~ahead.shown) >> UInt16(frame) & 1 == 1 {
        open += Int64(platform.images.sizeBytes(ahead.stories[frame], ahead.variant))
      }
    }
    openAheadBytes += open
  }

  func scalars() -> [ScalarMeasurement] {
    func share(_ part: Int64, _ whole: Int64) -> Double { Double(part) / Double(max(1, whole)) }
    func sum(_ bytes: InlineArray<4, Int64>) -> Int64 { bytes[0] + bytes[1] + bytes[2] + bytes[3] }
    var list: [ScalarMeasurement] = []
    func add(_ name: String, _ value: Double, _ unit: String) {
      list.append(ScalarMeasurement(name: "stories." + name, value: value, unit: unit))
    }
    add("rings.unseenTrays", share(measures.traysWithUnseen, measures.trays), "1")
    add("rings.unseenAuthors", share(measures.unseenAuthors, measures.authors), "1")
    add("rings.repeatsAvoided", share(measures.repeats, measures.withoutRings), "1")
    add("rings.bytes", Double(seenBytes), "bytes")
    add("rings.forgottenPairs", Double(forgottenPairs), "1")
    let (shown, wasted) = (sum(measures.shownAheadBytes), sum(measures.wastedAheadBytes))
    add("preload.readyShare", share(measures.framesAhead - measures.waits, storyFrames), "1")
    add("preload.wastedBytes", Double(wasted), "bytes")
    add("preload.wastedShare", share(wasted, shown + wasted), "1")
    for network in NetworkClass.allCases {
      let index = Int(network.rawValue)
      let (own, all) = (measures.wastedAheadBytes[index], measures.shownAheadBytes[index])
      add("preload.wastedShare.\(network)", share(own, own + all), "1")
    }
    for (name, percent) in [("p50", 50.0), ("p95", 95), ("p99", 99)] {
      add("receipts.delay.\(name)", measures.receiptDelay.percentile(percent)?.seconds ?? 0, "s")
    }
    add("viewers.newShare", share(measures.newViewers, measures.views), "1")
    add("viewers.bytes", Double(viewerBytes), "bytes")
    return list
  }

  func invariants() -> [InvariantMeasurement] {
    [
      InvariantMeasurement(name: "stories shown to whom they are not for", expected: 0, found: laws.hiddenStories),
      InvariantMeasurement(
        name: "story bytes fetched ahead = shown + wasted + open", expected: laws.aheadBytes,
        found: laws.shownAheadBytes + laws.wastedAheadBytes + openAheadBytes),
      InvariantMeasurement(
        name: "story frames to report = receipts sent + held by phones", expected: laws.framesToReport,
        found: laws.receiptsSent + heldReceipts),
      InvariantMeasurement(
        name: "story receipts sent = counted + travelling", expected: laws.receiptsSent,
        found: laws.receiptsCounted + travellingReceipts),
      InvariantMeasurement(
        name: "story receipts counted = views of all stories", expected: laws.receiptsCounted, found: storyViews),
      InvariantMeasurement(
        name: "unique story viewers = pairs of viewer and story", expected: storyUnique, found: viewerPairs),
      InvariantMeasurement(
        name: "story replies sent = answered + travelling", expected: laws.repliesSent,
        found: laws.repliesAnswered + travellingReplies),
    ]
  }
}
