import Simulator

@testable import Caching

final class NaiveFIFO: NaiveCache {}

final class NaiveLRU: NaiveCache {
  override func hit(_ list: Int, _ index: Int) { move(list, index, to: 0) }
}

final class NaiveInfinite: NaiveCache {
  override var largest: Int64 { .max }
  override func settle() {}
  override func insert(_ object: NaiveObject) -> Bool {
    lists[0].append(object)
    return true
  }
}

final class NaiveCLOCK: NaiveCache {
  override func hit(_ list: Int, _ index: Int) { lists[0][index].count = 1 }

  override func evict() {
    while lists[0][0].count == 1 {
      lists[0][0].count = 0
      move(0, 0, to: 0)
    }
    drop(0, 0)
  }
}

final class NaiveSIEVE: NaiveCache {
  var hand: Int?

  override func hit(_ list: Int, _ index: Int) { lists[0][index].count = 1 }

  override func evict() {
    var index = hand ?? 0
    while lists[0][index].count == 1 {
      lists[0][index].count = 0
      index = (index + 1) % lists[0].count
    }
    hand = index
    drop(0, index)
  }

  override func drop(_ list: Int, _ index: Int) {
    willRemove(list, index)
    super.drop(list, index)
  }

  /// The hand stays where it is, or passes to the newer neighbour of who leaves.
  override func willRemove(_ list: Int, _ index: Int) {
    guard let hand else { return }
    if index < hand { self.hand = hand - 1 } else if index == hand && hand == lists[0].count - 1 { self.hand = nil }
  }
}

final class NaiveLFU: NaiveCache {
  override func hit(_ list: Int, _ index: Int) {
    lists[0][index].count += 1
    move(0, index, to: 0)
  }

  override func evict() {
    let least = lists[0].map(\.count).min()
    drop(0, lists[0].firstIndex { $0.count == least }!)
  }
}

final class NaiveGDSF: NaiveCache {
  var inflation = 0.0

  func renew(_ index: Int) {
    let object = lists[0][index]
    lists[0][index].priority = inflation + Double(object.count + 1) * 1e6 / Double(object.size)
    lists[0][index].lastRequest = now
  }

  override func hit(_ list: Int, _ index: Int) {
    lists[0][index].count += 1
    renew(index)
  }

  override func settle() {
    // Called after the size of the requested object changed.
    if let index = lists[0].firstIndex(where: { $0.lastRequest == now }) { renew(index) }
    super.settle()
  }

  override func insert(_ object: NaiveObject) -> Bool {
    guard super.insert(object) else { return false }
    renew(lists[0].count - 1)
    return true
  }

  override func evict() {
    let victim = lists[0].indices.min { one, other in
      (lists[0][one].priority, lists[0][one].lastRequest) < (lists[0][other].priority, lists[0][other].lastRequest)
    }!
    inflation = lists[0][victim].priority
    drop(0, victim)
  }
}

final class NaiveLRUK: NaiveCache {
  override func hit(_ list: Int, _ index: Int) {
    lists[0][index].lastButOne = lists[0][index].lastRequest
    lists[0][index].lastRequest = now
  }

  override func evict() {
    // Requested once: −1, and the array is in order of arrival.
    let oldest = lists[0].map(\.lastButOne).min()
    drop(0, lists[0].firstIndex { $0.lastButOne == oldest }!)
  }
}

final class NaiveBelady: NaiveCache {
  override func evict() {
    let furthest = lists[0].map(\.next).max()
    drop(0, lists[0].firstIndex { $0.next == furthest }!)
  }
}

final class NaiveHyperbolic: NaiveCache {
  let draws = Draws(seed: 1, replication: 0).purpose("hyperbolic eviction").entity(0)
  var drawn: UInt64 = 0

  override func hit(_ list: Int, _ index: Int) { lists[0][index].count += 1 }

  override func evict() {
    var (victim, least) = (0, Double.infinity)
    for _ in 0..<64 {
      let index = Int(draws.index(UInt64(lists[0].count), drawn))
      drawn += 1
      let object = lists[0][index]
      let rate = Double(object.count + 1) / Double(max(1, now - object.lastRequest))
      if rate < least { (victim, least) = (index, rate) }
    }
    drop(0, victim)
  }

  /// The last of the set takes the place of who leaves.
  override func drop(_ list: Int, _ index: Int) {
    lists[0].swapAt(index, lists[0].count - 1)
    super.drop(0, lists[0].count - 1)
  }

  override func remove(_ key: UInt64) -> Bool {
    guard let (_, index) = place(key) else { return false }
    lists[0].swapAt(index, lists[0].count - 1)
    lists[0].removeLast()
    return true
  }
}
