import Simulator
import Workloads

/// The sessions of a PoP before the run, numbered back from its start and evenly spaced in time, and the images that each
/// one shows. Warm-up and `RequestStream` read the same ones.
struct PastSessions: ~Copyable {
  let world: World
  let images: ImageSizes
  private var reader: FeedReader
  private var followed = FollowedPosters()
  private var phone: PhoneMemory
  /// Nothing of the run has been posted yet.
  private let posts = RecentPosts(chunkFollowers: 1_000)
  private var shown = SessionImages()

  init(_ world: World) {
    self.world = world
    let parameters = world.inputs.platform
    images = ImageSizes(parameters.delivery, draws: world.draws)
    reader = FeedReader(parameters.feed, draws: world.draws)
    phone = PhoneMemory(world)
  }

  /// Sessions per second of one PoP of the region, those of all its viewers.
  static func ratePerSecond(_ world: World, region: Int) -> Double {
    world.targets.sessions * world.shape.factor(at: .zero, region: region) * world.userShare(of: region)
      * world.keptShare(of: region) / (world.viewerShare * Double(world.keptPops(of: region).count))
  }

  /// Entity of the draws of a session of the past.
  static func identity(_ number: UInt64, edge: Int) -> UInt64 { Draws.mix(number ^ UInt64(edge) << 44 ^ 0x0057_A2A7) }

  /// When session `number` was, at a rate.
  static func time(ofSession number: UInt64, ratePerSecond: Double) -> SimTime {
    .zero - SimDuration(seconds: (Double(number) + 0.5) / ratePerSecond)
  }

  var count: Int { shown.count }
  subscript(index: Int) -> ImageRequest { shown[index] }

  /// Reads session `number` of the region's kept PoP number `edge`, as it would have gone at `time`.
  mutating func read(_ number: UInt64, edge: Int, pop: Int, sessionDraws: Draws, at time: SimTime) {
    let identity = Self.identity(number, edge: edge)
    let viewer = world.population.activeUser(ofPop: pop, sessionDraws, identity)
    reader.open(viewer, followed.read(viewer, world))
    let displayed = world.sessions.plan(user: viewer, session: identity).pages * world.sessions.imagesPerPage
    let wanted = min(displayed, reader.parameters.hydratedCandidates, Session.maximumCandidates)
    phone.recall(identity, at: time, wanted: wanted, &reader, images, world, posts)
    shown.read(identity, at: time, &reader, images, world, posts)
    for index in 0..<shown.count {
      shown[index].pop = UInt16(pop)
      shown[index].isOnPhone = phone.show(shown[index], reader)
    }
  }
}
