import Glibc
import Simulator
import Testing

@testable import Workloads

@Suite struct GraphPoolsTests {
  static let sizes: [UInt32] = [100_000, 10_000_000, 1_000_000_000]
  let draws = Draws(seed: 9, replication: 0)

  private func graph(_ users: UInt32, _ p: GraphParameters = GraphParameters(), period: Int = 100) -> SocialGraph {
    SocialGraph(p, users: users, period: period, draws: Draws(seed: 2, replication: 0))
  }

  @Test(arguments: [400, 100_000, 1_000_000_000] as [UInt32])
  func ranksByFolloweesAreAPermutation(users: UInt32) {
    let layout = graph(users).pools
    #expect(UInt64(layout.pools) * UInt64(layout.size) == UInt64(layout.pooled))
    var lanes = (0..<128).map { draws.index(UInt64(users), UInt64($0)) }
    lanes[0] = 0
    lanes[1] = UInt64(layout.hubs)
    lanes[2] = UInt64(layout.hubs + layout.pooled - 1)
    lanes[3] = UInt64(users - 1)
    let before = lanes.map { UInt32($0) }
    for index in lanes.indices { lanes[index] = UInt64(layout.rank(of: before[index])) }
    #expect(lanes.allSatisfy { $0 < UInt64(users) })
    layout.usersOfRanks(&lanes, count: 128)
    #expect(lanes.map { UInt32($0) } == before)
    if users > 1_000_000 { return }
    var seen = [Bool](repeating: false, count: Int(users))
    for user in 0..<users { seen[Int(layout.rank(of: user))] = true }
    #expect(seen.allSatisfy { $0 })
  }

  /// No users left over beyond what rounding to whole domains and multiples of the period explains.
  @Test(arguments: sizes)
  func almostEveryoneIsInAPool(users: UInt32) {
    let graph = graph(users)
    let outside = Double(users - graph.pools.pooled) / Double(users)
    #expect(graph.poolSize >= 900 && graph.poolSize <= 3_000)
    #expect(outside < 0.04, "\(outside) of the users are in no pool of \(graph.poolSize)")
  }

  @Test(arguments: sizes)
  func localFollowsStayInThePopAndOthersDoNot(users: UInt32) {
    let geography = Geography(GeographyParameters())
    let graph = graph(users, period: geography.userPeriod)
    var list = FolloweeList()
    var (local, leaving, elsewhere, others) = (0, 0, 0, 0)
    for index in 0..<300 as Range<UInt64> {
      let user = UserID(UInt32(draws.index(UInt64(users), index)))
      graph.readFollowees(of: user, into: &list)
      for place in 0..<list.count {
        let author = UserID(list.authors[place])
        let isSame = geography.pop(of: author) == geography.pop(of: user)
        if graph.localFollowers(of: author).contains(list.positions[place]) {
          local += 1
          if !isSame { leaving += 1 }
        } else {
          others += 1
          if !isSame { elsewhere += 1 }
        }
      }
    }
    #expect(local > 1_000 && leaving == 0)
    // One PoP in a hundred: 99 %, six standard deviations wide.
    #expect(abs(Double(elsewhere) / Double(others) - 0.99) < 6 * (0.99 * 0.01 / Double(others)).squareRoot())
  }

  @Test(arguments: sizes)
  func holdersOfLocalPositionsShareThePop(users: UInt32) {
    let geography = Geography(GeographyParameters())
    let graph = graph(users, period: geography.userPeriod)
    var holders = [UInt32](repeating: 0, count: 4_096)
    var (read, wrong) = (0, 0)
    for index in 0..<500 as Range<UInt64> {
      let author = UserID(UInt32(draws.index(UInt64(users), index, 1)))
      let positions = graph.localFollowers(of: author)
      graph.readHolders(of: author, positions: positions, into: &holders)
      read += positions.count
      for place in 0..<positions.count
      where geography.pop(of: UserID(holders[place])) != geography.pop(of: author) { wrong += 1 }
    }
    #expect(read > 1_000 && wrong == 0)
    #expect(graph.hubs.allSatisfy { graph.localFollowers(of: $0).isEmpty })
  }

  @Test(arguments: [0, 0.1, 0.2] as [Double])
  func shareOfLocalFollowsIsAsConfigured(share: Double) {
    var parameters = GraphParameters()
    parameters.localShare = share
    let plan = DegreePlan(users: 1_000_000_000, parameters, period: 100, draws: draws)
    let local = Double(plan.local.stubs) * Double(plan.layout.pools)
    #expect(abs(local / (local + Double(plan.followers.stubTotal)) - share) < 0.002)
  }

  @Test func tooFewUsersOrNoPeriodGiveNoLocalFollows() {
    let graph = graph(4_000)
    #expect(graph.poolSize == 0 && (0..<4_000).allSatisfy { graph.localFollowers(of: UserID($0)).isEmpty })
  }

  #if DEBUG
    static let clusteringSample = 10
  #else
    static let clusteringSample = 300
  #endif

  /// A pool's density is all the clustering there is: an author reached through an in-stub has followers biased by size,
  /// and the other one's followees are those of anyone.
  @Test func clusteringIsThatOfThePools() {
    let graph = graph(1_000_000_000)
    let plan = DegreePlan(users: 1_000_000_000, GraphParameters(), period: 100, draws: draws)
    let (size, stubs) = (Double(plan.local.followers.count), Double(plan.local.stubs))
    var expected = 0.0
    for followers in plan.local.followers {
      for followees in plan.local.followees {
        let links = Double(followers * followees) / stubs
        expected += Double(followers) / stubs / size * (1 - exp(-links))
      }
    }
    let (all, local) = graph.clustering(sample: Self.clusteringSample, draws: draws)
    let tolerance = Self.clusteringSample < 100 ? 0.5 : 0.08
    #expect(abs(local / expected - 1) < tolerance, "local \(local), expected \(expected)")
    #expect(all > 0 && all < local / 10, "all \(all)")
  }
}
