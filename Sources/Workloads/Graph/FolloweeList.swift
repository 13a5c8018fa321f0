/// A reusable buffer for the followees of one user.
public struct FolloweeList: ~Copyable {
  public let authors: UnsafeMutablePointer<UInt32>
  public let positions: UnsafeMutablePointer<UInt32>
  public internal(set) var count = 0

  public init() {
    authors = .allocate(capacity: 16_384)
    positions = .allocate(capacity: 16_384)
  }

  deinit {
    authors.deallocate()
    positions.deallocate()
  }
}

extension SocialGraph {
  public func readFollowees(of user: UserID, into list: inout FolloweeList) {
    var count = 0
    forEachFollowee(of: user) { author, position in
      list.authors[count] = author.value
      list.positions[count] = position
      count += 1
    }
    list.count = count
  }
}
