/// A followee who posts: the author, the follower's position in the author's list, and how often the author posts.
public struct Poster: Sendable {
  public var author: UserID
  public var position: UInt32
  var classIndex: UInt8
}

/// A reusable buffer of posters.
public struct PosterList: ~Copyable {
  public internal(set) var entries: UnsafeMutablePointer<Poster>
  public internal(set) var count = 0
  private var capacity = 1_024

  public init() { entries = .allocate(capacity: capacity) }

  deinit { entries.deallocate() }

  /// Makes room for `needed` entries and one more; forgets those it holds.
  mutating func reserve(_ needed: Int) {
    if needed < capacity { return }
    entries.deallocate()
    capacity = 2 * needed
    entries = .allocate(capacity: capacity)
  }
}
