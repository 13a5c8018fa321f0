/// Open-addressing map from UInt64 keys to UInt32 values, for tables that are looked up per event.
///
/// Linear probing with backward-shift deletion (Knuth 6.4, algorithm R): no tombstones, so lookups do not slow down
/// under churn. The hash is fixed and the load stays at or below 0.7; 16 bytes per place, on huge pages when there are many.
/// It has no order and no iteration: keep records in a `SlotPool` and walk that. The value `UInt32.max` is reserved and traps on insertion.
public struct FlatMap: ~Copyable {
  @usableFromInline struct Place {
    @usableFromInline var key: UInt64
    /// `vacant` marks an empty place, so every key is allowed.
    @usableFromInline var value: UInt32
  }

  @usableFromInline var places: UnsafeMutablePointer<Place>
  @usableFromInline var mask: Int
  public private(set) var count: Int = 0

  @usableFromInline static var vacant: UInt32 { .max }

  /// Room for `capacity` keys before the first growth.
  public init(reserving capacity: Int = 8) {
    var size = 16
    while size * 7 < capacity * 10 { size *= 2 }
    mask = size - 1
    places = Self.vacantPlaces(size)
  }

  deinit { places.deallocate() }

  /// Asks for the place of `key` early.
  @inlinable @inline(__always) public func prefetch(_ key: UInt64) {
    LargeMemory.prefetch(places + Self.home(of: key, mask))
  }

  @inlinable public func find(_ key: UInt64) -> UInt32? {
    let place = position(of: key)
    let value = places[place].value
    return value == Self.vacant ? nil : value
  }

  /// Stores `value` under `key`; returns the value that it replaced.
  @discardableResult
  public mutating func insert(_ key: UInt64, _ value: UInt32) -> UInt32? {
    let place = vacantOrOwn(key, value)
    let old = places[place].value
    places[place] = Place(key: key, value: value)
    if old != Self.vacant { return old }
    count += 1
    return nil
  }

  /// The value under `key`; stores `newValue` when there is none.
  public mutating func findOrInsert(_ key: UInt64, _ newValue: UInt32) -> (value: UInt32, isNew: Bool) {
    let place = vacantOrOwn(key, newValue)
    let old = places[place].value
    if old != Self.vacant { return (old, false) }
    places[place] = Place(key: key, value: newValue)
    count += 1
    return (newValue, true)
  }

  /// The place of `key`, or the empty one that it may take, in one search unless the table must grow.
  @inline(__always) private mutating func vacantOrOwn(_ key: UInt64, _ value: UInt32) -> Int {
    precondition(value != Self.vacant, "the value \(value) is reserved for empty places")
    let place = position(of: key)
    if places[place].value != Self.vacant || (count + 1) * 10 <= (mask + 1) * 7 { return place }
    grow()
    return position(of: key)
  }

  /// Removes `key` and returns its value; later members of its run move back to fill the hole.
  @discardableResult
  public mutating func remove(_ key: UInt64) -> UInt32? {
    var hole = position(of: key)
    let removed = places[hole].value
    if removed == Self.vacant { return nil }
    var next = (hole + 1) & mask
    while places[next].value != Self.vacant {
      let home = Self.home(of: places[next].key, mask)
      if (next - home) & mask >= (next - hole) & mask {
        places[hole] = places[next]
        hole = next
      }
      next = (next + 1) & mask
    }
    places[hole].value = Self.vacant
    count -= 1
    return removed
  }

  public mutating func removeAll() {
    for place in 0...mask { places[place].value = Self.vacant }
    count = 0
  }

  /// Every stored key is found from its home without meeting an empty place, and `count` is right; for tests.
  public func checkInvariants() {
    var stored = 0
    for place in 0...mask where places[place].value != Self.vacant {
      stored += 1
      precondition(position(of: places[place].key) == place, "key \(places[place].key) is out of reach")
    }
    precondition(stored == count, "\(stored) keys stored, \(count) counted")
    precondition(count * 10 <= (mask + 1) * 7, "load above 0.7")
  }

  @inlinable static func home(of key: UInt64, _ mask: Int) -> Int {
    Int(truncatingIfNeeded: Draws.mix(key)) & mask
  }

  /// Where `key` is, or the empty place where it belongs.
  @inlinable func position(of key: UInt64) -> Int {
    var place = Self.home(of: key, mask)
    while places[place].value != Self.vacant && places[place].key != key { place = (place + 1) & mask }
    return place
  }

  private mutating func grow() {
    let old = places
    let oldMask = mask
    mask = oldMask * 2 + 1
    places = Self.vacantPlaces(mask + 1)
    for place in 0...oldMask where old[place].value != Self.vacant {
      places[position(of: old[place].key)] = old[place]
    }
    old.deallocate()
  }

  private static func vacantPlaces(_ size: Int) -> UnsafeMutablePointer<Place> {
    let places = LargeMemory.allocate(Place.self, capacity: size)
    places.initialize(repeating: Place(key: 0, value: vacant), count: size)
    return places
  }
}

extension FlatMap: @unchecked Sendable {}
