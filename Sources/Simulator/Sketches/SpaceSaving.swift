/// The keys with the largest summed weights in fixed memory (Space-Saving: Metwally, Agrawal & El Abbadi, ICDT 2005).
///
/// Exact as long as no more keys were seen than it has slots. From then on a new key takes the slot of the lightest one and
/// inherits its weight as its possible error: a key's true weight lies in `weight − error … weight`, and every key heavier
/// than the total divided by the slots is present. Details of a key live with the caller, by slot.
public struct SpaceSaving: ~Copyable {
  public struct Entry: Sendable, Equatable {
    public var key: UInt64
    public var weight: Int64
    /// Part of the weight that may belong to keys that held the slot before; 0 for exact.
    public var error: Int64
  }

  public enum Change: Sendable {
    case known, new
    /// Another key lost the slot: forget its details.
    case replaced
  }

  public let capacity: Int
  public private(set) var entries: [Entry] = []
  /// Slots as a heap by weight, the lightest first; of equals the one that became so first stays above.
  private var heap: [Int32] = []
  private var place: [Int32] = []
  private var index = FlatMap()
  public private(set) var replacements: Int64 = 0

  public init(capacity: Int) {
    precondition(capacity >= 1, "a sketch has a slot or more, got \(capacity)")
    self.capacity = capacity
  }

  public var isExact: Bool { replacements == 0 }

  /// The slot of a key that is present.
  public func find(_ key: UInt64) -> Int? { index.find(key).map { Int($0) } }

  /// Adds a weight (0 or more) to a key; returns its slot, and whether it is new there.
  public mutating func add(_ key: UInt64, weight: Int64) -> (slot: Int, change: Change) {
    precondition(weight >= 0, "weights are not negative, got \(weight)")
    if let slot = index.find(key) {
      entries[Int(slot)].weight += weight
      sink(from: Int(place[Int(slot)]))
      return (Int(slot), .known)
    }
    if entries.count < capacity {
      let slot = entries.count
      entries.append(Entry(key: key, weight: weight, error: 0))
      place.append(Int32(heap.count))
      heap.append(Int32(slot))
      index.insert(key, UInt32(slot))
      rise(from: heap.count - 1)
      return (slot, .new)
    }
    let slot = Int(heap[0])
    let lightest = entries[slot]
    index.remove(lightest.key)
    index.insert(key, UInt32(slot))
    entries[slot] = Entry(key: key, weight: lightest.weight + weight, error: lightest.weight)
    replacements += 1
    sink(from: 0)
    return (slot, .replaced)
  }

  /// Slots from the heaviest on; ties by key.
  public func heaviest(_ count: Int) -> [Int] {
    let order = entries.indices.sorted { a, b in
      entries[a].weight != entries[b].weight ? entries[a].weight > entries[b].weight : entries[a].key < entries[b].key
    }
    return Array(order.prefix(count))
  }

  public mutating func removeAll() {
    entries.removeAll(keepingCapacity: true)
    heap.removeAll(keepingCapacity: true)
    place.removeAll(keepingCapacity: true)
    index.removeAll()
    replacements = 0
  }

  public func checkInvariants() {
    precondition(index.count == entries.count && heap.count == entries.count, "a key is missing")
    for position in heap.indices {
      precondition(place[Int(heap[position])] == Int32(position), "a slot is not where its place says")
      precondition(position == 0 || !isLighter(position, than: (position - 1) / 2), "the heap is out of order")
    }
    for (slot, entry) in entries.enumerated() {
      precondition(index.find(entry.key) == UInt32(slot), "key \(entry.key) is not under its slot")
      precondition(entry.error >= 0 && entry.error <= entry.weight, "an error exceeds its weight")
    }
  }

  private func isLighter(_ a: Int, than b: Int) -> Bool {
    entries[Int(heap[a])].weight < entries[Int(heap[b])].weight
  }

  private mutating func swap(_ a: Int, _ b: Int) {
    heap.swapAt(a, b)
    place[Int(heap[a])] = Int32(a)
    place[Int(heap[b])] = Int32(b)
  }

  private mutating func rise(from start: Int) {
    var position = start
    while position > 0, isLighter(position, than: (position - 1) / 2) {
      swap(position, (position - 1) / 2)
      position = (position - 1) / 2
    }
  }

  private mutating func sink(from start: Int) {
    var position = start
    while true {
      var lightest = position
      let left = 2 * position + 1
      if left < heap.count && isLighter(left, than: lightest) { lightest = left }
      if left + 1 < heap.count && isLighter(left + 1, than: lightest) { lightest = left + 1 }
      if lightest == position { return }
      swap(position, lightest)
      position = lightest
    }
  }
}
