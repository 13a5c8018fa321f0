import Simulator

/// Who is in which local pool. Below the hubs, user `hubs` + v is member v / P of pool v mod P.
///
/// P is a multiple of the geography's period, so the members of a pool share a PoP; users are numbered by followers, so a
/// pool is a sample of all ranks, one from each stratum of P neighbours. Too few users for pools that small: a single pool.
struct PoolLayout: Sendable {
  /// Fewest members of a pool that may hold local follows.
  static let leastSize = 64

  let hubs: UInt32
  /// P.
  let pools: UInt32
  /// Members of each pool, a whole domain.
  let size: UInt32
  /// Users in pools: P · size. Hubs and the few of the lowest rank that are left over are in none.
  let pooled: UInt32
  /// Whether pools lie within a PoP; else there is one pool, without local follows.
  let isLocal: Bool
  private let division: StubDivisor
  /// Member → stratum by followees, a permutation of each pool.
  private let seats: FeistelBijection<4>
  private let poolKey: UInt64

  init(users: Int, hubs: Int, period: Int, poolSize: Int, draws: Draws) {
    let ordinary = users - hubs
    let count = max(1, Int((Double(ordinary) / Double(poolSize * period)).rounded())) * period
    let members = FeistelShape.wholeDomain(atMost: UInt64(ordinary / count))
    isLocal = members >= UInt64(PoolLayout.leastSize)
    self.hubs = UInt32(hubs)
    pools = isLocal ? UInt32(count) : 1
    size = UInt32(isLocal ? members : FeistelShape.wholeDomain(atMost: UInt64(ordinary)))
    pooled = pools * size
    division = StubDivisor(UInt64(pools))
    seats = FeistelBijection(domain: UInt64(max(1, size)), draws: draws.purpose("seats"))
    poolKey = draws.purpose("pool").bits(0) >> 32
  }

  /// Pool and member of a user; nil for hubs and those left over.
  @inline(__always) func place(of user: UInt32) -> (pool: UInt32, member: UInt32)? {
    let number = user &- hubs
    if user < hubs || number >= pooled { return nil }
    let member = UInt32(truncatingIfNeeded: division.quotient(UInt64(number)))
    return (number &- member &* pools, member)
  }

  @inline(__always) func user(pool: UInt32, member: UInt32) -> UInt32 { hubs &+ member &* pools &+ pool }

  /// Stratum by followees of a member.
  @inline(__always) func stratum(ofMember member: UInt32, tweak: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: seats.forward(UInt64(member), tweak: tweak))
  }

  /// Keys of a pool are those of all pools, changed by this.
  @inline(__always) func tweak(ofPool pool: UInt32) -> UInt64 {
    scramble(UInt64(pool), poolKey) &>> 15 & 0xFFFF_FFFF
  }

  /// Rank by followees, falling: a permutation of the users.
  @inline(__always) func rank(of user: UInt32) -> UInt32 {
    if let (pool, member) = place(of: user) {
      return stratum(ofMember: member, tweak: tweak(ofPool: pool)) &* pools &+ pool
    }
    return user < hubs ? pooled &+ user : user
  }

  /// The users of `count` ranks, in place. Overwrites lanes to the next multiple of eight.
  @inline(__always) func usersOfRanks(_ lanes: UnsafeMutablePointer<UInt64>, count: Int) {
    var outside = 0
    for lane in 0..<count {
      let rank = lanes[lane]
      let stratum = division.quotient(rank)
      outside &+= rank >= UInt64(pooled) ? 1 : 0
      lanes[lane] = stratum &<< 32 | (rank &- stratum &* UInt64(pools))
    }
    if outside > 0 { return usersOneByOne(lanes, count: count) }
    usersOfSeats(lanes, count: count)
  }

  /// The users of lanes that hold a stratum above bit 32 and a pool below it.
  @inline(__always) private func usersOfSeats(_ lanes: UnsafeMutablePointer<UInt64>, count: Int) {
    let rounds = FourRounds(seats, tweak: 0)
    let (key, factor, first) = (poolKey, UInt64(pools), UInt64(hubs))
    let end = FeistelBijection<4>.padded(count)
    var lane = 0
    while lane < end {
      let pool = lanes[lane] & 0xFFFF_FFFF
      let tweak = scramble(pool, key) &>> 15 & 0xFFFF_FFFF
      let member = rounds.inverse(lanes[lane] &>> 32, tweak: tweak) & 0xFFFF_FFFF
      lanes[lane] = first &+ member &* factor &+ pool
      lane &+= 1
    }
  }

  /// For batches with hubs or left-over users.
  private func usersOneByOne(_ lanes: UnsafeMutablePointer<UInt64>, count: Int) {
    for lane in 0..<count {
      let (stratum, pool) = (lanes[lane] &>> 32, lanes[lane] & 0xFFFF_FFFF)
      let rank = stratum &* UInt64(pools) &+ pool
      if rank < UInt64(pooled) {
        let member = seats.inverse(stratum, tweak: tweak(ofPool: UInt32(truncatingIfNeeded: pool)))
        lanes[lane] = UInt64(user(pool: UInt32(truncatingIfNeeded: pool), member: UInt32(truncatingIfNeeded: member)))
      } else {
        lanes[lane] = rank < UInt64(pooled) &+ UInt64(hubs) ? rank &- UInt64(pooled) : rank
      }
    }
  }

  /// The users of strata of one pool, in place. Overwrites lanes to the next multiple of eight.
  @inline(__always) func usersOfStrata(_ lanes: UnsafeMutablePointer<UInt64>, count: Int, pool: UInt32) {
    let rounds = FourRounds(seats, tweak: tweak(ofPool: pool))
    let (factor, first) = (UInt64(pools), UInt64(hubs) &+ UInt64(pool))
    let end = FeistelBijection<4>.padded(count)
    var lane = 0
    while lane < end {
      lanes[lane] = first &+ (rounds.inverse(lanes[lane]) & 0xFFFF_FFFF) &* factor
      lane &+= 1
    }
  }
}
