import Simulator

/// Records ordered by a priority that may change, the least first: a 4-ary heap that knows where each record stands.
struct RecordHeap<Priority: Comparable & BitwiseCopyable>: ~Copyable {
  private struct Entry: BitwiseCopyable {
    var priority: Priority
    var record: UInt32
  }

  private var entries: UnsafeMutablePointer<Entry>
  private var capacity: Int
  private var places: RecordColumn<UInt32>
  private(set) var count = 0

  init(expectedObjects: Int) {
    capacity = max(8, expectedObjects + 1)
    entries = LargeMemory.allocate(Entry.self, capacity: capacity)
    places = RecordColumn(expectedObjects: expectedObjects)
  }

  deinit { entries.deallocate() }

  /// The record that is first, of a heap that is not empty.
  @inline(__always) var first: UInt32 { entries[0].record }
  @inline(__always) var firstPriority: Priority { entries[0].priority }

  @inline(__always) mutating func insert(_ record: UInt32, _ priority: Priority) {
    if count == capacity { grow() }
    places.start(record, with: UInt32(truncatingIfNeeded: count))
    count &+= 1
    rise(Entry(priority: priority, record: record), from: count &- 1)
  }

  @inline(__always) mutating func change(_ record: UInt32, to priority: Priority) {
    let place = Int(places[record])
    settle(Entry(priority: priority, record: record), at: place)
  }

  @inline(__always) mutating func remove(_ record: UInt32) {
    let place = Int(places[record])
    count &-= 1
    if place != count { settle(entries[count], at: place) }
  }

  @inline(__always) private func settle(_ entry: Entry, at place: Int) {
    if place > 0 && entry.priority < entries[(place &- 1) >> 2].priority {
      rise(entry, from: place)
    } else {
      sink(entry, from: place)
    }
  }

  @inline(__always) private func put(_ entry: Entry, at place: Int) {
    (entries + place).initialize(to: entry)
    places[entry.record] = UInt32(truncatingIfNeeded: place)
  }

  @inline(__always) private func rise(_ entry: Entry, from start: Int) {
    var place = start
    while place > 0 {
      let parent = (place &- 1) >> 2
      if !(entry.priority < entries[parent].priority) { break }
      put(entries[parent], at: place)
      place = parent
    }
    put(entry, at: place)
  }

  @inline(__always) private func sink(_ entry: Entry, from start: Int) {
    var place = start
    while true {
      let child = place &* 4 &+ 1
      if child >= count { break }
      var least = child
      for sibling in child &+ 1..<max(child &+ 1, min(child &+ 4, count))
      where entries[sibling].priority < entries[least].priority {
        least = sibling
      }
      if !(entries[least].priority < entry.priority) { break }
      put(entries[least], at: place)
      place = least
    }
    put(entry, at: place)
  }

  @inline(never) private mutating func grow() {
    let larger = LargeMemory.allocate(Entry.self, capacity: 2 * capacity)
    larger.moveInitialize(from: entries, count: count)
    entries.deallocate()
    (entries, capacity) = (larger, 2 * capacity)
  }

  func checkInvariants() {
    for place in 0..<count {
      precondition(Int(places[entries[place].record]) == place, "the heap lost record \(entries[place].record)")
      if place > 0 {
        precondition(
          !(entries[place].priority < entries[(place - 1) / 4].priority), "the heap is out of order at \(place)")
      }
    }
  }
}
