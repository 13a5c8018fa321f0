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
    static let exhaustiveSizes: [UInt32] = [400, 1_000, 4_000]
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

  #if DEBUG
    static let sampledUsers: UInt64 = 200
  #else
    static let sampledUsers: UInt64 = 5_000
  #endif

  /// In release, 700,000 edges of each size.
  @Test(arguments: [1_000, 100_000, 10_000_000, 1_000_000_000] as [UInt32])
  func followeesHoldThePositionsThatTheyAreSaidToHold(users: UInt32) {
    let graph = graph(users)
    let draws = Draws(seed: 6, replication: 0)
    var list = FolloweeList()
    var wrong = 0
    for index in 0..<Self.sampledUsers {
      let user = UserID(UInt32(draws.index(UInt64(users), index)))
      graph.readFollowees(of: user, into: &list)
      for place in 0..<list.count
      where graph.holder(ofPosition: list.positions[place], in: UserID(list.authors[place])) != user { wrong += 1 }
    }
    #expect(wrong == 0)
  }

  /// Follower lists read in pieces: every holder follows the author, at this position or a lower one.
  @Test(arguments: [1_000, 100_000, 10_000_000, 1_000_000_000] as [UInt32])
  func holdersFollowTheAuthor(users: UInt32) {
    let graph = graph(users)
    let draws = Draws(seed: 7, replication: 0)
    var list = FolloweeList()
    var holders = [UInt32](repeating: 0, count: 400)
    var wrong = 0
    var lower = 0
    var positions = 0
    for index in 0..<Self.sampledUsers / 10 {
      // Every other author among the most followed, hubs included.
      let author = UserID(UInt32(draws.index(index % 2 == 0 ? UInt64(users) / 50 : UInt64(users), index, 1)))
      let followers = graph.followerCount(of: author)
      let count = min(followers, Int(draws.index(400, index, 2)))
      let first = UInt32(draws.index(UInt64(followers - count + 1), index, 3))
      graph.readHolders(of: author, positions: first..<first + UInt32(count), into: &holders)
      for offset in 0..<count where holders[offset] != author.value {
        graph.readFollowees(of: UserID(holders[offset]), into: &list)
        let place = (0..<list.count).first { list.authors[$0] == author.value }
        let position = place.map { list.positions[$0] }
        if position == nil || position! > first + UInt32(offset) { wrong += 1 }
        if position != first + UInt32(offset) { lower += 1 }
        positions += 1
      }
    }
    #expect(wrong == 0 && positions > 0)
    // Repeats are few; in the smallest graph a fifth of a popular author's positions may repeat.
    #expect(Double(lower) < (users < 100_000 ? 0.3 : 0.05) * Double(positions), "\(lower) of \(positions) repeat")
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
