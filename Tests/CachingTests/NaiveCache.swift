@testable import Caching

/// A cached object of a shadow model.
struct NaiveObject {
  var key: UInt64
  var size: Int64
  /// Number of the object's next request.
  var next: UInt64 = .max
  /// A bit, a count of hits or a number of requests.
  var count = 0
  var priority = 0.0
  var lastRequest = 0
  var lastButOne = -1
}

/// What every shadow shares: lists of objects, the oldest first, searched from end to end. Lists from `storedLists` on
/// hold ghosts.
class NaiveCache {
  let capacity: Int64
  let frozen: Bool
  var lists: [[NaiveObject]]
  let storedLists: Int
  var evictions: Int64 = 0
  var now = 0

  init(_ capacity: Int64, frozen: Bool, lists: Int = 1, storedLists: Int = 1) {
    self.capacity = capacity
    self.frozen = frozen
    self.lists = Array(repeating: [], count: lists)
    self.storedLists = storedLists
  }

  /// What a hit moves.
  func hit(_ list: Int, _ index: Int) {}
  /// Makes room for a missed object and stores it.
  func insert(_ object: NaiveObject) -> Bool {
    if object.size > capacity { return false }
    while stored + object.size > capacity { evict() }
    lists[0].append(object)
    return true
  }
  /// One object leaves, or moves towards leaving.
  func evict() { drop(0, 0) }
  /// Restores the limits after a size changed.
  func settle() { while stored > capacity { evict() } }
  /// A stored object that grows beyond this leaves.
  var largest: Int64 { capacity }
  func willRemove(_ list: Int, _ index: Int) {}

  func access(_ key: UInt64, _ size: Int64, next: UInt64 = .max) -> CacheOutcome {
    now += 1
    seen(key)
    guard let (list, index) = place(key), list < storedLists else {
      return insert(NaiveObject(key: key, size: size, next: next, count: 0, lastRequest: now)) ? .admitted : .bypassed
    }
    lists[list][index].next = next
    hit(list, index)
    guard !frozen, let (list, index) = place(key), lists[list][index].size != size else { return .hit }
    lists[list][index].size = size
    if size > largest { drop(list, index) }
    settle()
    return .hit
  }

  func seen(_ key: UInt64) {}

  func remove(_ key: UInt64) -> Bool {
    guard let (list, index) = place(key) else { return false }
    willRemove(list, index)
    lists[list].remove(at: index)
    return list < storedLists
  }

  func drop(_ list: Int, _ index: Int) {
    lists[list].remove(at: index)
    evictions += 1
  }

  func move(_ list: Int, _ index: Int, to target: Int) { lists[target].append(lists[list].remove(at: index)) }

  func place(_ key: UInt64) -> (list: Int, index: Int)? {
    for list in lists.indices {
      if let index = lists[list].firstIndex(where: { $0.key == key }) { return (list, index) }
    }
    return nil
  }

  func bytes(_ list: Int) -> Int64 { lists[list].reduce(0) { $0 + $1.size } }
  var stored: Int64 { (0..<storedLists).reduce(0) { $0 + bytes($1) } }
  var count: Int { (0..<storedLists).reduce(0) { $0 + lists[$1].count } }
}
