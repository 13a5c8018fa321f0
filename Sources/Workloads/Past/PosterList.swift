/// A followee who posts: the author, the follower's position in the author's list, and how often the author posts.
public struct Poster: Sendable {
  public var author: UserID
  public var position: UInt32
  var classIndex: UInt8
}

/// Posters in memory that somebody else owns, grouped by posting class: those of class c start at `starts[c]`.
public struct PosterList {
  public let entries: UnsafePointer<Poster>
  public let count: Int
  let starts: InlineArray<5, Int>
  /// How many posts, and stories, a day they make together.
  public let postsPerDay: Double
  public let storiesPerDay: Double

  /// Nobody; `entries` may be any address.
  public init(emptyAt entries: UnsafePointer<Poster>) {
    self.init(entries: entries, count: 0, starts: InlineArray(repeating: 0), postsPerDay: 0, storiesPerDay: 0)
  }

  init(
    entries: UnsafePointer<Poster>, count: Int, starts: InlineArray<5, Int>, postsPerDay: Double, storiesPerDay: Double
  ) {
    self.entries = entries
    self.count = count
    self.starts = starts
    self.postsPerDay = postsPerDay
    self.storiesPerDay = storiesPerDay
  }
}
