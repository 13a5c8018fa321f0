import Simulator

/// The follow graph of any number of users without a record per user: a procedural configuration model.
///
/// Stubs are numbered by cumulative degree and paired by keyed bijections, so both directions of an edge cost O(1).
/// A follower list is the author's one-way stubs, then the mutual ones; a hub's list is a bijection of the users.
/// Not modelled: clustering beyond chance, and correlation between who follows much and who is followed.
public struct SocialGraph: Sendable {
  public let users: UInt32
  /// Mean followees asked for, after the limit for small populations.
  public let meanFollowees: Double
  let followerTable: DegreeTable
  let followeeTable: DegreeTable
  let mutualTable: DegreeTable
  /// Followee stub → follower stub of the one-way pool.
  let pairing: FeistelBijection<6>
  /// Mutual stubs x and y are partners when their images differ in the last bit only.
  let mutualPairing: FeistelBijection<4>
  /// User → rank by followees.
  let followeeRank: FeistelBijection<6>
  let hubLists: HubLists

  /// At 10⁹ users below a second and below a megabyte.
  public init(_ p: GraphParameters, population: Population, draws: Draws) {
    self.init(p, users: population.users, draws: draws)
  }

  init(_ p: GraphParameters, users: UInt32, draws: Draws) {
    self.users = users
    let plan = DegreePlan(users: Int(users), p)
    precondition(plan.mostStubs <= SocialGraph.mostStubs, "a user has up to \(plan.mostStubs) stubs, the filter less")
    meanFollowees = plan.meanFollowees
    followerTable = DegreeTable(plan.followers)
    followeeTable = DegreeTable(plan.followees)
    mutualTable = DegreeTable(plan.mutuals)
    pairing = FeistelBijection(domain: max(1, followerTable.stubTotal), draws: draws.purpose("graph.oneWay"))
    mutualPairing = FeistelBijection(domain: max(1, mutualTable.stubTotal), draws: draws.purpose("graph.mutual"))
    followeeRank = FeistelBijection(domain: UInt64(users), draws: draws.purpose("graph.followeeRank"))
    hubLists = HubLists(followers: plan.hubFollowers, users: users, draws: draws.purpose("graph.hubs"))
  }

  /// Accounts outside the stub pool: those with more followers than the hub threshold, most first.
  public var hubs: [UserID] { hubLists.followers.indices.map { UserID(UInt32($0)) } }

  @inline(__always) public func isHub(_ u: UserID) -> Bool { u.value < UInt32(truncatingIfNeeded: hubLists.count) }

  /// Length of the follower list; a few of its positions may be empty (self-loops and repeats, dropped).
  public func followerCount(of u: UserID) -> Int {
    if isHub(u) { return Int(hubLists.followers[Int(u.value)]) }
    return Int(followerTable.stubs(of: u.value).degree) + Int(mutualTable.stubs(of: u.value).degree)
  }

  /// Followees with the few dropped stubs counted in; costs one bijection per hub.
  public func followeeCount(of u: UserID) -> Int {
    var count = Int(followeeStubs(of: u).degree) + Int(mutualTable.stubs(of: u.value).degree)
    forEachHubFollowee(of: u) { _, _ in count += 1 }
    return count
  }

  /// Share of followees that are lost because stubs repeat or meet their own user, over `sample` random users.
  public func distinctDegreeError(sample: Int, draws: Draws) -> Double {
    var stubs = 0
    var distinct = 0
    for index in 0..<UInt64(sample) {
      let user = UserID(UInt32(draws.index(UInt64(users), index)))
      stubs += followeeCount(of: user)
      forEachFollowee(of: user) { _, _ in distinct += 1 }
    }
    return stubs == 0 ? 0 : Double(stubs - distinct) / Double(stubs)
  }

  /// The user's one-way stubs in the pool.
  @inline(__always) func followeeStubs(of u: UserID) -> (first: UInt64, degree: UInt32) {
    followeeTable.stubs(of: UInt32(truncatingIfNeeded: followeeRank.forward(UInt64(u.value))))
  }

  /// The mutual stub that `stub` is matched with.
  @inline(__always) func mutualPartner(of stub: UInt64) -> UInt64 {
    mutualPairing.inverse(mutualPairing.forward(stub) ^ 1)
  }
}
