import Simulator
import Workloads

/// The event list of the platform's regions.
typealias PendingEvents = RadixWheelList
typealias EngineKernel = Kernel<PendingEvents>

/// One region of the platform as a logical process: wiring and dispatch only. What happens in a step is in the
/// subsystem's own file, as an extension.
struct RegionalPlatform: LogicalProcessModel, ~Copyable {
  typealias List = PendingEvents

  let region: Int
  let world: World
  let keptPops: [Int]
  let images: ImageSizes
  var outbox: Outbox<Payload>
  var mailbox = SlotPool<Payload>()
  var stations: StationTable
  let fleets: Fleets
  var measures: Measures
  var readLog: TimelineReadLog?
  var trace: PhotoTrace?

  var sessionArrivals: ArrivalProcess
  var postArrivals: ArrivalProcess
  var storyArrivals: ArrivalProcess
  var pastExpiries: ArrivalProcess
  var sessionCount: UInt64 = 0
  var photoCount: UInt64 = 0
  var storyCount: UInt64 = 0

  var sessions = SlotPool<Session>()
  var candidatePages = SlotPool<CandidatePage>()
  var pendingActions = SlotPool<PendingAction>()
  var feeds = SlotPool<FeedLoad>()
  var cacheMisses = SlotPool<CacheMiss>()
  var uploads = SlotPool<Upload>()
  var variants = SlotPool<MediaVariant>()
  var chunks = SlotPool<FanOutChunk>()
  var comments = SlotPool<Comment>()
  var trays = SlotPool<StoryTray>()
  var watches = SlotPool<StoryWatch>()
  var aheadPages = SlotPool<AheadPage>()
  var videoWatches = SlotPool<VideoWatch>()
  var expiringStories = SlotPool<ExpiringStory>()
  var sweepBatches = SlotPool<SweepBatch>()

  var posts: RecentPosts
  var rows: PostRows
  var objects: ObjectStore
  var timelines: MaterialisedTimelines
  let holders: HolderBuffer
  var firstDeliveries = FlatMap()
  var followedPosters = FollowedPosters()
  var reader: FeedReader
  var phone: PhoneMemory
  var storyReader: StoryReader
  var viewing: StoryViewing
  /// One cache per server of an edge, as `edgeServers` numbers them.
  var edgeCaches = SlotPool<CacheNode>()
  var edgeServers: EdgeServers
  var edgeFills = FillTable()
  var edgeFreshness = FreshnessTable()
  /// When an edge last heard that a photo is gone; likewise at the shield.
  var edgeGone = FreshnessTable()
  var shieldCache: CacheNode
  var shieldFills = FillTable()
  var shieldFreshness = FreshnessTable()
  var shieldGone = FreshnessTable()
  let collapses: Bool
  let isMutable: Bool
  let versions: PhotoVersions
  let deletions: PhotoDeletions
  var counters: CounterState
  var bursts: [LikeBurst] = []
  var sweeper: StorySweeper

  /// Likes that stand for viewers left out, for each like of a viewer kept.
  let echoFactor: Double
  let sessionDraws: Draws
  let postDraws: Draws
  let storyDraws: Draws
  let uploadSizeDraws: Draws
  let putDraws: Draws
  let echoDraws: Draws
  let burstDraws: Draws
  let videoDraws: Draws
  let resizeTime: DurationSampler
  let notificationDelay: DurationSampler
  let putTime: DurationSampler
  let replicationDelay: DurationSampler
  let scanTime: DurationSampler
  let insertTime: DurationSampler

  init(_ region: Int, _ world: World) {
    self.region = region
    self.world = world
    let parameters = world.inputs.platform
    keptPops = world.keptPops(of: region)
    images = ImageSizes(parameters.delivery, draws: world.draws)
    let start = SimTime.zero + world.inputs.warmUp
    measures = Measures(start: start, end: start + world.inputs.duration, whatIf: world.inputs.whatIf)
    outbox = Outbox(lookahead: world.geography.lookahead)
    let regionDraws = world.draws.purpose("region \(region)")
    var table = StationTable()
    fleets = Fleets(
      parameters, keptPops: keptPops.count, share: world.keptShare(of: region), draws: regionDraws, &table)
    stations = table

    let rates = world.targets
    let share = world.userShare(of: region)
    func arrivals(_ rate: Double, _ name: String, _ shape: LoadShape? = nil) -> ArrivalProcess {
      ArrivalProcess(ratePerSecond: rate, shape: shape ?? world.shape, region: region, draws: regionDraws.purpose(name))
    }
    sessionArrivals = arrivals(rates.sessions * share * world.keptShare(of: region), "arrivals.session")
    postArrivals = arrivals(rates.posts * share, "arrivals.post")
    storyArrivals = arrivals(rates.storyPosts * share, "arrivals.story", world.storyShape)
    pastExpiries = arrivals(rates.storyPosts * share, "arrivals.storyExpiry", world.expiryShape)

    let loadedSeconds = (world.inputs.warmUp + world.inputs.duration).seconds * world.inputs.load.level
    /// What a rate brings until the end; a long run grows its tables.
    func expected(_ rate: Double) -> Int { Int(min(rate * loadedSeconds, 1e6)) }
    let (photos, stories) = (expected(rates.posts), expected(rates.storyPosts))
    posts = RecentPosts(chunkFollowers: UInt32(parameters.feed.chunkFollowers), photos: photos, stories: stories)
    let expectedUploads = expected((rates.posts + rates.storyPosts) * share)
    rows = PostRows(reserving: expectedUploads)
    objects = ObjectStore(reserving: expectedUploads * (1 + ImageVariant.allCases.count))
    // Many posts are liked more than once.
    counters = CounterState(
      world, fleets, regionDraws: regionDraws, expectedRows: expected(rates.likes * share / 2))
    holders = HolderBuffer(chunkFollowers: parameters.feed.chunkFollowers)
    timelines = MaterialisedTimelines(keptEntries: parameters.feed.timelineKept)
    reader = FeedReader(parameters.feed, draws: world.draws)
    phone = PhoneMemory(world)
    let listReads = rates.storyPosts * share * world.keptShare(of: region) * parameters.stories.receipts.listReads
    viewing = StoryViewing(
      parameters.stories, draws: world.draws, listArrivals: arrivals(listReads, "arrivals.viewerList"))
    storyReader = StoryReader(friends: viewing.friends)
    sweeper = StorySweeper(parameters.stories)
    let delivery = parameters.delivery
    edgeServers = EdgeServers(delivery)
    for _ in 0..<keptPops.count * delivery.edgeNodes {
      _ = edgeCaches.insert(
        CacheNode(
          delivery.edgePolicy, capacityBytes: delivery.edgeCapacity / Int64(delivery.edgeNodes),
          expectedObjectBytes: delivery.medianImageBytes))
    }
    collapses = delivery.collapse
    isMutable = delivery.urls.mode == .mutable
    versions = PhotoVersions(delivery.urls, draws: world.draws)
    deletions = PhotoDeletions(delivery.deletions, draws: world.draws)
    videoDraws = world.draws.purpose("video")
    let shieldBytes = Int64(Double(delivery.shieldCapacity) * world.keptShare(of: region))
    shieldCache = CacheNode(
      delivery.shieldPolicy, capacityBytes: shieldBytes, expectedObjectBytes: delivery.medianImageBytes)

    echoFactor = 1 / world.keptShare(of: region) - 1
    sessionDraws = regionDraws.purpose("session")
    postDraws = regionDraws.purpose("post.author")
    storyDraws = regionDraws.purpose("story.author")
    uploadSizeDraws = world.draws.purpose("upload.size")
    putDraws = world.draws.purpose("upload.steps")
    echoDraws = world.draws.purpose("like.echo")
    burstDraws = world.draws.purpose("like.burst")
    resizeTime = DurationSampler(parameters.upload.resizeTime)
    notificationDelay = DurationSampler(parameters.upload.notificationDelay)
    putTime = DurationSampler(parameters.objectStore.putTime)
    replicationDelay = DurationSampler(parameters.eventLog.replicationDelay)
    scanTime = DurationSampler(parameters.feed.scanTime)
    insertTime = DurationSampler(parameters.feed.insertTime)
  }

  var parameters: PlatformParameters { _read { yield world.inputs.platform } }

  mutating func store(_ payload: Payload) -> UInt32 { mailbox.insert(payload) }

  /// Sends a message over the WAN, where it leaves `wait` from now: one-way delay to that region.
  mutating func tell(
    _ destination: Int, _ payload: Payload, after wait: SimDuration = .zero, _ kernel: inout EngineKernel
  ) {
    let delay = wait + world.geography.oneWayDelay(from: region, to: destination)
    outbox.send(payload, to: destination, kind: EventKind.message.rawValue, after: delay, &kernel)
  }
}

extension ArrivalProcess {
  /// Schedules the arrival after now, if there is one.
  mutating func scheduleNext(_ kind: EventKind, slot: UInt32 = 0, _ kernel: inout EngineKernel) {
    let time = next(after: kernel.now)
    if time < .distantFuture { kernel.schedule(at: time, kind: kind.rawValue, slot: slot) }
  }
}
