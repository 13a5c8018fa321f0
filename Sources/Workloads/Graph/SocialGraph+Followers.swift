import Simulator

extension SocialGraph {
  /// The follower at a position (from 0, below `followerCount`) of an author's list; nil where the stub is a self-loop
  /// or repeats a lower position. Agrees with `forEachFollowee` edge by edge.
  public func follower(of author: UserID, at position: UInt32) -> UserID? {
    if isHub(author) {
      let user = UserID(hubLists.follower(of: Int(author.value), at: position))
      return user == author ? nil : user
    }
    let user = stubOwner(author, position)
    if user == author || repeatsLowerPosition(user, author, position) { return nil }
    return user
  }

  /// Whoever holds a position of an author's list, self-loops and repeats included: O(1), for counting deliveries.
  public func holder(ofPosition position: UInt32, in author: UserID) -> UserID {
    isHub(author)
      ? UserID(hubLists.follower(of: Int(author.value), at: position)) : stubOwner(author, position)
  }

  /// Owner of the followee stub that is paired with a position of an author below the hubs.
  private func stubOwner(_ author: UserID, _ position: UInt32) -> UserID {
    let oneWay = followerTable.stubs(of: author.value)
    if position < oneWay.degree {
      let rank = followeeTable.owner(of: pairing.inverse(oneWay.first &+ UInt64(position))).member
      return UserID(UInt32(truncatingIfNeeded: followeeRank.inverse(UInt64(rank))))
    }
    let mutual = mutualTable.stubs(of: author.value)
    let ordinal = position &- oneWay.degree
    precondition(ordinal < mutual.degree, "user \(author.value) has no follower \(position)")
    return UserID(mutualTable.owner(of: mutualPartner(of: mutual.first &+ UInt64(ordinal))).member)
  }

  /// Whether `user` also holds a lower position of the author's list: whether stubs of the one are paired with that part
  /// of the other's. Goes through the shorter of each two ranges.
  private func repeatsLowerPosition(_ user: UserID, _ author: UserID, _ position: UInt32) -> Bool {
    let authorOneWay = followerTable.stubs(of: author.value)
    let lower = StubRange(first: authorOneWay.first, count: min(position, authorOneWay.degree))
    let userOneWay = followeeStubs(of: user)
    let own = StubRange(first: userOneWay.first, count: userOneWay.degree)
    if own.count < lower.count {
      if own.contains(where: { pairing.forward(from: $0, count: $1) }, in: lower) { return true }
    } else {
      if lower.contains(where: { pairing.inverse(StubBlock(from: $0), count: $1) }, in: own) { return true }
    }
    let authorMutual = mutualTable.stubs(of: author.value)
    let lowerMutual = StubRange(first: authorMutual.first, count: position &- lower.count)
    let userMutual = mutualTable.stubs(of: user.value)
    let ownMutual = StubRange(first: userMutual.first, count: userMutual.degree)
    let (walked, sought) = ownMutual.count < lowerMutual.count ? (ownMutual, lowerMutual) : (lowerMutual, ownMutual)
    return walked.contains(where: { mutualPartners(from: $0, count: $1) }, in: sought)
  }
}

/// Consecutive stubs of one user.
private struct StubRange {
  let first: UInt64
  let count: UInt32

  /// Whether `partners` of any of these stubs, taken in blocks, lie in another range.
  @inline(__always)
  func contains(where partners: (UInt64, Int) -> StubBlock, in other: StubRange) -> Bool {
    if other.count == 0 { return false }
    for start in stride(from: 0, to: Int(count), by: StubBlock.lanes) {
      let width = min(StubBlock.lanes, Int(count) &- start)
      let block = partners(first &+ UInt64(start), width)
      for lane in 0..<width where block.numbers[unchecked: lane] &- other.first < UInt64(other.count) { return true }
    }
    return false
  }
}
