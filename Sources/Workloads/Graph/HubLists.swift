import Simulator

/// Follower lists of the hubs: hub h's list is the first `followers[h]` images of its own bijection of the users, so it
/// has no repeats and its members are a random set.
struct HubLists: Sendable {
  /// Followers of each hub, user 0 first.
  let followers: [UInt32]
  private let pairings: [FeistelBijection<4>]
  /// Round keys of sixteen hubs at a time, round after round: key k of hub h is at (h / 16)·64 + k·16 + h % 16.
  private let keys: [UInt32]

  init(followers: [UInt32], users: UInt32, draws: Draws) {
    self.followers = followers
    let pairings = followers.indices.map { hub in
      FeistelBijection<4>(domain: UInt64(users), draws: draws, entity: UInt64(hub))
    }
    self.pairings = pairings
    keys = (0..<(followers.count + 15) / 16 * 64).map { place in
      let hub = place / 64 * 16 + place % 16
      return hub < pairings.count ? pairings[hub].keys[place / 16 % 4] : 0
    }
  }

  var count: Int { followers.count }

  /// The user at a position of a hub's list.
  func follower(of hub: Int, at position: UInt32) -> UInt32 {
    precondition(position < followers[hub], "hub \(hub) has no follower \(position)")
    return UInt32(truncatingIfNeeded: pairings[hub].forward(UInt64(position)))
  }

  /// Hubs that list the user, by rank, each with the user's position; a hub's place in its own list is left out.
  @inline(__always) func forEachHub(listing user: UInt32, _ body: (_ hub: UInt32, _ position: UInt32) -> Void) {
    keys.withUnsafeBufferPointer { keys in
      var start = 0
      while start < followers.count {
        let positions = pairings[start].inverses(of: UInt64(user), keys: keys.baseAddress! + start &* 4)
        for lane in 0..<min(StubBlock.lanes, followers.count &- start) {
          let hub = start &+ lane
          var position = positions.numbers[unchecked: lane]
          if position >= pairings[start].domain { position = pairings[hub].inverse(position) }
          if position < UInt64(followers[hub]) && hub != Int(user) {
            body(UInt32(truncatingIfNeeded: hub), UInt32(truncatingIfNeeded: position))
          }
        }
        start &+= StubBlock.lanes
      }
    }
  }
}
