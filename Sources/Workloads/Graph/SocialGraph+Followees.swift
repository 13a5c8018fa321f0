import Simulator

/// A user's stubs of each kind as a follower.
struct FolloweeStubs {
  var tweak: UInt64 = 0
  var pool: UInt32 = 0
  var localFirst: UInt64 = 0
  var localDegree = 0
  var globalFirst: UInt64 = 0
  var globalDegree = 0
  var mutualFirst: UInt64 = 0
  var mutualDegree = 0

  @inline(__always) init() {}

  @inline(__always) var count: Int { localDegree &+ globalDegree &+ mutualDegree }
}

extension SocialGraph {
  /// Writes the distinct followees of `u`, each with the lowest position that `u` holds in that author's follower list.
  /// Nothing is allocated.
  public func readFollowees(of u: UserID, into list: inout FolloweeList) {
    list.count = 0
    let stubs = stubs(of: u)
    precondition(stubs.count &+ hubLists.count <= list.capacity, "the list is too short for user \(u.value)")
    hubLists.appendHubs(listing: u.value, to: &list)
    var filter = list.filter(entries: stubs.count)
    let lanes = list.lanes
    if stubs.localDegree > 0 {
      localPairing.forward(from: stubs.localFirst, count: stubs.localDegree, tweak: stubs.tweak, into: lanes)
      let (first, factor) = (pools.hubs &+ stubs.pool, pools.pools)
      for lane in 0..<stubs.localDegree {
        let (member, place) = localFollowers.owner(of: lanes[lane])
        let author = first &+ member &* factor
        if author != u.value { filter.insert(author, place) }
      }
    }
    pairing.forward(from: stubs.globalFirst, count: stubs.globalDegree, into: lanes)
    for lane in 0..<stubs.globalDegree {
      let (author, place) = followerTable.owner(of: lanes[lane])
      if author != u.value { filter.insert(author, place) }
    }
    mutualMatching.partners(from: stubs.mutualFirst, count: stubs.mutualDegree, into: lanes)
    for lane in 0..<stubs.mutualDegree {
      let (author, place) = mutualTable.owner(of: lanes[lane])
      if author != u.value { filter.insert(author, place) }
    }
    list.count = filter.count
  }

  /// What `readFollowees` writes, one by one; allocates a list for the call.
  public func forEachFollowee(of u: UserID, _ body: (_ author: UserID, _ position: UInt32) -> Void) {
    var list = FolloweeList(capacity: hubLists.count + stubs(of: u).count)
    readFollowees(of: u, into: &list)
    for index in 0..<list.count { body(UserID(list.authors[index]), list.positions[index]) }
  }

  @inline(__always) func stubs(of u: UserID) -> FolloweeStubs {
    var stubs = FolloweeStubs()
    var rank = u.value < pools.hubs ? pools.pooled &+ u.value : u.value
    if let (pool, member) = pools.place(of: u.value) {
      stubs.pool = pool
      stubs.tweak = pools.tweak(ofPool: pool)
      let stratum = pools.stratum(ofMember: member, tweak: stubs.tweak)
      rank = stratum &* pools.pools &+ pool
      if localFollowees.stubTotal > 0 {
        let local = localFollowees.stubs(of: stratum)
        stubs.localFirst = local.first
        stubs.localDegree = Int(local.degree)
      }
    }
    let global = followeeTable.stubs(of: rank)
    stubs.globalFirst = global.first
    stubs.globalDegree = Int(global.degree)
    let mutual = mutualTable.stubs(of: u.value)
    stubs.mutualFirst = mutual.first
    stubs.mutualDegree = Int(mutual.degree)
    return stubs
  }
}
