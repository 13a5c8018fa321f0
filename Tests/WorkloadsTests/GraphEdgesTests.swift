import Glibc
import Simulator
import Testing

@testable import Workloads

@Suite struct GraphEdgesTests {
  private func graph(_ users: UInt32, seed: UInt64 = 1, _ p: GraphParameters = GraphParameters()) -> SocialGraph {
    SocialGraph(p, users: users, draws: Draws(seed: seed, replication: 0))
  }

  private func followees(_ graph: SocialGraph, of user: UserID) -> [UserID] {
    var authors: [UserID] = []
    graph.forEachFollowee(of: user) { author, _ in authors.append(author) }
    return authors
  }

  /// Returned edges among all edges of sampled users, as a ratio with its interval.
  private func returnedShare(_ graph: SocialGraph, sample: UInt64) -> (share: Double, halfWidth: Double) {
    let draws = Draws(seed: 8, replication: 0)
    var pairs: [(returned: Double, all: Double)] = []
    for index in 0..<sample {
      let user = UserID(UInt32(draws.index(UInt64(graph.users), index)))
      let authors = followees(graph, of: user)
      let returned = authors.count { author in followees(graph, of: author).contains(user) }
      pairs.append((Double(returned), Double(authors.count)))
    }
    let all = pairs.reduce(0) { $0 + $1.all }
    let share = pairs.reduce(0) { $0 + $1.returned } / all
    let squares = pairs.reduce(0) { $0 + pow($1.returned - share * $1.all, 2) }
    return (share, 4.9 * squares.squareRoot() / all)
  }

  #if DEBUG
    static let reciprocitySample: UInt64 = 30
  #else
    static let reciprocitySample: UInt64 = 1_000
  #endif

  @Test func mutualFollowsAreReturned() {
    let (share, halfWidth) = returnedShare(graph(10_000_000), sample: Self.reciprocitySample)
    #expect(abs(share - 0.36) < halfWidth, "share \(share) ± \(halfWidth)")
  }

  @Test func withoutMutualStubsAlmostNothingIsReturned() {
    var parameters = GraphParameters()
    parameters.mutualShare = 0
    parameters.localShare = 0
    let (share, _) = returnedShare(graph(10_000_000, parameters), sample: 20)
    #expect(share < 0.01)
  }

  private func graph(_ users: UInt32, _ p: GraphParameters) -> SocialGraph { graph(users, seed: 1, p) }

  @Test func hubsHaveExactlyTheirFollowersAndOverlapByChance() {
    let graph = graph(100_000)
    var list = FolloweeList()
    var followers = [0, 0]
    var both = 0
    for number in 0..<graph.users {
      var follows = [false, false]
      list.count = 0
      graph.hubLists.appendHubs(listing: number, to: &list)
      for index in 0..<list.count where list.authors[index] < 2 { follows[Int(list.authors[index])] = true }
      for hub in 0..<2 where follows[hub] { followers[hub] += 1 }
      if follows[0] && follows[1] { both += 1 }
    }
    // The hub's own place in its list is dropped.
    #expect(followers[0] == 30_000 || followers[0] == 29_999)
    #expect(followers[1] == 16_000 || followers[1] == 15_999)
    // Hypergeometric: mean 4,800, standard deviation 53.1.
    #expect(abs(Double(both) - 4_800) < 4.9 * 53.1, "\(both) users follow both")
  }

  @Test(arguments: [(100_000, 0.02), (10_000_000, 0.006), (1_000_000_000, 0.005)] as [(UInt32, Double)])
  func fewStubsAreLost(users: UInt32, limit: Double) {
    let error = graph(users).distinctDegreeError(sample: 500, draws: Draws(seed: 2, replication: 0))
    #expect(error > 0 && error < limit, "lost \(error)")
  }

  @Test func authorsBeyondThePoolAreSpreadOverRegionsByChance() {
    let users: UInt32 = 1_000_000_000
    let graph = graph(users)
    let geography = Geography(GeographyParameters())
    let draws = Draws(seed: 4, replication: 0)
    var counts = [Double](repeating: 0, count: 5)
    for index in 0..<200 as Range<UInt64> {
      graph.forEachFollowee(of: UserID(UInt32(draws.index(UInt64(users), index)))) { author, position in
        if !graph.isHub(author) && position >= graph.localFollowers(of: author).upperBound {
          counts[geography.region(of: author)] += 1
        }
      }
    }
    let expected = counts.reduce(0, +) / 5
    let chiSquare = counts.reduce(0) { $0 + ($1 - expected) * ($1 - expected) / expected }
    // 10⁻⁶ quantile of χ² with four degrees of freedom.
    #expect(chiSquare < 33.4, "χ² \(chiSquare) over \(counts)")
  }

  @Test func theSeedDecidesEverything() {
    let user = UserID(123_456)
    let first = followees(graph(1_000_000, seed: 7), of: user)
    #expect(first == followees(graph(1_000_000, seed: 7), of: user))
    let other = Set(followees(graph(1_000_000, seed: 8), of: user))
    #expect(first.count { other.contains($0) } < first.count / 2)
  }

  @Test func countsAreListLengths() {
    let graph = graph(10_000)
    var stubs = 0
    var positions = 0
    for number in 0..<graph.users {
      stubs += graph.followeeCount(of: UserID(number))
      positions += graph.followerCount(of: UserID(number))
    }
    // A hub holds one place of its own list, which is no followee of anyone.
    #expect(positions - stubs >= 0 && positions - stubs <= graph.hubs.count)
    #expect(graph.hubs.allSatisfy { graph.isHub($0) } && !graph.isHub(UserID(UInt32(graph.hubs.count))))
  }
}
