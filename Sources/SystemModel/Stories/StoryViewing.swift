import Simulator
import Workloads

/// What a region keeps of how stories are viewed, beyond the watches themselves. All of it is off by default.
struct StoryViewing: ~Copyable {
  let preloadDepth: Int
  /// Frames of a receipt batch; 0 for no receipts.
  let receiptBatch: Int
  let replyShare: Double
  let ringsAreOn: Bool
  /// A tray plays all stories of an author together.
  let isByAuthor: Bool
  let friends: CloseFriends
  let ranking: StoryRanking
  let replyDraws: Draws
  /// Something happens when a frame is shown or a viewer leaves.
  let isFollowed: Bool

  var seen: SeenStories
  var framesAhead = SlotPool<FramesAhead>()
  var receipts = SlotPool<ReceiptBatch>()
  var replies = SlotPool<StoryReply>()
  var listReads = SlotPool<ViewerListRead>()
  var viewers: StoryViewers
  var listArrivals: ArrivalProcess
  var listCount: UInt64 = 0
  var laws = StoryViewingLaws()

  init(_ parameters: StoryParameters, draws: Draws, listArrivals: ArrivalProcess) {
    let (depth, batch, share) = (parameters.preload.depth, parameters.receipts.batch, parameters.replies.share)
    let hasRings = parameters.rings.mode != .off
    let closeFriends = CloseFriends(parameters.closeFriends, draws: draws)
    preloadDepth = depth
    receiptBatch = batch
    replyShare = share
    ringsAreOn = hasRings
    isByAuthor = hasRings || parameters.order == .affinity
    isFollowed = hasRings || depth > 0 || batch > 0 || share > 0 || closeFriends.isActive
    friends = closeFriends
    ranking = StoryRanking(parameters.order, parameters.ranking, draws: draws)
    replyDraws = draws.purpose("story.reply")
    seen = SeenStories(timeToLive: parameters.timeToLive, mostPairs: parameters.rings.mostPairs)
    viewers = StoryViewers(listLength: parameters.receipts.listLength)
    self.listArrivals = listArrivals
  }

  /// Replies that have left their phones and are not answered.
  var repliesUnderWay: Int64 {
    var count: Int64 = 0
    replies.forEachLiveSlot { if replies[$0].step != .onPhone { count += 1 } }
    return count
  }
}

/// Counts over the whole run, for the laws; never cleared.
struct StoryViewingLaws {
  /// Frames shown while receipts were on, and what became of them.
  var framesToReport: Int64 = 0
  var receiptsSent: Int64 = 0
  var receiptsCounted: Int64 = 0
  var repliesSent: Int64 = 0
  var repliesAnswered: Int64 = 0
  /// Stories shown to a viewer who is not on the list of close friends; zero or a bug.
  var hiddenStories: Int64 = 0
  /// Bytes of frames asked for ahead.
  var aheadBytes: Int64 = 0
  var shownAheadBytes: Int64 = 0
  var wastedAheadBytes: Int64 = 0
}

extension RegionalPlatform {
  /// A frame is on the screen from `shownAt` and the viewer looks at it until `leaves`.
  mutating func frameShown(
    _ slot: UInt32, at shownAt: SimTime, until leaves: SimTime, _ kernel: inout EngineKernel
  ) {
    let watch = watches[slot]
    let story = watch.stories[Int(watch.frame)]
    if viewing.friends.isActive && !viewing.friends.mayShow(story, to: watch.viewer, world.graph) {
      viewing.laws.hiddenStories += 1
    }
    if viewing.ringsAreOn {
      viewing.seen.see(watch.viewer, story.author, createdAt: storyCreatedAt(story), at: shownAt)
    }
    if viewing.preloadDepth > 0 { preload(watch.ahead, behind: Int(watch.frame), at: shownAt, &kernel) }
    if viewing.receiptBatch > 0 { noteView(slot, story, at: shownAt, &kernel) }
    if viewing.replyShare > 0 { replyPerhaps(watch, story, at: leaves, &kernel) }
  }
}
