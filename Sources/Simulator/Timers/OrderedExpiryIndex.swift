/// B⁺-tree over (instant, key) with range scans from its left end: what `WHERE expires_at < now LIMIT n` walks. Exact.
///
/// Leaves of 64 entries of 16 bytes. What is given out or cancelled stays as a tombstone until `compact`, and every scan
/// from the left steps over all of them: `steppedOver` counts that. Entries that come in rising order fill their leaves.
public struct OrderedExpiryIndex: ExpiryIndex, ~Copyable {
  struct Leaf {
    var count = 0
    /// Tombstones by place.
    var dead: UInt64 = 0
    var next: UInt32 = .max
    var entries = InlineArray<64, ExpiryEntry>(repeating: ExpiryEntry(due: .zero, key: 0))
  }

  /// Child `i` holds what is at or above `lowest[i]`; the first child also what is below.
  struct Branch {
    var count = 0
    var lowest = InlineArray<64, ExpiryEntry>(repeating: ExpiryEntry(due: .zero, key: 0))
    var children = InlineArray<64, UInt32>(repeating: 0)
  }

  static var none: UInt32 { .max }

  public let granularity = SimDuration(nanoseconds: 1)
  public internal(set) var count = 0
  /// Entries that are gone and still in the way.
  public internal(set) var tombstones = 0
  /// Tombstones that scans have met so far.
  public private(set) var steppedOver: Int64 = 0
  var leaves = BlockPool<Leaf>(blockShift: 6)
  var branches = BlockPool<Branch>(blockShift: 4)
  var root: UInt32
  /// Levels of branches above the leaves.
  var height = 0
  var firstLeaf: UInt32

  public init() {
    root = leaves.take()
    leaves.pointer(root).initialize(to: Leaf())
    firstLeaf = root
  }

  public var bytes: Int { leaves.bytes + branches.bytes }

  public mutating func insert(_ entry: ExpiryEntry) -> UInt64 {
    if let split = insert(entry, at: root, height) {
      let branch = branches.take()
      branches.pointer(branch).initialize(to: Branch())
      let lowest = height == 0 ? leaves.pointer(root).pointee.entries[0] : branches.pointer(root).pointee.lowest[0]
      append(lowest, root, to: branch)
      append(split.lowest, split.node, to: branch)
      (root, height) = (branch, height + 1)
    }
    count += 1
    return 0
  }

  public mutating func cancel(_ entry: ExpiryEntry, ticket: UInt64) -> Bool {
    var node = root
    for _ in 0..<height {
      let branch = branches.pointer(node)
      node = branch.pointee.children[child(branch, entry)]
    }
    let leaf = leaves.pointer(node)
    let place = lowerBound(leaf, entry)
    guard place < leaf.pointee.count, leaf.pointee.entries[place] == entry, leaf.pointee.dead >> UInt64(place) & 1 == 0
    else { return false }
    bury(leaf, place)
    return true
  }

  public mutating func expire(upTo now: SimTime, into batch: UnsafeMutableBufferPointer<ExpiryEntry>) -> Int {
    var (taken, node) = (0, firstLeaf)
    while node != Self.none {
      let leaf = leaves.pointer(node)
      steppedOver += Int64(leaf.pointee.dead.nonzeroBitCount)
      for place in 0..<leaf.pointee.count where leaf.pointee.dead >> UInt64(place) & 1 == 0 {
        let entry = leaf.pointee.entries[place]
        if entry.due > now || taken == batch.count { return taken }
        batch[taken] = entry
        taken += 1
        bury(leaf, place)
      }
      node = leaf.pointee.next
    }
    return taken
  }

  /// First place of a leaf whose entry is not below `entry`.
  @inline(__always) private func lowerBound(_ leaf: UnsafeMutablePointer<Leaf>, _ entry: ExpiryEntry) -> Int {
    var (low, high) = (0, leaf.pointee.count)
    while low < high {
      let middle = (low + high) / 2
      if leaf.pointee.entries[middle] < entry { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Place of the child of a branch that holds `entry`, or would.
  @inline(__always) func child(_ branch: UnsafeMutablePointer<Branch>, _ entry: ExpiryEntry) -> Int {
    var (low, high) = (1, branch.pointee.count)
    while low < high {
      let middle = (low + high) / 2
      if branch.pointee.lowest[middle] <= entry { low = middle + 1 } else { high = middle }
    }
    return low - 1
  }

  private mutating func bury(_ leaf: UnsafeMutablePointer<Leaf>, _ place: Int) {
    leaf.pointee.dead |= 1 << UInt64(place)
    count -= 1
    tombstones += 1
  }

  private struct Split {
    var lowest: ExpiryEntry
    var node: UInt32
  }

  /// Inserts below a node `level` branches above the leaves; returns the node that was split off, if any.
  private mutating func insert(_ entry: ExpiryEntry, at node: UInt32, _ level: Int) -> Split? {
    if level == 0 { return insert(entry, intoLeaf: node) }
    let branch = branches.pointer(node)
    let place = child(branch, entry)
    guard let split = insert(entry, at: branch.pointee.children[place], level - 1) else { return nil }
    if branch.pointee.count < 64 {
      insert(split, at: place + 1, of: branch)
      return nil
    }
    let other = branches.take()
    let right = branches.pointer(other)
    right.initialize(to: Branch())
    // Rising entries leave full nodes behind.
    let kept = place == 63 ? 64 : 32
    for moved in kept..<64 { append(branch.pointee.lowest[moved], branch.pointee.children[moved], to: other) }
    branch.pointee.count = kept
    if place + 1 > kept || kept == 64 {
      insert(split, at: place + 1 - kept, of: right)
    } else {
      insert(split, at: place + 1, of: branch)
    }
    return Split(lowest: right.pointee.lowest[0], node: other)
  }

  private mutating func insert(_ entry: ExpiryEntry, intoLeaf node: UInt32) -> Split? {
    let leaf = leaves.pointer(node)
    let place = lowerBound(leaf, entry)
    if leaf.pointee.count < 64 {
      insert(entry, at: place, of: leaf)
      return nil
    }
    let other = leaves.take()
    let right = leaves.pointer(other)
    right.initialize(to: Leaf())
    let kept = place == 64 && leaf.pointee.next == Self.none ? 64 : 32
    for moved in kept..<64 { right.pointee.entries[moved - kept] = leaf.pointee.entries[moved] }
    right.pointee.count = 64 - kept
    right.pointee.dead = kept == 64 ? 0 : leaf.pointee.dead >> UInt64(kept)
    leaf.pointee.count = kept
    if kept < 64 { leaf.pointee.dead &= 1 << UInt64(kept) - 1 }
    (right.pointee.next, leaf.pointee.next) = (leaf.pointee.next, other)
    if place > kept || kept == 64 {
      insert(entry, at: place - kept, of: right)
    } else {
      insert(entry, at: place, of: leaf)
    }
    return Split(lowest: right.pointee.entries[0], node: other)
  }

  private func insert(_ entry: ExpiryEntry, at place: Int, of leaf: UnsafeMutablePointer<Leaf>) {
    var moved = leaf.pointee.count
    while moved > place {
      leaf.pointee.entries[moved] = leaf.pointee.entries[moved - 1]
      moved -= 1
    }
    leaf.pointee.entries[place] = entry
    let below: UInt64 = 1 << UInt64(place) - 1
    leaf.pointee.dead = leaf.pointee.dead & below | (leaf.pointee.dead & ~below) << 1
    leaf.pointee.count += 1
  }

  private func insert(_ split: Split, at place: Int, of branch: UnsafeMutablePointer<Branch>) {
    var moved = branch.pointee.count
    while moved > place {
      branch.pointee.lowest[moved] = branch.pointee.lowest[moved - 1]
      branch.pointee.children[moved] = branch.pointee.children[moved - 1]
      moved -= 1
    }
    (branch.pointee.lowest[place], branch.pointee.children[place]) = (split.lowest, split.node)
    branch.pointee.count += 1
  }

  func append(_ lowest: ExpiryEntry, _ node: UInt32, to branch: UInt32) {
    let pointer = branches.pointer(branch)
    let place = pointer.pointee.count
    (pointer.pointee.lowest[place], pointer.pointee.children[place]) = (lowest, node)
    pointer.pointee.count = place + 1
  }
}

extension OrderedExpiryIndex: @unchecked Sendable {}
