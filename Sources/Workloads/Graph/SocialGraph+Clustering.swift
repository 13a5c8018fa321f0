import Simulator

extension SocialGraph {
  /// Of the ordered pairs of one user's followees, hubs apart, the share in which the first follows the second: among all
  /// pairs, and among pairs that the user follows through the local pool. Over `sample` random users; 0 without pairs.
  public func clustering(sample: Int, draws: Draws) -> (all: Double, local: Double) {
    var list = FolloweeList()
    var others = FolloweeList()
    var (all, local) = (PairCount(), PairCount())
    for index in 0..<UInt64(sample) {
      let user = UserID(UInt32(draws.index(UInt64(users), index)))
      readFollowees(of: user, into: &list)
      var ordinary: [UInt32] = []
      var pool: [UInt32] = []
      for place in 0..<list.count where list.authors[place] >= pools.hubs {
        ordinary.append(list.authors[place])
        if localFollowers(of: UserID(list.authors[place])).contains(list.positions[place]) {
          pool.append(list.authors[place])
        }
      }
      ordinary.sort()
      pool.sort()
      all.pairs += ordinary.count * max(0, ordinary.count - 1)
      local.pairs += pool.count * max(0, pool.count - 1)
      for author in ordinary {
        let isLocal = pool.contains(sorted: author)
        readFollowees(of: UserID(author), into: &others)
        for place in 0..<others.count where ordinary.contains(sorted: others.authors[place]) {
          all.linked += 1
          if isLocal && pool.contains(sorted: others.authors[place]) { local.linked += 1 }
        }
      }
    }
    return (all.share, local.share)
  }
}

private struct PairCount {
  var pairs = 0
  var linked = 0
  var share: Double { pairs == 0 ? 0 : Double(linked) / Double(pairs) }
}

extension [UInt32] {
  /// Whether a rising array holds the number.
  fileprivate func contains(sorted number: UInt32) -> Bool {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low] == number
  }
}
