import Simulator
import Workloads

/// The newest post of each author who posted in this run, behind a bit per hash that says "none" for nearly all others.
///
/// The filter is sized by posts, not by users: 8 to 16 bits per author, one probe.
struct RecentAuthors: ~Copyable {
  private var newest: FlatMap
  private var authors: [UserID] = []
  private var filter: UnsafeMutablePointer<UInt64>
  private var mask: UInt64

  init(reserving authors: Int) {
    newest = FlatMap(reserving: authors)
    mask = (1 << 12) - 1
    filter = Self.emptyFilter(bits: mask + 1)
  }

  deinit { filter.deallocate() }

  /// False: the author has none. True: nearly always at least one.
  @inline(__always) private func mayHave(_ author: UserID) -> Bool {
    let bit = Self.hash(author) & mask
    return filter[Int(truncatingIfNeeded: bit >> 6)] >> (bit & 63) & 1 == 1
  }

  /// Writes the numbers of those `posters` who may have one, in order, and returns how many. All filter lines are asked for
  /// at once, which a probe at a time would wait for one by one.
  func select(_ posters: PosterList, into chosen: UnsafeMutablePointer<UInt32>) -> Int {
    var count = 0
    for index in 0..<posters.count {
      chosen[count] = UInt32(truncatingIfNeeded: index)
      count &+= mayHave(posters.entries[index].author) ? 1 : 0
    }
    for place in 0..<count { newest.prefetch(UInt64(posters.entries[Int(chosen[place])].author.value)) }
    return count
  }

  @inline(__always) func prefetch(_ author: UserID) { newest.prefetch(UInt64(author.value)) }

  /// Index of the author's newest post, .max for none.
  func newest(of author: UserID) -> UInt32 { newest.find(UInt64(author.value)) ?? .max }

  /// Registers an author's newest post; returns the one before, .max for none.
  mutating func insert(_ author: UserID, _ index: UInt32) -> UInt32 {
    if let older = newest.insert(UInt64(author.value), index) { return older }
    authors.append(author)
    mark(author)
    if UInt64(authors.count) * 8 > mask + 1 {
      filter.deallocate()
      mask = mask * 2 + 1
      filter = Self.emptyFilter(bits: mask + 1)
      for known in authors { mark(known) }
    }
    return .max
  }

  private func mark(_ author: UserID) {
    let bit = Self.hash(author) & mask
    filter[Int(truncatingIfNeeded: bit >> 6)] |= 1 << (bit & 63)
  }

  @inline(__always) private static func hash(_ author: UserID) -> UInt64 {
    (UInt64(author.value) &* 0x9E37_79B9_7F4A_7C15) >> 20
  }

  private static func emptyFilter(bits: UInt64) -> UnsafeMutablePointer<UInt64> {
    let words = LargeMemory.allocate(UInt64.self, capacity: Int(bits / 64))
    words.initialize(repeating: 0, count: Int(bits / 64))
    return words
  }
}
