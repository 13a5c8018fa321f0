import Simulator

/// Five regions far apart, their edge PoPs, and the rule that gives each user a PoP: user number modulo a short period.
///
/// Users are interleaved, so every PoP has its part of the celebrities, and user → PoP and PoP → users are both O(1).
public final class Geography: Sendable {
  public static let regionNames = ["Washington", "São Paulo", "Frankfurt", "Tokyo", "Sydney"]
  /// The same as words of a metric's label.
  public static let regionLabels = ["washington", "saoPaulo", "frankfurt", "tokyo", "sydney"]
  /// Hours ahead of UTC in winter, for the phase of the day.
  public static let hoursAheadOfUTC = [-5.0, -3.0, 1.0, 9.0, 10.0]

  /// Round trips in ms: IBM Cloud VPC inter-region table, mean over 27 July to 25 August 2024. On the diagonal the
  /// round trip between two zones of one region, 1.8 to 2.2 ms in the same tables.
  static let roundTripMilliseconds: [[Int64]] = [
    [2, 118, 91, 164, 214],
    [118, 2, 198, 284, 328],
    [91, 198, 2, 233, 250],
    [164, 284, 233, 2, 115],
    [214, 328, 250, 115, 2],
  ]

  public let popCount: Int
  private let popsPerRegion: Int
  private let period: FastDivisor
  /// PoP of each residue.
  private let popOfResidue: [UInt16]
  /// Residues of each PoP in rising order: `residues[firstResidue[pop] ..< firstResidue[pop + 1]]`.
  private let residues: [UInt32]
  private let firstResidue: [Int]
  private let popDelays: [SimDuration]

  public init(_ p: GeographyParameters, draws: Draws = Draws(seed: 0, replication: 0)) {
    popsPerRegion = p.edgePopsPerRegion
    popCount = popsPerRegion * p.shares.count
    let weights = Geography.residueCounts(shares: p.shares, popsPerRegion: popsPerRegion)
    popOfResidue = Geography.deal(weights)
    period = FastDivisor(UInt32(popOfResidue.count))
    var lists = [[UInt32]](repeating: [], count: popCount)
    for (residue, pop) in popOfResidue.enumerated() { lists[Int(pop)].append(UInt32(residue)) }
    residues = lists.flatMap { $0 }
    firstResidue = lists.reduce(into: [0]) { $0.append($0.last! + $1.count) }
    let delays = p.popDelay.sampler
    let popDraws = draws.purpose("geography.popDelay")
    popDelays = (0..<popCount).map { delays.sample(popDraws.unit(UInt64($0))) }
  }

  public var regionCount: Int { Geography.regionNames.count }

  /// Users whose numbers differ by a multiple of this share a PoP.
  public var userPeriod: Int { Int(period.divisor) }

  @inline(__always) public func pop(of user: UserID) -> Int {
    Int(popOfResidue[Int(period.remainder(user.value))])
  }

  public func region(ofPop pop: Int) -> Int { pop / popsPerRegion }
  public func region(of user: UserID) -> Int { region(ofPop: pop(of: user)) }
  /// PoPs of a region, a contiguous range.
  public func pops(ofRegion region: Int) -> Range<Int> { region * popsPerRegion..<(region + 1) * popsPerRegion }

  /// One-way delay between the data centres of two regions; of one region, between two of its zones.
  public func oneWayDelay(from: Int, to: Int) -> SimDuration {
    .microseconds(Geography.roundTripMilliseconds[from][to] * 500)
  }

  /// One-way delay between an edge PoP and the data centre of its region.
  public func oneWayDelay(fromPop pop: Int) -> SimDuration { popDelays[pop] }

  /// Least one-way delay between two different regions: how far logical processes may run ahead of one another.
  public var lookahead: SimDuration {
    var least = SimDuration(nanoseconds: .max)
    for from in 0..<regionCount {
      for to in 0..<regionCount where to != from { least = min(least, oneWayDelay(from: from, to: to)) }
    }
    return least
  }

  /// Users with numbers below `users` that belong to this PoP.
  public func userCount(ofPop pop: Int, users: UInt32) -> UInt32 {
    let (cycles, rest) = period.quotientAndRemainder(users)
    let own = residues[firstResidue[pop]..<firstResidue[pop + 1]]
    return cycles * UInt32(own.count) + UInt32(own.count { $0 < rest })
  }

  /// The PoP's user number `k`, in rising order; `k` below `userCount(ofPop:users:)`, or it traps.
  public func user(number k: UInt32, ofPop pop: Int, users: UInt32) -> UserID {
    let first = firstResidue[pop]
    let size = UInt32(firstResidue[pop + 1] - first)
    let user = UInt64(k / size) * UInt64(period.divisor) + UInt64(residues[first + Int(k % size)])
    precondition(user < users, "PoP \(pop) has no user number \(k) among \(users)")
    return UserID(UInt32(user))
  }

  /// Residues per PoP: proportional to the region's share in steps of at most 0.1 % of the users, divided by their
  /// greatest common divisor. Every PoP has at least one.
  private static func residueCounts(shares: [Double], popsPerRegion: Int) -> [Int] {
    let total = shares.reduce(0, +)
    let perRegion = shares.map { max(popsPerRegion, Int(($0 / total * 1_000 * Double(popsPerRegion)).rounded())) }
    var counts: [Int] = []
    for count in perRegion {
      for pop in 0..<popsPerRegion {
        counts.append(count / popsPerRegion + (pop < count % popsPerRegion ? 1 : 0))
      }
    }
    let divisor = counts.reduce(0, greatestCommonDivisor)
    return counts.map { $0 / divisor }
  }

  /// Deals the residues to the PoPs as evenly as their weights allow: each next residue goes to the PoP furthest
  /// behind its due, the regions taking turns.
  private static func deal(_ weights: [Int]) -> [UInt16] {
    let period = weights.reduce(0, +)
    var keyed: [(due: Double, pop: Int)] = []
    for (pop, weight) in weights.enumerated() {
      let phase = fractionalPart(Double(pop) * 0.618_033_988_749_894_9)
      for turn in 0..<weight { keyed.append(((Double(turn) + phase) / Double(weight), pop)) }
    }
    keyed.sort { ($0.due, $0.pop) < ($1.due, $1.pop) }
    precondition(keyed.count == period)
    return keyed.map { UInt16($0.pop) }
  }

  private static func fractionalPart(_ value: Double) -> Double { value - value.rounded(.down) }

  private static func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : greatestCommonDivisor(b, a % b) }
}
