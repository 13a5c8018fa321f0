import Glibc
import Simulator

/// Degree sequences of a graph: who has how many stubs of each kind, balanced so that every stub finds a partner. Totals are
/// whole domains: up to a √total of stubs are left out.
struct DegreePlan {
  /// Followers of an account below the hubs that follow back, until `mutualCap`.
  static let returnedShare = 0.8

  let meanFollowees: Double
  /// Followers of each hub, user 0 first.
  let hubFollowers: [UInt32]
  let layout: PoolLayout
  let local: LocalDegrees
  /// By user: followers in the global pool, and mutual follows. Bases count the stubs before them: local, then global.
  let followers: DegreeSequence
  let mutuals: DegreeSequence
  /// By followee rank: followees in the global pool.
  let followees: DegreeSequence
  /// All followers by user, hubs and mutual follows included: what the other sequences divide.
  let allFollowers: DegreeSequence
  /// Most followees that a user can have beside hubs.
  let mostStubs: Int

  init(users: Int, _ p: GraphParameters, period: Int, draws: Draws) {
    meanFollowees = min(p.meanFollowees, Double(users) / 40)
    let total = meanFollowees * Double(users)
    allFollowers = FollowerCurve.solved(users: users, followers: total, p).sequence()
    let threshold = max(p.hubThreshold * Double(users), 10 * meanFollowees)
    var hubs: [UInt32] = []
    var ordinary = DegreeSequence()
    for run in allFollowers.runs {
      if Double(run.degree) > threshold {
        hubs.append(contentsOf: repeatElement(UInt32(run.degree), count: run.members))
      } else {
        ordinary.append(members: run.members, degree: run.degree)
      }
    }
    hubFollowers = hubs
    let wanted = p.mutualShare * Double(allFollowers.stubTotal)
    let cap = DegreePlan.mutualCap(ordinary, wanted: wanted)
    let (oneWay, mutual) = DegreePlan.divide(ordinary, hubs: hubs.count, mutualCap: cap)
    let followeeCap = min(p.followeeCap - cap - hubs.count, users / 2)
    let oneWayFollowees = DegreePlan.oneWayFollowees(
      users: users, stubs: oneWay.stubTotal, spread: p.followeeSpread, cap: max(1, followeeCap))
    mostStubs = oneWayFollowees.mostDegree + mutual.mostDegree

    layout = PoolLayout(
      users: users, hubs: hubs.count, period: period, poolSize: p.poolSize, draws: draws.purpose("pools"))
    local = LocalDegrees(layout, share: p.localShare, followers: oneWay, followees: oneWayFollowees)
    let outside = users - Int(layout.pooled) - hubs.count
    var localFollowers = DegreeSequence()
    localFollowers.append(members: hubs.count, degree: 0)
    for degree in local.followers { localFollowers.append(members: Int(layout.pools), degree: degree) }
    localFollowers.append(members: users - localFollowers.memberTotal, degree: 0)
    var localFollowees = DegreeSequence()
    for degree in local.followees { localFollowees.append(members: Int(layout.pools), degree: degree) }
    localFollowees.append(members: users - localFollowees.memberTotal, degree: 0)
    precondition(outside >= 0)

    var globalFollowers = oneWay.combined(with: localFollowers) { ($0.degree - $1.degree, $1.degree) }
    var globalFollowees = oneWayFollowees.combined(with: localFollowees) { ($0.degree - $1.degree, 0) }
    let whole = Int(FeistelShape.wholeDomain(atMost: UInt64(globalFollowers.stubTotal)))
    globalFollowers.adjustStubTotal(by: whole - globalFollowers.stubTotal)
    globalFollowees.adjustStubTotal(by: whole - globalFollowees.stubTotal)
    followers = globalFollowers
    followees = globalFollowees
    mutuals = mutual.combined(with: globalFollowers) { ($0.degree, $1.base + $1.degree) }
  }

  private static func mutualDegree(_ followers: Int, cap: Int) -> Int {
    min(cap, Int(returnedShare * Double(followers)))
  }

  /// Least cap on mutual follows that gives at least `wanted` of them.
  private static func mutualCap(_ ordinary: DegreeSequence, wanted: Double) -> Int {
    var low = 0
    var high = 4_000
    while low < high {
      let middle = (low + high) / 2
      var sum = 0.0
      for run in ordinary.runs { sum += Double(run.members * mutualDegree(run.degree, cap: middle)) }
      if sum < wanted { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func divide(
    _ ordinary: DegreeSequence, hubs: Int, mutualCap: Int
  ) -> (oneWay: DegreeSequence, mutual: DegreeSequence) {
    var oneWay = DegreeSequence()
    var mutual = DegreeSequence()
    oneWay.append(members: hubs, degree: 0)
    mutual.append(members: hubs, degree: 0)
    for run in ordinary.runs {
      let returned = mutualDegree(run.degree, cap: mutualCap)
      oneWay.append(members: run.members, degree: run.degree - returned)
      mutual.append(members: run.members, degree: returned)
    }
    let whole = mutual.stubTotal < 4 ? 0 : Int(FeistelShape.wholeDomain(atMost: UInt64(mutual.stubTotal)))
    mutual.adjustStubTotal(by: whole - mutual.stubTotal)
    return (oneWay, mutual)
  }

  /// Lognormal, cut at `cap`, with exactly `stubs` stubs.
  private static func oneWayFollowees(users: Int, stubs: Int, spread: Double, cap: Int) -> DegreeSequence {
    let levels = DegreeLevels.upTo(cap)
    func sequence(_ logMedian: Double) -> DegreeSequence {
      DegreeLevels.sequence(levels: levels, members: users) { degree in
        degree <= 0 ? Double(users) : Double(users) * erfc((log(degree) - logMedian) / spread / 2.0.squareRoot()) / 2
      }
    }
    var low = log(0.001)
    var high = log(Double(cap) * 10)
    for _ in 0..<40 {
      let middle = (low + high) / 2
      if sequence(middle).stubTotal < stubs { low = middle } else { high = middle }
    }
    var solved = sequence((low + high) / 2)
    solved.adjustStubTotal(by: stubs - solved.stubTotal)
    return solved
  }
}

extension DegreeSequence {
  fileprivate var mostDegree: Int { runs.map(\.degree).max() ?? 0 }
}
