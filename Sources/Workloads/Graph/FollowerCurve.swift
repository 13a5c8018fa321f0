import Glibc

/// Followers by rank, in four parts that join: the ten largest accounts, a bridge, a power-law tail, a lognormal body.
///
/// Parts and figures: `GraphParameters`. The tail leaves the body where their slopes are equal, so the curve is smooth
/// there; the bridge runs straight, in logarithms, from rank 10 to the end of the tail. Median by `solved`.
struct FollowerCurve: Sendable {
  static let namedRanks = 10

  private let users: Double
  private let p: GraphParameters
  /// Share of users in tail, bridge and top.
  private let tailShare: Double
  private let logMedian: Double
  private let tailStart: Double
  private let bridgeStart: Double
  private let bridgeExponent: Double
  private let rankTenFollowers: Double

  init(users: Int, logMedian: Double, _ p: GraphParameters) {
    self.users = Double(users)
    self.p = p
    self.logMedian = logMedian
    let z = FollowerCurve.tailJoin(spread: p.followerSpread, exponent: p.tailExponent)
    tailShare = erfc(z / 2.0.squareRoot()) / 2
    tailStart = exp(logMedian + p.followerSpread * z)
    rankTenFollowers = max(2, Double(users) * p.secondShare * pow(5, -p.topExponent))
    let end = min(max(tailStart, min(p.tailEnd, Double(users) / 1_000)), rankTenFollowers)
    bridgeStart = end
    let endRank = max(11, Double(users) * tailShare * pow(min(1, tailStart / end), p.tailExponent))
    bridgeExponent = max(1e-9, log(rankTenFollowers / end)) / log(endRank / 10)
  }

  /// The curve whose sequence has `followers` followers in all, to the precision of rounding.
  static func solved(users: Int, followers: Double, _ p: GraphParameters) -> FollowerCurve {
    var low = log(0.01)
    var high = log(max(10, followers / Double(users) * 3))
    for _ in 0..<40 {
      let middle = (low + high) / 2
      let total = FollowerCurve(users: users, logMedian: middle, p).sequence().stubTotal
      if Double(total) < followers { low = middle } else { high = middle }
    }
    return FollowerCurve(users: users, logMedian: (low + high) / 2, p)
  }

  /// Followers of rank 1 … 10.
  func followers(ofNamedRank rank: Int) -> Int {
    let below = p.secondShare * pow(Double(max(rank, 2)) / 2, -p.topExponent)
    let share = rank == 1 ? max(p.largestShare, below) : below
    return min(Int(users) - 1, max(1, Int((users * share).rounded())))
  }

  /// Users with at least `followers` followers, named ranks apart; falls from `users` at 0.
  func countAtLeast(_ followers: Double) -> Double {
    if followers <= 0 { return users }
    if followers >= rankTenFollowers { return 10 }
    if followers >= bridgeStart { return 10 * pow(rankTenFollowers / followers, 1 / bridgeExponent) }
    if followers >= tailStart { return users * tailShare * pow(tailStart / followers, p.tailExponent) }
    return users * erfc((log(followers) - logMedian) / p.followerSpread / 2.0.squareRoot()) / 2
  }

  /// Followers of all users in order of rank, falling.
  func sequence() -> DegreeSequence {
    var sequence = DegreeSequence()
    for rank in 1...FollowerCurve.namedRanks { sequence.append(members: 1, degree: followers(ofNamedRank: rank)) }
    let lowestNamed = followers(ofNamedRank: FollowerCurve.namedRanks)
    let rest = DegreeLevels.sequence(
      levels: DegreeLevels.upTo(lowestNamed), members: Int(users) - FollowerCurve.namedRanks,
      countAtLeast: { countAtLeast($0) - Double(FollowerCurve.namedRanks) })
    for run in rest.runs { sequence.append(members: run.members, degree: run.degree) }
    return sequence
  }

  /// z at which a lognormal's quantile has the slope of the tail: σ·Q(z)/φ(z) = 1/exponent, by bisection.
  private static func tailJoin(spread: Double, exponent: Double) -> Double {
    var low = -8.0
    var high = 8.0
    for _ in 0..<60 {
      let z = (low + high) / 2
      let mills = erfc(z / 2.0.squareRoot()) / 2 / (exp(-z * z / 2) / (2 * Double.pi).squareRoot())
      if spread * mills > 1 / exponent { low = z } else { high = z }
    }
    return (low + high) / 2
  }
}
