/// A reusable buffer for the followees of one user: hubs by rank, then local, global and mutual follows. An author occurs
/// once, with the lowest position that the user holds in the author's follower list; the user's own number never occurs.
///
/// Vector code may read sixteen lanes beyond `count`; what it finds there means nothing.
public struct FolloweeList: ~Copyable, @unchecked Sendable {
  public let authors: UnsafeMutablePointer<UInt32>
  public let positions: UnsafeMutablePointer<UInt32>
  public internal(set) var count = 0

  /// Followees that there is room for.
  let capacity: Int
  /// Scratch of a batch.
  let lanes: UnsafeMutablePointer<UInt64>
  /// Open addressing: index of an entry below the generation in which it was made, which is 1 … 65,535.
  private let slots: UnsafeMutablePointer<UInt32>
  private let slotBits: UInt32
  private var generation: UInt32 = 0

  /// Room for any user's followees.
  public init() { self.init(capacity: SocialGraph.mostFollowees) }

  /// At most 65,536 followees.
  init(capacity: Int) {
    precondition(capacity <= 65_536, "a slot numbers 65,536 followees, got \(capacity)")
    let padded = FeistelBijection<4>.padded(capacity) + 16
    self.capacity = capacity
    authors = .allocate(capacity: padded)
    positions = .allocate(capacity: padded)
    lanes = .allocate(capacity: padded)
    authors.initialize(repeating: 0, count: padded)
    positions.initialize(repeating: 0, count: padded)
    lanes.initialize(repeating: 0, count: padded)
    slotBits = FolloweeList.slotBits(entries: capacity)
    slots = .allocate(capacity: 1 << Int(slotBits))
    slots.initialize(repeating: 0, count: 1 << Int(slotBits))
  }

  deinit {
    authors.deallocate()
    positions.deallocate()
    lanes.deallocate()
    slots.deallocate()
  }

  /// Eight to sixteen slots for an entry.
  private static func slotBits(entries: Int) -> UInt32 {
    UInt32(Int.bitWidth - (8 * max(entries, 16)).leadingZeroBitCount)
  }

  /// Forgets the filter's entries and prepares it for `entries` more.
  @inline(__always) mutating func filter(entries: Int) -> FolloweeFilter {
    generation &+= 1
    if generation > 0xFFFF {
      slots.update(repeating: 0, count: 1 << Int(slotBits))
      generation = 1
    }
    let bits = min(slotBits, FolloweeList.slotBits(entries: entries))
    return FolloweeFilter(
      authors: authors, positions: positions, slots: slots, shift: 32 &- bits, generation: generation &<< 16,
      count: count)
  }
}

/// Appends followees to a list, each author once; made for one user at a time.
struct FolloweeFilter {
  private let authors: UnsafeMutablePointer<UInt32>
  private let positions: UnsafeMutablePointer<UInt32>
  private let slots: UnsafeMutablePointer<UInt32>
  private let shift: UInt32
  private let generation: UInt32
  private(set) var count: Int

  @inline(__always) init(
    authors: UnsafeMutablePointer<UInt32>, positions: UnsafeMutablePointer<UInt32>, slots: UnsafeMutablePointer<UInt32>,
    shift: UInt32, generation: UInt32, count: Int
  ) {
    self.authors = authors
    self.positions = positions
    self.slots = slots
    self.shift = shift
    self.generation = generation
    self.count = count
  }

  @inline(__always) mutating func insert(_ author: UInt32, _ position: UInt32) {
    let mask: UInt32 = UInt32.max &>> shift
    var slot = (author &* 0x9E37_79B1) &>> shift
    var entry = slots[Int(slot)] ^ generation
    while entry <= 0xFFFF {
      if authors[Int(entry)] == author {
        positions[Int(entry)] = min(positions[Int(entry)], position)
        return
      }
      slot = (slot &+ 1) & mask
      entry = slots[Int(slot)] ^ generation
    }
    authors[count] = author
    positions[count] = position
    slots[Int(slot)] = generation | UInt32(truncatingIfNeeded: count)
    count &+= 1
  }
}
