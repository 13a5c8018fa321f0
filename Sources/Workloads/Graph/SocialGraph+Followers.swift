import Simulator

extension SocialGraph {
  /// Stubs that go through the bijections together.
  private static var batch: Int { 128 }

  /// Whoever holds each of the positions of an author's list, self-loops and repeats included; writes
  /// `positions.count` users.
  public func readHolders(
    of author: UserID, positions: Range<UInt32>, into holders: UnsafeMutablePointer<UInt32>
  ) {
    precondition(
      Int(positions.upperBound) <= followerCount(of: author), "user \(author.value) has no followers \(positions)")
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: SocialGraph.batch) { scratch in
      let lanes = scratch.baseAddress!
      var position = positions.lowerBound
      var written = holders
      while position < positions.upperBound {
        let most = min(positions.upperBound &- position, UInt32(truncatingIfNeeded: SocialGraph.batch))
        let count = readBatch(author.value, from: position, atMost: Int(most), into: lanes)
        for lane in 0..<count { written[lane] = UInt32(truncatingIfNeeded: lanes[lane]) }
        written += count
        position &+= UInt32(truncatingIfNeeded: count)
      }
    }
  }

  /// Whoever holds a position of an author's list, self-loops and repeats included.
  public func holder(ofPosition position: UInt32, in author: UserID) -> UserID {
    var holder: UInt32 = 0
    readHolders(of: author, positions: position..<position + 1, into: &holder)
    return UserID(holder)
  }

  /// The follower at a position (from 0, below `followerCount`) of an author's list; nil where the stub is a self-loop
  /// or repeats a lower position. Agrees with `readFollowees` edge by edge.
  public func follower(of author: UserID, at position: UInt32) -> UserID? {
    let user = holder(ofPosition: position, in: author)
    if user == author { return nil }
    return !isHub(author) && repeatsLowerPosition(user, author, position) ? nil : user
  }

  /// Holders from a position on, of as many positions as have stubs of one kind. Returns how many.
  @inline(__always) private func readBatch(
    _ author: UInt32, from position: UInt32, atMost most: Int, into lanes: UnsafeMutablePointer<UInt64>
  ) -> Int {
    if author < pools.hubs {
      hubLists.readFollowers(of: Int(author), from: position, count: most, into: lanes)
      return most
    }
    let global = followerTable.stubs(of: author)
    if position < global.base {
      let count = min(most, Int(global.base &- position))
      readLocal(author, from: position, count: count, into: lanes)
      return count
    }
    let globalPosition = position &- global.base
    if globalPosition < global.degree {
      let count = min(most, Int(global.degree &- globalPosition))
      pairing.inverse(from: global.first &+ UInt64(globalPosition), count: count, into: lanes)
      for lane in 0..<count { lanes[lane] = UInt64(followeeTable.owner(of: lanes[lane]).member) }
      pools.usersOfRanks(lanes, count: count)
      return count
    }
    let mutual = mutualTable.stubs(of: author)
    mutualMatching.partners(from: mutual.first &+ UInt64(position &- mutual.base), count: most, into: lanes)
    for lane in 0..<most { lanes[lane] = UInt64(mutualTable.owner(of: lanes[lane]).member) }
    return most
  }

  @inline(__always) private func readLocal(
    _ author: UInt32, from position: UInt32, count: Int, into lanes: UnsafeMutablePointer<UInt64>
  ) {
    guard let (pool, member) = pools.place(of: author) else { preconditionFailure("user \(author) is in no pool") }
    let first = localFollowers.stubs(of: member).first &+ UInt64(position)
    localPairing.inverse(from: first, count: count, tweak: pools.tweak(ofPool: pool), into: lanes)
    for lane in 0..<count { lanes[lane] = UInt64(localFollowees.owner(of: lanes[lane]).member) }
    pools.usersOfStrata(lanes, count: count, pool: pool)
  }

  /// Whether `user` also holds a lower position of the author's list; looks through the shorter of the two lists.
  private func repeatsLowerPosition(_ user: UserID, _ author: UserID, _ position: UInt32) -> Bool {
    let stubs = stubs(of: user)
    if Int(position) <= stubs.count {
      let lower = UnsafeMutablePointer<UInt32>.allocate(capacity: Int(position) + 1)
      defer { lower.deallocate() }
      readHolders(of: author, positions: 0..<position, into: lower)
      return (0..<Int(position)).contains { lower[$0] == user.value }
    }
    func isLower(_ owner: (member: UInt32, place: UInt32)) -> Bool {
      owner.member == author.value && owner.place < position
    }
    if let (pool, member) = pools.place(of: author.value), pool == stubs.pool {
      for index in 0..<UInt64(stubs.localDegree) {
        let found = localFollowers.owner(of: localPairing.forward(stubs.localFirst + index, tweak: stubs.tweak))
        if found.member == member && found.place < position { return true }
      }
    }
    for index in 0..<UInt64(stubs.globalDegree)
    where isLower(followerTable.owner(of: pairing.forward(stubs.globalFirst + index))) { return true }
    for index in 0..<UInt64(stubs.mutualDegree) {
      let partner = mutualMatching.partner(of: stubs.mutualFirst + index)
      if isLower(mutualTable.owner(of: partner)) { return true }
    }
    return false
  }
}
