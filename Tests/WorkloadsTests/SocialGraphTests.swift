import Simulator
import Testing

@testable import Workloads

@Suite struct SocialGraphTests {
  private func graph(_ users: UInt32, seed: UInt64 = 1) -> SocialGraph {
    SocialGraph(GraphParameters(), users: users, draws: Draws(seed: seed, replication: 0))
  }

  #if DEBUG
    static let exhaustiveSizes: [UInt32] = [400, 1_000]
  #else
    static let exhaustiveSizes: [UInt32] = [400, 1_000, 10_000]
  #endif

  /// Every edge from both ends: what followees list is exactly what follower lists hold.
  @Test(arguments: exhaustiveSizes)
  func bothDirectionsAgreeExhaustively(users: UInt32) {
    for seed in 0..<2 as Range<UInt64> {
      let graph = graph(users, seed: seed)
      var lists = (0..<users).map { [UserID?](repeating: nil, count: graph.followerCount(of: UserID($0))) }
      var edges = 0
      var doubled = 0
      for number in 0..<users {
        let user = UserID(number)
        var authors: Set<UserID> = [user]
        graph.forEachFollowee(of: user) { author, position in
          if !authors.insert(author).inserted || lists[Int(author.value)][Int(position)] != nil { doubled += 1 }
          lists[Int(author.value)][Int(position)] = user
          edges += 1
        }
      }
      #expect(doubled == 0, "self-loops, repeated authors or positions held twice; users \(users), seed \(seed)")
      var mismatches = 0
      for author in 0..<users {
        for position in lists[Int(author)].indices
        where graph.follower(of: UserID(author), at: UInt32(position)) != lists[Int(author)][position] {
          mismatches += 1
        }
      }
      #expect(mismatches == 0, "users \(users), seed \(seed)")
      #expect(edges > Int(users) * 8)
    }
  }

  @Test(arguments: [100_000, 10_000_000, 1_000_000_000] as [UInt32])
  func bothDirectionsAgreeOnRandomEdges(users: UInt32) {
    let graph = graph(users)
    let draws = Draws(seed: 5, replication: 0)
    var wrong = 0
    for index in 0..<60 as Range<UInt64> {
      let user = UserID(UInt32(draws.index(UInt64(users), index)))
      graph.forEachFollowee(of: user) { author, position in
        if graph.follower(of: author, at: position) != user { wrong += 1 }
      }
    }
    #expect(wrong == 0, "forward edges that the follower lists lack")
    for index in 0..<2_000 as Range<UInt64> {
      let author = UserID(UInt32(draws.index(UInt64(index % 2 == 0 ? 3_000 : users), index, 1)))
      let count = graph.followerCount(of: author)
      if count == 0 { continue }
      let position = UInt32(draws.index(UInt64(count), index, 2))
      var held: UInt32?
      guard let follower = graph.follower(of: author, at: position) else { continue }
      graph.forEachFollowee(of: follower) { found, at in if found == author { held = at } }
      if held != position { wrong += 1 }
    }
    #expect(wrong == 0, "follower positions that the followees lack")
  }
}
