import Glibc

/// Degree sequences of a graph: who has how many stubs of each kind, balanced so that every stub finds a partner.
struct DegreePlan {
  /// Followers of an account below the hubs that follow back, until `mutualCap`.
  static let returnedShare = 0.8

  let meanFollowees: Double
  /// Followers of each hub, user 0 first.
  let hubFollowers: [UInt32]
  /// By user: one-way followers, and mutual follows.
  let followers: DegreeSequence
  let mutuals: DegreeSequence
  /// By followee rank: one-way followees other than hubs.
  let followees: DegreeSequence
  /// All followers by user, hubs and mutual follows included: what the other sequences divide.
  let allFollowers: DegreeSequence

  init(users: Int, _ p: GraphParameters) {
    meanFollowees = min(p.meanFollowees, Double(users) / 40)
    let total = meanFollowees * Double(users)
    allFollowers = FollowerCurve.solved(users: users, followers: total, p).sequence()
    let threshold = max(p.hubThreshold * Double(users), 10 * meanFollowees)
    var hubs: [UInt32] = []
    var pooled = DegreeSequence()
    for run in allFollowers.runs {
      if Double(run.degree) > threshold {
        hubs.append(contentsOf: repeatElement(UInt32(run.degree), count: run.members))
      } else {
        pooled.append(members: run.members, degree: run.degree)
      }
    }
    hubFollowers = hubs
    let wanted = p.mutualShare * Double(allFollowers.stubTotal)
    let cap = DegreePlan.mutualCap(pooled, wanted: wanted)
    (followers, mutuals) = DegreePlan.divide(pooled, hubs: hubs.count, mutualCap: cap)
    let followeeCap = min(p.followeeCap - cap - hubs.count, users / 2)
    followees = DegreePlan.oneWayFollowees(
      users: users, stubs: followers.stubTotal, spread: p.followeeSpread, cap: max(1, followeeCap))
  }

  /// Most followees that a user can have beside hubs.
  var mostStubs: Int {
    (followees.runs.map(\.degree).max() ?? 0) + (mutuals.runs.map(\.degree).max() ?? 0)
  }

  private static func mutualDegree(_ followers: Int, cap: Int) -> Int {
    min(cap, Int(returnedShare * Double(followers)))
  }

  /// Least cap on mutual follows that gives at least `wanted` of them.
  private static func mutualCap(_ pooled: DegreeSequence, wanted: Double) -> Int {
    var low = 0
    var high = 4_000
    while low < high {
      let middle = (low + high) / 2
      var sum = 0.0
      for run in pooled.runs { sum += Double(run.members * mutualDegree(run.degree, cap: middle)) }
      if sum < wanted { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func divide(
    _ pooled: DegreeSequence, hubs: Int, mutualCap: Int
  ) -> (oneWay: DegreeSequence, mutual: DegreeSequence) {
    var oneWay = DegreeSequence()
    var mutual = DegreeSequence()
    oneWay.append(members: hubs, degree: 0)
    mutual.append(members: hubs, degree: 0)
    for run in pooled.runs {
      let returned = mutualDegree(run.degree, cap: mutualCap)
      oneWay.append(members: run.members, degree: run.degree - returned)
      mutual.append(members: run.members, degree: returned)
    }
    mutual.adjustStubTotal(by: -(mutual.stubTotal % 2))
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
