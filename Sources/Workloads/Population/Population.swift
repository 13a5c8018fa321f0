import Simulator

/// All users, none of them stored: every attribute is a pure function of (seed, user).
public final class Population: Sendable {
  public let users: UInt32
  public let geography: Geography
  /// Users 0 ..< celebrityCount have names, are always active and post most.
  public let celebrityCount: UInt32
  let classes: PostingClasses
  let networkLinks: NetworkLinks
  let classifier: PostingClassifier
  private let attributeDraws: Draws
  private let largeScreenThreshold: UInt64

  public init(_ p: PopulationParameters, geography: Geography, draws: Draws) {
    users = UInt32(p.users)
    self.geography = geography
    celebrityCount = p.effectiveCelebrities
    classes = PostingClasses(p)
    classifier = PostingClassifier(
      celebrityCount: celebrityCount, activeShare: p.dailyActiveShare, classes: classes,
      draws: draws.purpose("population.activity"))
    attributeDraws = draws.purpose("population.attributes")
    networkLinks = NetworkLinks(p.networks, draws: draws)
    largeScreenThreshold = UInt64(p.largeScreenShare * 0x1p32)
  }

  /// Whether the user is of the daily-active class; the others neither open the app, nor post, nor receive fan-out.
  @inline(__always) public func isActive(_ u: UserID) -> Bool {
    classifier.isActive(u.value)
  }

  public func device(_ u: UserID) -> DeviceClass {
    attributeDraws.bits(UInt64(u.value)) & 0xFFFF_FFFF < largeScreenThreshold ? .large : .small
  }

  public func network(_ u: UserID) -> NetworkClass {
    networkLinks.networkClass(UInt32(truncatingIfNeeded: attributeDraws.bits(UInt64(u.value)) >> 32))
  }

  /// Round trip and bandwidth of the user's access network during one session.
  public func link(_ u: UserID, session: UInt64) -> NetworkLink {
    networkLinks.link(network(u), user: u, session: session)
  }

  /// Photo posts per day, 0 for users who are not active.
  public func postsPerDay(_ u: UserID) -> Double { postingClass(u).map { classes.postsPerDay[$0] } ?? 0 }

  /// Story posts per day, 0 for users who are not active.
  public func storiesPerDay(_ u: UserID) -> Double { postingClass(u).map { classes.storiesPerDay[$0] } ?? 0 }

  /// An author with probability proportional to `postsPerDay`, by acceptance and rejection: about 18 tries.
  public func author(_ draws: Draws, _ entity: UInt64) -> UserID {
    var attempt: UInt64 = 0
    while true {
      let candidate = UserID(UInt32(draws.index(UInt64(users), entity, attempt)))
      if let index = postingClass(candidate), draws.unit(entity, attempt + 1) < classes.acceptance[index] {
        return candidate
      }
      attempt += 2
    }
  }

  /// A story's author, with probability proportional to `storiesPerDay`: the same law as of posts.
  public func storyAuthor(_ draws: Draws, _ entity: UInt64) -> UserID { author(draws, entity) }

  /// Uniformly one of the PoP's active users, by rejection. A PoP without any (only in tiny populations: 64 tries fail)
  /// gives one of its inactive users; a PoP without users traps.
  public func activeUser(ofPop pop: Int, _ draws: Draws, _ entity: UInt64) -> UserID {
    let count = geography.userCount(ofPop: pop, users: users)
    precondition(count > 0, "PoP \(pop) has none of the \(users) users")
    var candidate = UserID(0)
    for attempt in 0..<UInt64(64) {
      let number = UInt32(draws.index(UInt64(count), entity, attempt))
      candidate = geography.user(number: number, ofPop: pop, users: users)
      if isActive(candidate) { break }
    }
    return candidate
  }

  /// `@celebrity-1` for the account with the most followers, `@user-123` below the celebrities.
  public func name(of u: UserID) -> String {
    u.value < celebrityCount ? "@celebrity-\(u.value + 1)" : "@user-\(u.value)"
  }

  /// Class of an active user; nil when not active.
  @inline(__always) func postingClass(_ u: UserID) -> Int? { classifier.postingClass(u.value) }
}
