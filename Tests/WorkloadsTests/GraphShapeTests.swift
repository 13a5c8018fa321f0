import Glibc
import Simulator
import Testing

@testable import Workloads

@Suite struct GraphShapeTests {
  static let sizes: [UInt32] = [100, 1_000, 10_000, 100_000, 10_000_000, 1_000_000_000, 4_000_000_000]
  let draws = Draws(seed: 3, replication: 0)

  private func plan(_ users: Int, _ p: GraphParameters = GraphParameters()) -> DegreePlan {
    DegreePlan(users: users, p, period: 100, draws: draws)
  }

  @Test(arguments: sizes)
  func stubsBalance(users: UInt32) {
    let plan = plan(Int(users))
    let members = [plan.followers, plan.mutuals, plan.followees, plan.allFollowers].map(\.memberTotal)
    #expect(members == [Int(users), Int(users), Int(users), Int(users)])
    #expect(plan.followees.stubTotal == plan.followers.stubTotal)
    #expect(plan.mutuals.stubTotal % 2 == 0)
    #expect(plan.local.followers.reduce(0, +) == plan.local.stubs)
    #expect(plan.local.followees.reduce(0, +) == plan.local.stubs)
    #expect((plan.local.followers + plan.local.followees).allSatisfy { $0 >= 0 && $0 < plan.layout.size })
    let mean = Double(plan.allFollowers.stubTotal) / Double(users)
    #expect(abs(mean / plan.meanFollowees - 1) < 0.01, "mean followers \(mean) of \(plan.meanFollowees)")
    let ordinary = plan.followers.stubTotal + plan.mutuals.stubTotal + plan.local.stubs * Int(plan.layout.pools)
    let all = ordinary + plan.hubFollowers.reduce(0) { $0 + Int($1) }
    // Two global totals are rounded down to whole domains.
    let rounding = 2 * Double(plan.allFollowers.stubTotal).squareRoot()
    #expect(all <= plan.allFollowers.stubTotal && Double(plan.allFollowers.stubTotal - all) <= rounding)
    #expect(plan.mostStubs + plan.hubFollowers.count <= GraphParameters().followeeCap)
    #expect(plan.followees.runs.allSatisfy { $0.degree >= 0 && $0.degree < users })
    #expect(plan.allFollowers.runs.allSatisfy { $0.degree < users })
  }

  @Test(arguments: [100_000, 1_000_000_000] as [UInt32])
  func meanFolloweesAndMutualShareAreAsConfigured(users: UInt32) {
    var parameters = GraphParameters()
    for share in [0, 0.2, 0.36, 0.6] {
      parameters.mutualShare = share
      let plan = plan(Int(users), parameters)
      #expect(abs(Double(plan.mutuals.stubTotal) / Double(plan.allFollowers.stubTotal) - share) < 0.006)
      #expect(abs(Double(plan.allFollowers.stubTotal) / Double(users) - 150) < 0.5)
    }
  }

  /// Followers of random users against the curve at half-integers, where rounding does not matter; beyond 256 the
  /// levels are 0.8 % apart, so the curve is evaluated at the level's edge.
  @Test func followersFollowTheCurve() {
    let users: UInt32 = 1_000_000_000
    let graph = SocialGraph(GraphParameters(), users: users, draws: draws)
    let curve = FollowerCurve.solved(
      users: Int(users), followers: graph.meanFollowees * Double(users), GraphParameters())
    let samples = (0..<20_000 as Range<UInt64>).map {
      Double(graph.followerCount(of: UserID(UInt32(draws.index(UInt64(users), $0)))))
    }
    // Between two integers the empirical distribution is flat, so the distance is taken at half-integers.
    let distance = kolmogorovDistance(samples.map { $0 + draws.unit(UInt64($0), 77) - 0.5 }) {
      1 - curve.countAtLeast($0) / Double(users)
    }
    #expect(distance < kolmogorovBound(samples.count) + 0.01, "distance \(distance)")
    for threshold in [0.5, 5.5, 20.5, 46.5, 100.5, 200.5] {
      let share = samples.reduce(0) { $0 + ($1 > threshold ? 1 : 0) } / Double(samples.count)
      let theory = curve.countAtLeast(threshold) / Double(users)
      #expect(abs(share - theory) < kolmogorovBound(samples.count), "above \(threshold): \(share), curve \(theory)")
    }
    let shifted = samples.reduce(0) { $0 + ($1 > 46.5 * 1.2 ? 1 : 0) } / Double(samples.count)
    #expect(abs(shifted - curve.countAtLeast(46.5) / Double(users)) > kolmogorovBound(samples.count))
  }

  @Test func topAndTailHaveThePublishedShape() {
    let users = 1_000_000_000
    let plan = plan(users)
    let table = DegreeTable(plan.allFollowers)
    let (first, second) = (table.stubs(of: 0).degree, table.stubs(of: 1).degree)
    #expect(first == 300_000_000 && second == 160_000_000)
    let slope = log(Double(table.stubs(of: 9).degree) / Double(table.stubs(of: 1).degree)) / log(5)
    #expect(abs(slope + 0.23) < 0.001)
    let above = { (followers: Int) in
      plan.allFollowers.runs.reduce(0.0) { $0 + ($1.degree >= followers ? Double($1.members) : 0) }
    }
    let exponent = log10(above(1_024) / above(65_536)) / log10(64)
    #expect(abs(exponent - 1.276) < 0.02, "tail exponent \(exponent)")
    #expect(above(100_000) > 10_000 && above(100_000) < 100_000)
  }

  /// Stubs of every member, and owner of every stub, against a table written out.
  @Test func degreeTableEqualsTheExpandedSequence() {
    for seed in 0..<200 as Range<UInt64> {
      var sequence = DegreeSequence()
      for run in 0..<(1 + draws.index(30, seed)) {
        sequence.append(
          members: Int(draws.index(20, seed, run * 2 + 1)), degree: Int(draws.index(9, seed, run * 2 + 2)))
      }
      if sequence.stubTotal == 0 { continue }
      let table = DegreeTable(sequence)
      let degrees = sequence.runs.flatMap { [Int](repeating: $0.degree, count: $0.members) }
      var stub: UInt64 = 0
      var wrong = 0
      for (member, degree) in degrees.enumerated() {
        let found = table.stubs(of: UInt32(member))
        if found.degree != degree || (degree > 0 && found.first != stub) { wrong += 1 }
        for ordinal in 0..<degree {
          let owner = table.owner(of: stub)
          if owner.member != member || owner.place != ordinal { wrong += 1 }
          stub += 1
        }
      }
      let total = table.stubTotal
      #expect(wrong == 0 && stub == total, "seed \(seed)")
    }
  }

  @Test(arguments: [1, 2, 3, 7, 255, 387_299, 10_000_000] as [UInt64])
  func stubDivisorDivides(divisor: UInt64) {
    let division = StubDivisor(divisor)
    var wrong = 0
    for index in 0..<2_000 as Range<UInt64> {
      let x = draws.index(min(1 << 42, UInt64.max / divisor / divisor), divisor, index)
      let multiple = x - x % divisor
      for value in [x, multiple, multiple + divisor - 1] where division.quotient(value) != value / divisor {
        wrong += 1
      }
    }
    #expect(wrong == 0)
  }
}
