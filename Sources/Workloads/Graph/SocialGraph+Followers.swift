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

  /// Whether `user` also holds a lower position of the author's list; looks through the shorter of the two lists.
  private func repeatsLowerPosition(_ user: UserID, _ author: UserID, _ position: UInt32) -> Bool {
    let oneWay = followeeStubs(of: user)
    let mutual = mutualTable.stubs(of: user.value)
    if UInt64(position) <= UInt64(oneWay.degree) + UInt64(mutual.degree) {
      for lower in 0..<position where stubOwner(author, lower) == user { return true }
      return false
    }
    for index in 0..<UInt64(oneWay.degree) {
      let found = followerTable.owner(of: pairing.forward(oneWay.first &+ index))
      if found.member == author.value && found.ordinal < position { return true }
    }
    let authorOneWay = followerTable.stubs(of: author.value).degree
    for index in 0..<UInt64(mutual.degree) {
      let found = mutualTable.owner(of: mutualPartner(of: mutual.first &+ index))
      if found.member == author.value && authorOneWay &+ found.ordinal < position { return true }
    }
    return false
  }
}
