import Simulator
import Workloads

/// The images that a phone still has from its user's earlier sessions. No phone stores anything: when a session begins, its
/// earlier sessions are drawn and read again: `session.phoneDepth` of them, unless `delivery.phoneCacheSessions` is 0.
///
/// One session back without profiles is the read that every run pays for, and goes through the reader's own list. More, or
/// profiles, cost a read of each earlier session.
struct PhoneMemory: ~Copyable {
  private let sessions: Int
  private let isFeedOnly: Bool
  private var keys = KeySet()
  private var earlier = SessionImages()

  /// `alwaysKeepingKeys`: no shortcut for the previous session alone; for tests.
  init(_ world: World, alwaysKeepingKeys: Bool = false) {
    sessions = world.inputs.platform.delivery.phoneCacheSessions * world.sessions.phoneDepth
    isFeedOnly = sessions <= 1 && world.sessions.profiles.isOff && !alwaysKeepingKeys
  }

  /// Recalls what the reader's viewer saw before `session`, which opens at `now` and wants `wanted` candidates of its feed.
  mutating func recall(
    _ session: UInt64, at now: SimTime, wanted: Int, _ reader: inout FeedReader, _ images: ImageSizes, _ world: World,
    _ posts: borrowing RecentPosts
  ) {
    if isFeedOnly { return recallPrevious(session, at: now, wanted: wanted, &reader, world, posts) }
    keys.removeAll()
    var (opened, current) = (now, session)
    for depth in 0..<sessions {
      opened = opened - world.sessions.sincePreviousOpen(user: reader.viewer, session: current)
      current = Self.earlier(session, depth + 1)
      if opened < now - reader.parameters.lookBack && world.sessions.profiles.isOff { return }
      earlier.read(current, at: opened, &reader, images, world, posts)
      for index in 0..<earlier.count { keys.insert(earlier[index].key) }
    }
  }

  private func recallPrevious(
    _ session: UInt64, at now: SimTime, wanted: Int, _ reader: inout FeedReader, _ world: World,
    _ posts: borrowing RecentPosts
  ) {
    let since = world.sessions.sincePreviousOpen(user: reader.viewer, session: session)
    if sessions == 0 || since >= reader.parameters.lookBack { return }
    let pages = world.sessions.plan(user: reader.viewer, session: Self.earlier(session, 1)).pages
    let count = min(pages * world.sessions.imagesPerPage, Session.maximumCandidates)
    reader.readDisplayed(count, since: since, now: now, wanted: wanted, world, posts)
  }

  /// Number of the session that lies `depth` before `session` in its user's life.
  static func earlier(_ session: UInt64, _ depth: Int) -> UInt64 {
    depth == 1 ? ~session : Draws.mix(~session &+ UInt64(depth))
  }

  /// Whether a feed image of the last `recall`'s viewer is on the phone.
  func holds(_ post: PostID, _ variant: ImageVariant, _ reader: borrowing FeedReader) -> Bool {
    isFeedOnly ? reader.wasDisplayed(post) : keys.contains(ImageVariant.key(post, variant))
  }

  /// Whether an image is on the phone; from now on it is, as far as this session goes.
  mutating func show(_ request: ImageRequest, _ reader: borrowing FeedReader) -> Bool {
    isFeedOnly ? reader.wasDisplayed(request.post) : !keys.insert(request.key)
  }
}

/// A set of hashed keys that is emptied at no cost.
private struct KeySet: ~Copyable {
  private var keys: [UInt64]
  /// Round in which a place was filled.
  private var rounds: [UInt32]
  private var round: UInt32 = 1
  private var count = 0

  init() {
    keys = Array(repeating: 0, count: 1_024)
    rounds = Array(repeating: 0, count: 1_024)
  }

  mutating func removeAll() {
    count = 0
    if round == .max {
      for place in rounds.indices { rounds[place] = 0 }
      round = 0
    }
    round += 1
  }

  func contains(_ key: UInt64) -> Bool { rounds[place(of: key)] == round }

  /// False when the key was there.
  @discardableResult
  mutating func insert(_ key: UInt64) -> Bool {
    let found = place(of: key)
    if rounds[found] == round { return false }
    (keys[found], rounds[found]) = (key, round)
    count += 1
    if 2 * count > keys.count { grow() }
    return true
  }

  private func place(of key: UInt64) -> Int {
    let mask = keys.count - 1
    var place = Int(truncatingIfNeeded: key) & mask
    while rounds[place] == round && keys[place] != key { place = (place + 1) & mask }
    return place
  }

  private mutating func grow() {
    let (oldKeys, oldRounds, current) = (keys, rounds, round)
    keys = Array(repeating: 0, count: 2 * oldKeys.count)
    rounds = Array(repeating: 0, count: 2 * oldKeys.count)
    (round, count) = (1, 0)
    for place in oldKeys.indices where oldRounds[place] == current { insert(oldKeys[place]) }
  }
}
