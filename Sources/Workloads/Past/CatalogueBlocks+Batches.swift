import Simulator

/// Reusable memory of `PostCatalogue.readPosts(of:from:_:_:)`: the posts of a read, whose instants are drawn last.
public struct CatalogueScratch: ~Copyable {
  struct Place {
    var draws: EntityDraws
    var author: UserID
    /// Block number · 32 + number in the block.
    var ordinal: UInt32
  }

  var places = ScratchBuffer<Place>()
  public var found = ScratchBuffer<PastPost>()

  public init() {}
}

/// Reading many authors at once: class by class and block by block, so that loops are long and no branch depends on a draw.
extension CatalogueBlocks {
  /// Writes what the posters other than those below `firstAuthor` posted in the window to `scratch.found`, in no order;
  /// returns how many.
  func read(
    _ posters: PosterList, from firstAuthor: UInt32, _ window: borrowing CatalogueWindow,
    _ scratch: inout CatalogueScratch
  ) -> Int {
    var found = 0
    for classIndex in 1..<4 {
      let segment = posters.starts[classIndex]..<posters.starts[classIndex + 1]
      if segment.isEmpty { continue }
      var count = 0
      var block = window.newest[classIndex]
      while block <= window.oldest[classIndex] {
        count = appendPlaces(
          posters.entries, segment, classIndex, block, from: firstAuthor, after: count, &scratch.places)
        block &+= 1
      }
      scratch.found.reserve(found + count, keeping: found)
      found += date(scratch.places.items, count, lengths[classIndex], window, into: scratch.found.items + found)
    }
    return found
  }

  /// Appends the posts of one block of each poster of a class. Nearly every block holds four at most: those are written, and
  /// counted, without a branch.
  private func appendPlaces(
    _ posters: UnsafePointer<Poster>, _ segment: Range<Int>, _ classIndex: Int, _ block: Int32,
    from firstAuthor: UInt32, after first: Int, _ places: inout ScratchBuffer<CatalogueScratch.Place>
  ) -> Int {
    places.reserve(first + segment.count * Self.blockCapacity + 4, keeping: first)
    let items = places.items
    let ordinal = UInt32(bitPattern: block) << 5
    var count = first
    for index in segment {
      let author = posters[index].author
      let draws = draws.entity(UInt64(author.value))
      let posts = postCount(draws.bits(Self.countOrdinal | UInt64(block)), classIndex)
      let wanted = author.value >= firstAuthor ? UInt32(truncatingIfNeeded: posts) : 0
      for number in 0..<4 as Range<UInt32> {
        items[count &+ Int(number)] = CatalogueScratch.Place(draws: draws, author: author, ordinal: ordinal | number)
      }
      if wanted > 4 {
        for number in 4..<wanted {
          items[count &+ Int(number)] = CatalogueScratch.Place(draws: draws, author: author, ordinal: ordinal | number)
        }
      }
      count &+= Int(wanted)
    }
    return count
  }

  /// Draws the instants of posts and keeps those in the window.
  private func date(
    _ places: UnsafePointer<CatalogueScratch.Place>, _ count: Int, _ length: Int64, _ window: borrowing CatalogueWindow,
    into found: UnsafeMutablePointer<PastPost>
  ) -> Int {
    let (from, end, mark) = (window.from, window.end, mark)
    var kept = 0
    for index in 0..<count {
      let place = places[index]
      let time = -Int64(place.ordinal >> 5) &* length &- 1 &- offset(place.draws, place.ordinal, length)
      found[kept] = PastPost(
        time: SimTime(nanoseconds: time), post: PostID(author: place.author, catalogueOrdinal: mark | place.ordinal))
      kept &+= (time >= from ? 1 : 0) & (time < end ? 1 : 0)
    }
    return kept
  }
}
