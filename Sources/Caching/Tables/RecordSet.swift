import Simulator

/// Records in no order, any of which can be drawn.
struct RecordSet: ~Copyable {
  private var members: UnsafeMutablePointer<UInt32>
  private var capacity: Int
  private var places: RecordColumn<UInt32>
  private(set) var count = 0

  init(expectedObjects: Int) {
    capacity = max(8, expectedObjects + 1)
    members = LargeMemory.allocate(UInt32.self, capacity: capacity)
    places = RecordColumn(expectedObjects: expectedObjects)
  }

  deinit { members.deallocate() }

  @inline(__always) subscript(place: Int) -> UInt32 { members[place] }

  @inline(__always) mutating func insert(_ record: UInt32) {
    if count == capacity { grow() }
    (members + count).initialize(to: record)
    places.start(record, with: UInt32(truncatingIfNeeded: count))
    count &+= 1
  }

  /// The last member takes the place of the one that leaves.
  @inline(__always) mutating func remove(_ record: UInt32) {
    let place = places[record]
    count &-= 1
    members[Int(place)] = members[count]
    places[members[count]] = place
  }

  @inline(never) private mutating func grow() {
    let larger = LargeMemory.allocate(UInt32.self, capacity: 2 * capacity)
    larger.moveInitialize(from: members, count: count)
    members.deallocate()
    (members, capacity) = (larger, 2 * capacity)
  }

  func checkInvariants() {
    for place in 0..<count {
      precondition(Int(places[members[place]]) == place, "the set lost record \(members[place])")
    }
  }
}
