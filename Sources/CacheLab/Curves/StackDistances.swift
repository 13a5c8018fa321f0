import Simulator

/// Bytes of the distinct objects requested since an object's last request, itself included: the smallest LRU cache that still
/// holds it. Mattson et al. 1970; a Fenwick tree over the instants of last requests, O(log n) per request, renumbered when its places run out.
struct StackDistances: ~Copyable {
  /// Place of the object's last request, from 1; 0 for none.
  private let places: UnsafeMutablePointer<UInt32>
  private let weights: UnsafeMutablePointer<UInt32>
  private var owners: UnsafeMutablePointer<UInt32>
  private var tree: UnsafeMutablePointer<Int64>
  /// A power of two.
  private var capacity: Int
  private var top = 0
  private(set) var liveObjects = 0
  private(set) var liveBytes: Int64 = 0

  init(objects: Int, expectedObjects: Int? = nil) {
    places = LargeMemory.allocate(UInt32.self, capacity: max(1, objects))
    places.initialize(repeating: 0, count: max(1, objects))
    weights = LargeMemory.allocate(UInt32.self, capacity: max(1, objects))
    weights.initialize(repeating: 0, count: max(1, objects))
    capacity = 1_024
    while capacity < 2 * (expectedObjects ?? objects) { capacity *= 2 }
    owners = LargeMemory.allocate(UInt32.self, capacity: capacity + 1)
    owners.initialize(repeating: 0, count: capacity + 1)
    tree = LargeMemory.allocate(Int64.self, capacity: capacity + 1)
    tree.initialize(repeating: 0, count: capacity + 1)
  }

  deinit {
    places.deallocate()
    weights.deallocate()
    owners.deallocate()
    tree.deallocate()
  }

  /// The distance in bytes; nil on the first request for an object.
  mutating func access(_ object: UInt32, sizeBytes: UInt32) -> Int64? {
    let distance = take(object)
    if top == capacity { renumber() }
    top += 1
    places[Int(object)] = UInt32(top)
    owners[top] = object
    weights[Int(object)] = sizeBytes
    add(Int64(sizeBytes), at: top)
    liveObjects += 1
    liveBytes += Int64(sizeBytes)
    return distance
  }

  mutating func remove(_ object: UInt32) { _ = take(object) }

  /// Takes the object out of the stack; its distance, nil when it is not there.
  @inline(__always) private mutating func take(_ object: UInt32) -> Int64? {
    let place = Int(places[Int(object)])
    if place == 0 { return nil }
    let weight = Int64(weights[Int(object)])
    let distance = liveBytes - sum(through: place) + weight
    add(-weight, at: place)
    places[Int(object)] = 0
    liveObjects -= 1
    liveBytes -= weight
    return distance
  }

  @inline(__always) private func add(_ weight: Int64, at place: Int) {
    var index = place
    while index <= capacity {
      tree[index] += weight
      index += index & -index
    }
  }

  @inline(__always) private func sum(through place: Int) -> Int64 {
    var index = place
    var sum: Int64 = 0
    while index > 0 {
      sum += tree[index]
      index &= index - 1
    }
    return sum
  }

  /// Moves the live places together, in order; doubles the tree when over half of it lives.
  private mutating func renumber() {
    if liveObjects * 2 > capacity {
      let larger = LargeMemory.allocate(UInt32.self, capacity: capacity * 2 + 1)
      larger.update(from: owners, count: capacity + 1)
      (larger + capacity + 1).initialize(repeating: 0, count: capacity)
      owners.deallocate()
      owners = larger
      tree.deallocate()
      tree = LargeMemory.allocate(Int64.self, capacity: capacity * 2 + 1)
      capacity *= 2
    }
    tree.initialize(repeating: 0, count: capacity + 1)
    var live = 0
    for place in 1...top where places[Int(owners[place])] == UInt32(place) {
      live += 1
      owners[live] = owners[place]
      places[Int(owners[live])] = UInt32(live)
      tree[live] = Int64(weights[Int(owners[live])])
    }
    top = live
    for index in 1...capacity {
      let parent = index + (index & -index)
      if parent <= capacity { tree[parent] += tree[index] }
    }
  }
}
