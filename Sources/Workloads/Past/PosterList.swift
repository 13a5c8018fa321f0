/// A followee who posts: the author, the follower's position in the author's list, and how often the author posts.
public struct Poster: Sendable {
  public var author: UserID
  public var position: UInt32
  var classIndex: UInt8
}

/// Posters in memory that somebody else owns.
public struct PosterList {
  public let entries: UnsafePointer<Poster>
  public let count: Int

  public init(entries: UnsafePointer<Poster>, count: Int) {
    self.entries = entries
    self.count = count
  }
}
