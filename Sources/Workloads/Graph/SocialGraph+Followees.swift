import Simulator

extension SocialGraph {
  /// Most stubs of one user that a filter holds.
  static let mostStubs = 8_192

  /// Each followee once, with the position of `u` in that author's follower list: hubs by rank, then the pool's, then
  /// mutual follows. No self-loops; of repeats the lowest position counts. Nothing is allocated.
  public func forEachFollowee(of u: UserID, _ body: (_ author: UserID, _ position: UInt32) -> Void) {
    forEachHubFollowee(of: u, body)
    let oneWay = followeeStubs(of: u)
    let mutual = mutualTable.stubs(of: u.value)
    let stubs = Int(oneWay.degree) + Int(mutual.degree)
    if stubs <= 256 {
      var filter = FolloweeFilter<256, 512>()
      collect(u, oneWay, mutual, into: &filter)
      for index in 0..<filter.count { body(filter.entry(index).author, filter.entry(index).position) }
    } else if stubs <= 1_024 {
      var filter = FolloweeFilter<1_024, 2_048>()
      collect(u, oneWay, mutual, into: &filter)
      for index in 0..<filter.count { body(filter.entry(index).author, filter.entry(index).position) }
    } else {
      var filter = FolloweeFilter<8_192, 16_384>()
      collect(u, oneWay, mutual, into: &filter)
      for index in 0..<filter.count { body(filter.entry(index).author, filter.entry(index).position) }
    }
  }

  /// The hubs that `u` follows, by rank, with the position of `u` in their lists.
  @inline(__always) func forEachHubFollowee(of u: UserID, _ body: (_ author: UserID, _ position: UInt32) -> Void) {
    hubLists.forEachHub(listing: u.value) { hub, position in body(UserID(hub), position) }
  }

  @inline(__always) private func collect<let capacity: Int, let slotCount: Int>(
    _ u: UserID, _ oneWay: (first: UInt64, degree: UInt32), _ mutual: (first: UInt64, degree: UInt32),
    into filter: inout FolloweeFilter<capacity, slotCount>
  ) {
    for start in stride(from: 0, to: Int(oneWay.degree), by: StubBlock.lanes) {
      let count = min(StubBlock.lanes, Int(oneWay.degree) &- start)
      let images = pairing.forward(from: oneWay.first &+ UInt64(start), count: count)
      for lane in 0..<count {
        let (author, position) = followerTable.owner(of: images.numbers[unchecked: lane])
        if author != u.value { filter.insert(author, position) }
      }
    }
    for start in stride(from: 0, to: Int(mutual.degree), by: StubBlock.lanes) {
      let count = min(StubBlock.lanes, Int(mutual.degree) &- start)
      var images = mutualPairing.forward(from: mutual.first &+ UInt64(start), count: count)
      for lane in 0..<StubBlock.lanes { images.numbers[unchecked: lane] ^= 1 }
      let partners = mutualPairing.inverse(images, count: count)
      for lane in 0..<count {
        let (author, ordinal) = mutualTable.owner(of: partners.numbers[unchecked: lane])
        if author != u.value { filter.insert(author, followerTable.stubs(of: author).degree &+ ordinal) }
      }
    }
  }
}
