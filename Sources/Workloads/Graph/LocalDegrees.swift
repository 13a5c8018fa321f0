/// Degrees of local follows: the same in every pool, member by member, and balanced within each.
///
/// A user's local circle is limited, not proportional: each member has the same number of local stubs, as far as three
/// quarters of its one-way stubs reach. That is also what repeats the fewest pairs in a small pool.
struct LocalDegrees {
  static let mostOfDegree = 0.75
  /// No local degree exceeds the pool's size divided by this.
  static let sizePerDegree = 8

  /// By member: local followers.
  let followers: [Int]
  /// By stratum of followees: local followees.
  let followees: [Int]
  /// Local stubs of one pool, a whole domain.
  let stubs: Int

  /// `followers` by user and `followees` by rank are the one-way degrees that local ones are a part of.
  init(_ layout: PoolLayout, share: Double, followers: DegreeSequence, followees: DegreeSequence) {
    let (size, pools) = (Int(layout.size), Int(layout.pools))
    let limit = layout.isLocal ? size / LocalDegrees.sizePerDegree : 0
    func room(_ sequence: DegreeSequence, skipping skipped: Int) -> [Int] {
      sequence.leastDegrees(skipping: skipped, blocks: size, of: pools).map {
        min(limit, Int(Double($0) * LocalDegrees.mostOfDegree))
      }
    }
    let inRoom = layout.isLocal ? room(followers, skipping: Int(layout.hubs)) : []
    let outRoom = layout.isLocal ? room(followees, skipping: 0) : []
    let wanted = Int(share * Double(followers.stubTotal) / Double(pools))
    let reachable = min(wanted, inRoom.reduce(0, +), outRoom.reduce(0, +))
    stubs = Int(FeistelShape.wholeDomain(atMost: UInt64(reachable)))
    self.followers = LocalDegrees.filled(inRoom, total: stubs)
    self.followees = LocalDegrees.filled(outRoom, total: stubs)
  }

  /// min(room, level) with the level that gives `total`; the first members at the level have one less where it must be.
  private static func filled(_ room: [Int], total: Int) -> [Int] {
    var (low, high) = (0, room.max() ?? 0)
    func sum(_ level: Int) -> Int { room.reduce(0) { $0 + min($1, level) } }
    while low < high {
      let middle = (low + high) / 2
      if sum(middle) < total { low = middle + 1 } else { high = middle }
    }
    var excess = sum(low) - total
    return room.map { room in
      if room < low || excess == 0 { return min(room, low) }
      excess -= 1
      return low - 1
    }
  }
}
