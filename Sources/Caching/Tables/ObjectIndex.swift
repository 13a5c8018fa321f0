import Simulator

/// Where each cached object's record is: open addressing with linear probing over places of 8 bytes, removal by
/// shifting back (Knuth 6.4, algorithm R). A place holds 32 bits of the key's hash beside the record's number, so that
/// probing, growing and removing read no record; the load stays at or below 0.7.
struct ObjectIndex: ~Copyable {
  struct Place {
    var tag: UInt32
    /// `vacant` marks an empty place.
    var record: UInt32
  }

  static var vacant: UInt32 { .max }

  private(set) var places: UnsafeMutablePointer<Place>
  private(set) var mask: Int

  /// Room for `capacity` objects before the first growth.
  init(reserving capacity: Int) {
    var size = 16
    while size * 7 < capacity * 10 { size *= 2 }
    mask = size - 1
    places = Self.vacantPlaces(size)
  }

  deinit { places.deallocate() }

  @inline(__always) static func tag(of key: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: Draws.mix(key)) }

  @inline(__always) func home(of tag: UInt32) -> Int { Int(tag) & mask }

  @inline(__always) func prefetch(_ tag: UInt32) { LargeMemory.prefetch(places + home(of: tag)) }

  @inline(__always) func next(after place: Int) -> Int { (place &+ 1) & mask }

  /// Takes the empty `place` that a search for `tag` ended at, as the `count`-th object; grows for the next one.
  @inline(__always) mutating func take(_ place: Int, tag: UInt32, record: UInt32, count: Int) {
    places[place] = Place(tag: tag, record: record)
    if (count &+ 1) &* 10 > (mask &+ 1) &* 7 { grow() }
  }

  /// Removes a record that is in the index; later members of its run move back to fill the hole.
  mutating func remove(_ record: UInt32, tag: UInt32) {
    var hole = home(of: tag)
    while places[hole].record != record { hole = next(after: hole) }
    var follower = next(after: hole)
    while places[follower].record != Self.vacant {
      let distance = (follower &- home(of: places[follower].tag)) & mask
      if distance >= (follower &- hole) & mask {
        places[hole] = places[follower]
        hole = follower
      }
      follower = next(after: follower)
    }
    places[hole].record = Self.vacant
  }

  private mutating func grow() {
    let (old, oldMask) = (places, mask)
    mask = oldMask * 2 + 1
    places = Self.vacantPlaces(mask + 1)
    for place in 0...oldMask where old[place].record != Self.vacant {
      var free = home(of: old[place].tag)
      while places[free].record != Self.vacant { free = next(after: free) }
      places[free] = old[place]
    }
    old.deallocate()
  }

  private static func vacantPlaces(_ size: Int) -> UnsafeMutablePointer<Place> {
    precondition(size <= 1 << 32, "an index holds at most 3 · 10⁹ objects")
    let places = LargeMemory.allocate(Place.self, capacity: size)
    places.initialize(repeating: Place(tag: 0, record: vacant), count: size)
    return places
  }
}

extension ObjectIndex: @unchecked Sendable {}
