import Simulator

/// Follower lists of the hubs: hub h's list is the first `followers[h]` images of its own bijection of the users, so it
/// has no repeats and its members are a random set.
///
/// π_h = γ⁻¹ ∘ τ_h⁻¹ with one strong bijection γ of four rounds for all hubs and two rounds τ_h of each hub's own. A user goes
/// through γ once, and then two rounds tell for each hub whether the user is in its list, and where.
struct HubLists: ~Copyable, @unchecked Sendable {
  let count: Int
  private let users: UInt64
  private let common: FeistelBijection<4>
  /// Followers of each hub, user 0 first; padded by zeros to a multiple of eight, as are the keys.
  private let lengths: UnsafeMutablePointer<UInt64>
  /// Round keys of the hubs' own bijections, right half first.
  private let rightKeys: UnsafeMutablePointer<UInt64>
  private let leftKeys: UnsafeMutablePointer<UInt64>

  init(followers: [UInt32], users: UInt32, draws: Draws) {
    count = followers.count
    self.users = UInt64(users)
    common = FeistelBijection(domain: UInt64(users), draws: draws.purpose("common"))
    let padded = FeistelBijection<4>.padded(count)
    lengths = .allocate(capacity: padded)
    rightKeys = .allocate(capacity: padded)
    leftKeys = .allocate(capacity: padded)
    for hub in 0..<padded {
      (lengths + hub).initialize(to: hub < count ? UInt64(followers[hub]) : 0)
      (rightKeys + hub).initialize(to: draws.bits(UInt64(hub), 0) >> 32)
      (leftKeys + hub).initialize(to: draws.bits(UInt64(hub), 1) >> 32)
    }
  }

  deinit {
    lengths.deallocate()
    rightKeys.deallocate()
    leftKeys.deallocate()
  }

  @inline(__always) func followerCount(_ hub: Int) -> Int { Int(lengths[hub]) }

  /// The users at `count` positions of a hub's list from `first` on. Lanes to the next multiple of eight are overwritten.
  func readFollowers(of hub: Int, from first: UInt32, count: Int, into lanes: UnsafeMutablePointer<UInt64>) {
    let (rightBits, leftRadix) = (common.rightBits, common.leftRadix)
    let (rightKey, leftKey) = (rightKeys[hub], leftKeys[hub])
    let end = FeistelBijection<4>.padded(count)
    var lane = 0
    while lane < end {
      var halves = FeistelHalves(UInt64(first) &+ UInt64(truncatingIfNeeded: lane), rightBits)
      halves.subtractFromLeft(leftKey, leftRadix)
      halves.subtractFromRight(rightKey, rightBits)
      lanes[lane] = halves.joined(rightBits)
      lane &+= 1
    }
    for lane in 0..<count {
      while lanes[lane] >= users { lanes[lane] = ownInverse(hub, lanes[lane]) }
    }
    common.inverse(lanes, count: count)
    for lane in 0..<count where lanes[lane] >= users { lanes[lane] = common.inverse(lanes[lane]) }
  }

  /// Appends to `list` the hubs that list the user, by rank, each with the user's position; a hub's place in its own list is
  /// left out.
  @inline(__always) func appendHubs(listing user: UInt32, to list: inout FolloweeList) {
    if count == 0 { return }
    let (rightBits, leftRadix) = (common.rightBits, common.leftRadix)
    let (rightKeys, leftKeys, lanes) = (self.rightKeys, self.leftKeys, list.lanes)
    let start = FeistelHalves(common.forward(UInt64(user)), rightBits)
    let end = FeistelBijection<4>.padded(count)
    var hub = 0
    while hub < end {
      var halves = start
      halves.addToRight(rightKeys[hub], rightBits)
      halves.addToLeft(leftKeys[hub], leftRadix)
      lanes[hub] = halves.joined(rightBits)
      hub &+= 1
    }
    let (authors, positions, lengths, users, own) = (list.authors, list.positions, lengths, users, Int(user))
    var found = list.count
    for hub in 0..<count {
      var position = lanes[hub]
      if position >= users { position = walkedForward(hub, position) }
      authors[found] = UInt32(truncatingIfNeeded: hub)
      positions[found] = UInt32(truncatingIfNeeded: position)
      found &+= position < lengths[hub] ? 1 : 0
      if hub == own && position < lengths[hub] { found &-= 1 }
    }
    list.count = found
  }

  @inline(never) private func walkedForward(_ hub: Int, _ x: UInt64) -> UInt64 {
    var halves = FeistelHalves(x, common.rightBits)
    repeat {
      halves.addToRight(rightKeys[hub], common.rightBits)
      halves.addToLeft(leftKeys[hub], common.leftRadix)
    } while halves.joined(common.rightBits) >= users
    return halves.joined(common.rightBits)
  }

  private func ownInverse(_ hub: Int, _ y: UInt64) -> UInt64 {
    var halves = FeistelHalves(y, common.rightBits)
    halves.subtractFromLeft(leftKeys[hub], common.leftRadix)
    halves.subtractFromRight(rightKeys[hub], common.rightBits)
    return halves.joined(common.rightBits)
  }
}
