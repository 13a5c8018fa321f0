import Simulator
import Testing
import Workloads

@testable import SystemModel

/// Preloading, receipts, rings, replies and close friends in whole runs, and their tables against sets.
@Suite struct StoryViewingTests {
  private static func inputs(_ change: (inout StoryParameters) -> Void = { _ in }) -> PlatformInputs {
    var inputs = SmallWorld.inputs(users: 3_000, sessionsPerSecond: 60, seconds: 10)
    inputs.population.storiesPerDay = 20
    change(&inputs.platform.stories)
    return inputs
  }

  private static func everything(_ stories: inout StoryParameters, _ draws: Draws) {
    stories.order = draws.index(2, 1) == 0 ? .affinity : .recency
    stories.rings.mode = StoryRings.allCases[Int(draws.index(3, 2))]
    stories.preload.depth = Int(draws.index(6, 3))
    stories.receipts.batch = 1 + Int(draws.index(16, 4))
    stories.receipts.listLength = Int(draws.index(5, 5))
    stories.receipts.listReads = 3_000
    stories.replies.share = 0.2
    stories.closeFriends.storyShare = draws.unit(6)
    stories.closeFriends.listSize = 10
  }

  /// Every seed is another mixture; a third of them with short lives, so that frames expire on the phone.
  @Test(arguments: Array(0..<24 as Range<UInt64>)) func lawsHoldWithEverythingOn(seed: UInt64) {
    let draws = Draws(seed: seed, replication: 3)
    var inputs = Self.inputs { Self.everything(&$0, draws) }
    inputs.duration = .seconds(5)
    if seed % 3 == 0 {
      inputs.platform.stories.timeToLive = .seconds(4)
      inputs.population.storiesPerDay = 100
    }
    let measured = SmallWorld.run(inputs, seed: seed)
    for law in measured.invariants {
      #expect(law.holds, "seed \(seed): \(law.name), expected \(law.expected), found \(law.found)")
    }
    #expect(measured.executed("storyReceipts") > 5 && measured.executed("storyReplies") > 0, "seed \(seed)")
    #expect((measured.executed("storyFramesAhead") > 0) == (inputs.platform.stories.preload.depth > 0), "seed \(seed)")
    for operation in measured.operations {
      let ledger = operation.meanLedger.reduce(0) { $0 + $1.nanoseconds }
      #expect(ledger == operation.latency.sum, "seed \(seed): ledgers of \(operation.name)")
    }
  }

  @Test func everythingOnIsTheSameOnTwoThreads() {
    let inputs = Self.inputs { Self.everything(&$0, Draws(seed: 4, replication: 3)) }
    func transcript(_ threads: Int) -> String {
      let run = PlatformRun(inputs, seed: 2, threads: threads)
      run.prepare()
      run.run()
      return run.measurements().transcript
    }
    let (one, two) = (transcript(1), transcript(2))
    #expect(one == two, "\(firstDifference(one, two))")
  }

  /// Keys of what is off move nothing; lists of close friends that hold everybody hide nothing.
  @Test func whatIsOffChangesNothing() {
    let plain = SmallWorld.run(Self.inputs()).transcript
    let unread = SmallWorld.run(
      Self.inputs {
        $0.ranking.affinityTail = 3
        $0.rings.mostPairs = 2
        $0.receipts.listLength = 1
        $0.closeFriends.listSize = 3
      })
    #expect(unread.transcript == plain, "\(firstDifference(unread.transcript, plain))")
    let open = SmallWorld.run(
      Self.inputs {
        $0.closeFriends.storyShare = 1
        $0.closeFriends.listSize = 1_000_000
      })
    #expect(open.transcript == plain, "\(firstDifference(open.transcript, plain))")
  }

  @Test func withoutFriendsNobodySeesTheirStories() {
    let measured = SmallWorld.run(
      Self.inputs {
        $0.closeFriends.storyShare = 1
        $0.closeFriends.listSize = 0
      })
    #expect(measured.executed("sessions") > 300 && measured.executed("storyFrames") == 0)
  }

  /// Deeper preloading: more frames are ready, more bytes are waste; what is watched hardly changes.
  @Test func depthTradesWaitForWaste() {
    let runs = [0, 1, 2, 4].map { depth in SmallWorld.run(Self.inputs { $0.preload.depth = depth }, seed: 5) }
    let ready = runs.map { $0.scalar("stories.preload.readyShare") }
    let waste = runs.map { $0.scalar("stories.preload.wastedBytes") }
    let means = runs.map { run in run.operations.first { $0.name == "story.frame" }!.latency.mean!.seconds }
    #expect(ready[0] == 0 && waste[0] == 0)
    #expect(ready[1] > 0.3 && ready[2] > ready[0] && means[1] < 0.8 * means[0], "\(ready) \(means)")
    for depth in 1..<4 { #expect(waste[depth] > waste[depth - 1], "\(waste)") }
    let frames = runs.map { Double($0.executed("storyFrames")) }
    #expect(frames.allSatisfy { abs($0 / frames[0] - 1) < 0.1 }, "\(frames)")
  }

  /// A frame that is there takes the phone's reading time and nothing else.
  @Test func aReadyFrameIsShownAtOnce() {
    var inputs = Self.inputs { $0.preload.depth = 3 }
    inputs.session.storyFrameTime = .constant(.seconds(3))
    let measured = SmallWorld.run(inputs)
    let preloaded = measured.operations.first { $0.name == "story.frame.preloaded" }!.latency
    #expect(preloaded.count > 200)
    #expect(preloaded.percentile(50)!.seconds < 0.0031 && preloaded.percentile(50)!.seconds > 0.0029)
  }

  /// Rings keep viewers from seeing a story twice. Two sessions of one user at a time still may.
  @Test func ringsAvoidRepeats() {
    func newShare(_ rings: StoryRings) -> RunMeasurements {
      var inputs = SmallWorld.inputs(users: 500, sessionsPerSecond: 8, seconds: 60)
      inputs.platform.stories.receipts.batch = 2
      inputs.platform.stories.rings.mode = rings
      return SmallWorld.run(inputs, seed: 6)
    }
    let (off, on) = (newShare(.off), newShare(.fromStart))
    let (before, after) = (off.scalar("stories.viewers.newShare"), on.scalar("stories.viewers.newShare"))
    #expect(before < 0.8 && after > before + 0.05, "\(before) of the views are new without rings, \(after) with them")
    #expect(on.scalar("stories.rings.repeatsAvoided") > 0.1 && off.scalar("stories.rings.repeatsAvoided") == 0)
    #expect(on.scalar("stories.rings.bytes") > 0)
  }

  /// A leak of a close friend's story is seen by its law.
  @Test func aLeakIsSeen() {
    let inputs = Self.inputs {
      $0.closeFriends.storyShare = 1
      $0.closeFriends.listSize = 0
    }
    let world = World(inputs, seed: 1, replication: 0)
    var run = KernelOfOne(world)
    run.showAnything()
    #expect(run.hiddenStories == 1)
  }

  /// Seen pairs against a dictionary that forgets nothing younger than a time to live.
  @Test(arguments: [1, 2, 3]) func seenStoriesEqualADictionary(seed: UInt64) {
    let draws = Draws(seed: seed, replication: 0)
    let life = SimDuration.seconds(500)
    var seen = SeenStories(timeToLive: life, mostPairs: 1 << 20)
    var shadow: [UInt64: SimTime] = [:]
    var (known, old) = (0, 0)
    for number in 0..<20_000 as Range<UInt64> {
      let now = SimTime(nanoseconds: Int64(number) * 100_000_000)
      let (viewer, author) = (UserID(UInt32(draws.index(20, number, 1))), UserID(UInt32(draws.index(30, number, 2))))
      let key = UInt64(viewer.value) << 32 | UInt64(author.value)
      let found = seen.seenThrough(viewer, author)
      // A story that is live now was created within the time to live; older knowledge may be gone.
      if let expected = shadow[key], expected > now - life {
        #expect(found >= expected && found < expected + .milliseconds(1), "seed \(seed), look \(number)")
        known += 1
      } else {
        #expect(found <= now - life, "seed \(seed), look \(number)")
        old += 1
      }
      if draws.index(4, number, 3) == 0 {
        let createdAt = now - SimDuration(nanoseconds: Int64(draws.index(UInt64(life.nanoseconds), number, 4)))
        seen.see(viewer, author, createdAt: createdAt, at: now)
        shadow[key] = max(shadow[key] ?? .distantPast, createdAt)
      }
    }
    #expect(known > 2_000 && old > 500 && seen.forgotten == 0, "\(known) known, \(old) old")
  }

  @Test func seenStoriesAreBounded() {
    var seen = SeenStories(timeToLive: .hours(24), mostPairs: 1_000)
    for number in 0..<50_000 as Range<UInt32> {
      seen.see(UserID(number), UserID(1), createdAt: .zero, at: .zero)
      #expect(seen.pairCount <= 1_001)
    }
    #expect(seen.forgotten > 40_000)
  }

  /// However often and in whatever order a view is reported, a viewer counts once, and the list keeps the first ones.
  @Test(arguments: Array(0..<20 as Range<UInt64>)) func viewersCountOnce(seed: UInt64) {
    let draws = Draws(seed: seed, replication: 0)
    let length = Int(draws.index(12, 0))
    var viewers = StoryViewers(listLength: length)
    var views: [PostID: Int64] = [:]
    var unique: [PostID: [UserID]] = [:]
    for number in 1..<2_000 as Range<UInt64> {
      let story = PostID.runStory(
        author: UserID(UInt32(draws.index(5, number))), ordinal: UInt32(draws.index(4, number, 1)))
      let viewer = UserID(UInt32(draws.index(40, number, 2)))
      let isNew = viewers.count(story, viewer: viewer)
      #expect(isNew == !(unique[story] ?? []).contains(viewer), "seed \(seed), view \(number)")
      views[story, default: 0] += 1
      if isNew { unique[story, default: []].append(viewer) }
    }
    for (story, own) in unique {
      let found = viewers.find(story)
      #expect(found?.views == views[story] && found?.uniqueViewers == Int64(own.count))
      #expect(viewers.list(story) == Array(own.prefix(length)), "seed \(seed)")
    }
    #expect(viewers.pairCount == unique.values.reduce(0) { $0 + $1.count } && viewers.storyCount == unique.count)
  }
}

/// One region outside a run.
private struct KernelOfOne: ~Copyable {
  private var platform: RegionalPlatform

  init(_ world: World) { platform = RegionalPlatform(0, world) }

  var hiddenStories: Int64 { platform.viewing.laws.hiddenStories }

  /// Puts a story on the screen that no tray has let through.
  mutating func showAnything() {
    let session = platform.drawSession(7, openedAt: .zero).session
    var watch = StoryWatch(session, frames: 1)
    watch.stories[0] = .runStory(author: UserID(9), ordinal: 1)
    watch.storyCount = 1
    let slot = platform.watches.insert(watch)
    var kernel = EngineKernel()
    platform.frameShown(slot, at: .zero, until: .zero, &kernel)
  }
}
