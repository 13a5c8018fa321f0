import Simulator

/// Cached objects in a doubly linked queue over parallel arrays with an index by key; shared by the queue policies.
/// 20 bytes per object and about 20 more for its index.
struct ObjectQueue: ~Copyable {
  private(set) var index: FlatMap
  private(set) var keys: [UInt64] = []
  private(set) var sizes: [UInt32] = []
  private var newer: [UInt32] = []
  private var older: [UInt32] = []
  private var freeHead: UInt32 = .max
  private(set) var newest: UInt32 = .max
  private(set) var oldest: UInt32 = .max
  private(set) var count = 0
  private(set) var bytes: Int64 = 0

  init(expectedObjects: Int) {
    index = FlatMap(reserving: expectedObjects)
    keys.reserveCapacity(expectedObjects)
    sizes.reserveCapacity(expectedObjects)
    newer.reserveCapacity(expectedObjects)
    older.reserveCapacity(expectedObjects)
  }

  func find(_ key: UInt64) -> UInt32? { index.find(key) }

  mutating func insertNewest(_ key: UInt64, sizeBytes: UInt32) {
    var node = freeHead
    if node == .max {
      node = UInt32(keys.count)
      keys.append(key)
      sizes.append(sizeBytes)
      newer.append(.max)
      older.append(.max)
    } else {
      freeHead = newer[Int(node)]
      keys[Int(node)] = key
      sizes[Int(node)] = sizeBytes
    }
    index.insert(key, node)
    count += 1
    bytes += Int64(sizeBytes)
    linkNewest(node)
  }

  mutating func moveToNewest(_ node: UInt32) {
    if node == newest { return }
    unlink(node)
    linkNewest(node)
  }

  mutating func resize(_ node: UInt32, to sizeBytes: UInt32) {
    bytes += Int64(sizeBytes) - Int64(sizes[Int(node)])
    sizes[Int(node)] = sizeBytes
  }

  mutating func removeOldest() {
    let node = oldest
    unlink(node)
    index.remove(keys[Int(node)])
    count -= 1
    bytes -= Int64(sizes[Int(node)])
    newer[Int(node)] = freeHead
    freeHead = node
  }

  private mutating func linkNewest(_ node: UInt32) {
    older[Int(node)] = newest
    newer[Int(node)] = .max
    if newest == .max { oldest = node } else { newer[Int(newest)] = node }
    newest = node
  }

  private mutating func unlink(_ node: UInt32) {
    let (before, after) = (older[Int(node)], newer[Int(node)])
    if before == .max { oldest = after } else { newer[Int(before)] = after }
    if after == .max { newest = before } else { older[Int(after)] = before }
  }

  func checkInvariants() {
    var (walked, walkedBytes, node, previous) = (0, Int64(0), oldest, UInt32.max)
    while node != .max {
      precondition(older[Int(node)] == previous, "links disagree at node \(node)")
      precondition(index.find(keys[Int(node)]) == node, "the index lost node \(node)")
      walked += 1
      walkedBytes += Int64(sizes[Int(node)])
      previous = node
      node = newer[Int(node)]
    }
    precondition(previous == newest && walked == count, "walked \(walked) objects of \(count)")
    precondition(walkedBytes == bytes, "walked \(walkedBytes) bytes of \(bytes)")
    precondition(index.count == count, "the index holds \(index.count) keys for \(count) objects")
  }
}
