import Simulator

/// The follow graph of any number of users without a record per user: a procedural configuration model.
///
/// Stubs are numbered by cumulative degree and paired by keyed bijections, so both directions of an edge cost O(1).
/// A follower list is the author's local stubs, the global ones, then the mutual ones; a hub's list is a bijection of the
/// users. Local stubs pair within a pool of users of one PoP, the other kinds over all users.
/// Not modelled: clustering beyond what pools give, and correlation between who follows much and who is followed.
public final class SocialGraph: Sendable {
  /// Most followees of one user that a list holds.
  public static let mostFollowees = 16_384

  public let users: UInt32
  /// Mean followees asked for, after the limit for small populations.
  public let meanFollowees: Double
  let pools: PoolLayout
  let hubLists: HubLists
  /// By member and by stratum of one pool.
  let localFollowers: DegreeTable
  let localFollowees: DegreeTable
  /// By user and by followee rank.
  let followerTable: DegreeTable
  let followeeTable: DegreeTable
  let mutualTable: DegreeTable
  /// Followee stub → follower stub of one pool, and of all users.
  let localPairing: FeistelBijection<4>
  let pairing: FeistelBijection<4>
  let mutualMatching: StubMatching

  /// At 10⁹ users below a second and below a megabyte.
  public convenience init(_ p: GraphParameters, population: Population, draws: Draws) {
    self.init(p, users: population.users, period: population.geography.userPeriod, draws: draws)
  }

  /// `period`: users whose numbers differ by a multiple of it share a PoP.
  init(_ p: GraphParameters, users: UInt32, period: Int = 100, draws: Draws) {
    self.users = users
    let plan = DegreePlan(users: Int(users), p, period: period, draws: draws)
    let most = plan.mostStubs + plan.hubFollowers.count
    precondition(most <= SocialGraph.mostFollowees, "a user has up to \(most) followees, the list less")
    meanFollowees = plan.meanFollowees
    pools = plan.layout
    hubLists = HubLists(followers: plan.hubFollowers, users: users, draws: draws.purpose("graph.hubs"))
    localFollowers = DegreeTable(DegreeSequence(degrees: plan.local.followers))
    localFollowees = DegreeTable(DegreeSequence(degrees: plan.local.followees))
    followerTable = DegreeTable(plan.followers)
    followeeTable = DegreeTable(plan.followees)
    mutualTable = DegreeTable(plan.mutuals)
    localPairing = FeistelBijection(domain: UInt64(max(1, plan.local.stubs)), draws: draws.purpose("graph.local"))
    pairing = FeistelBijection(domain: max(1, followerTable.stubTotal), draws: draws.purpose("graph.oneWay"))
    mutualMatching = StubMatching(domain: max(4, mutualTable.stubTotal), draws: draws.purpose("graph.mutual"))
    precondition(localPairing.isWhole && pairing.isWhole)
  }

  /// Accounts outside the stub pools: those with more followers than the hub threshold, most first.
  public var hubs: [UserID] { (0..<hubLists.count).map { UserID(UInt32($0)) } }

  @inline(__always) public func isHub(_ u: UserID) -> Bool { u.value < pools.hubs }

  /// Members of a local pool; 0 when the users are too few for pools within PoPs.
  public var poolSize: Int { pools.isLocal ? Int(pools.size) : 0 }

  /// Length of the follower list; a few of its positions may be empty (self-loops and repeats, dropped).
  public func followerCount(of u: UserID) -> Int {
    if isHub(u) { return hubLists.followerCount(Int(u.value)) }
    let mutual = mutualTable.stubs(of: u.value)
    return Int(mutual.base) + Int(mutual.degree)
  }

  /// Positions of the follower list whose holders all live in the author's own PoP; empty for hubs.
  public func localFollowers(of author: UserID) -> Range<UInt32> { 0..<followerTable.stubs(of: author.value).base }

  /// Whether the holder of a position of an author's follower list is followed back.
  public func isMutual(_ author: UserID, at position: UInt32) -> Bool {
    !isHub(author) && position >= mutualTable.stubs(of: author.value).base
  }

  /// Followees with the few dropped stubs counted in; costs a look at every hub.
  public func followeeCount(of u: UserID) -> Int {
    var list = FolloweeList(capacity: hubLists.count)
    hubLists.appendHubs(listing: u.value, to: &list)
    return list.count + stubs(of: u).count
  }

  /// Share of followees that are lost because stubs repeat or meet their own user, over `sample` random users.
  public func distinctDegreeError(sample: Int, draws: Draws) -> Double {
    var list = FolloweeList()
    var stubs = 0
    var distinct = 0
    for index in 0..<UInt64(sample) {
      let user = UserID(UInt32(draws.index(UInt64(users), index)))
      stubs += followeeCount(of: user)
      readFollowees(of: user, into: &list)
      distinct += list.count
    }
    return stubs == 0 ? 0 : Double(stubs - distinct) / Double(stubs)
  }
}
