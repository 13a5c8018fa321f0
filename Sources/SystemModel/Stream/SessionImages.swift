import Simulator
import Workloads

/// The images that one session shows, in order: those of the feed, then those of the profiles visited. Nothing is fetched,
/// and no time passes within the session.
struct SessionImages: ~Copyable {
  private(set) var count = 0
  private var requests = ScratchBuffer<ImageRequest>()
  private var scratch = CatalogueScratch()

  subscript(index: Int) -> ImageRequest {
    get { requests.items[index] }
    set { requests.items[index] = newValue }
  }

  /// What `session` of the reader's viewer shows at `time`.
  mutating func read(
    _ session: UInt64, at time: SimTime, _ reader: inout FeedReader, _ images: ImageSizes, _ world: World,
    _ posts: borrowing RecentPosts
  ) {
    let viewer = reader.viewer
    let shown = readFeed(session, at: time, &reader, images, world, posts)
    for number in 0..<world.sessions.profiles.count(user: viewer, session: session) {
      let visit = world.sessions.profiles.visit(user: viewer, session: session, number: number)
      guard let poster = profile(visit, session, number, feed: shown, reader, world) else { continue }
      append(visit, of: poster, at: time, viewer, images, world)
    }
  }

  /// Returns how many images of the feed are shown.
  private mutating func readFeed(
    _ session: UInt64, at time: SimTime, _ reader: inout FeedReader, _ images: ImageSizes, _ world: World,
    _ posts: borrowing RecentPosts
  ) -> Int {
    let viewer = reader.viewer
    let displayed = world.sessions.plan(user: viewer, session: session).pages * world.sessions.imagesPerPage
    let most = min(reader.parameters.hydratedCandidates, Session.maximumCandidates)
    let ordered = min(displayed, most)
    let shown = min(reader.rank(asOf: time, count: most, ordered: ordered, world, posts), ordered)
    let variant = ImageVariant.feed(for: world.population.device(viewer))
    count = 0
    for index in 0..<shown { append(reader.candidate(index), variant, .feed, at: time, viewer, images, world) }
    return shown
  }

  /// Whose profile is visited; nobody when no followee posts, or the feed is empty.
  private func profile(
    _ visit: ProfileVisit, _ session: UInt64, _ number: Int, feed shown: Int, _ reader: borrowing FeedReader,
    _ world: World
  ) -> Poster? {
    let (profiles, viewer) = (world.sessions.profiles, reader.viewer)
    let followed = reader.posters
    if followed.count == 0 { return nil }
    if visit.comesFromFeed {
      if shown == 0 { return nil }
      let place = Int(profiles.choice(user: viewer, session: session, number: number, 0) * Double(shown))
      let author = requests.items[place].post.author
      for index in 0..<followed.count where followed.entries[index].author == author { return followed.entries[index] }
      return nil
    }
    var chosen = followed.entries[0]
    for attempt in 1...UInt64(16) {
      let place = profiles.choice(user: viewer, session: session, number: number, attempt * 2) * Double(followed.count)
      chosen = followed.entries[Int(place)]
      let bar = profiles.choice(user: viewer, session: session, number: number, attempt * 2 + 1)
      if bar * FeedReader.bestAffinity < reader.affinity(chosen.author) { break }
    }
    return chosen
  }

  /// A profile down to the visit's depth, and the photo that is opened.
  private mutating func append(
    _ visit: ProfileVisit, of poster: Poster, at time: SimTime, _ viewer: UserID, _ images: ImageSizes, _ world: World
  ) {
    let oldest = time - world.sessions.profiles.history
    let found = world.catalogue.readNewest(
      visit.depth, of: poster, from: oldest, before: time + SimDuration(nanoseconds: 1), &scratch)
    let device = world.population.device(viewer)
    let variant = visit.isGrid ? ImageVariant.thumbnail(for: device) : .feed(for: device)
    for index in 0..<found {
      append(scratch.found.items[index].post, variant, .profile, at: time, viewer, images, world)
    }
    if let opened = visit.opened, opened < found {
      append(scratch.found.items[opened].post, .px1080, .full, at: time, viewer, images, world)
    }
  }

  private mutating func append(
    _ post: PostID, _ variant: ImageVariant, _ surface: ImageRequest.Surface, at time: SimTime, _ viewer: UserID,
    _ images: ImageSizes, _ world: World
  ) {
    requests.reserve(count + 1, keeping: count)
    requests.items[count] = ImageRequest(
      time: time, key: ImageVariant.key(post, variant), sizeBytes: images.sizeBytes(post, variant), post: post,
      viewer: viewer, pop: 0, surface: surface, isOnPhone: false)
    count += 1
  }
}

extension ImageVariant {
  /// What the grid of a profile shows.
  static func thumbnail(for device: DeviceClass) -> ImageVariant { device == .small ? .px150 : .px320 }
}
