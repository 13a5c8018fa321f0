@testable import Caching

final class NaiveSLRU: NaiveCache {
  var limit: Int64 { capacity / 4 }
  override var largest: Int64 { limit }

  override func hit(_ list: Int, _ index: Int) {
    move(list, index, to: min(3, list + 1))
    cool(min(3, list + 1))
  }

  /// Overflow moves one segment down, where it is looked at before the next object comes down.
  private func cool(_ segment: Int) {
    while bytes(segment) > limit {
      if segment == 0 {
        drop(0, 0)
      } else {
        move(segment, 0, to: segment - 1)
        cool(segment - 1)
      }
    }
  }

  override func insert(_ object: NaiveObject) -> Bool {
    if object.size > limit { return false }
    while stored + object.size > capacity { evict() }
    lists[lists.indices.first { bytes($0) + object.size <= limit } ?? 0].append(object)
    return true
  }

  override func evict() { drop(lists.indices.first { bytes($0) > 0 }!, 0) }

  override func settle() {
    for segment in [3, 2, 1] { cool(segment) }
    super.settle()
  }
}

final class NaiveS4LRU: NaiveCache {
  func limit(_ segment: Int) -> Int64 { segment == 0 ? capacity - 3 * (capacity / 4) : capacity / 4 }
  override var largest: Int64 { limit(0) }

  override func hit(_ list: Int, _ index: Int) {
    move(list, index, to: min(3, list + 1))
    settle()
  }

  override func settle() {
    for segment in [3, 2, 1] {
      while bytes(segment) > limit(segment) { move(segment, 0, to: segment - 1) }
    }
    while bytes(0) > limit(0) { drop(0, 0) }
  }

  override func insert(_ object: NaiveObject) -> Bool {
    if object.size > limit(0) { return false }
    lists[0].append(object)
    settle()
    return true
  }
}

/// First in, main, ghosts.
final class NaiveTwoQ: NaiveCache {
  var firstInLimit: Int64 { capacity / 4 }

  override func hit(_ list: Int, _ index: Int) {
    if list == 1 { move(1, index, to: 1) }
  }

  override func insert(_ object: NaiveObject) -> Bool {
    let wasGhost = lists[2].contains { $0.key == object.key }
    lists[2].removeAll { $0.key == object.key }
    if object.size > firstInLimit { return false }
    while stored + object.size > capacity { evict() }
    if wasGhost {
      while bytes(1) + object.size > capacity - firstInLimit { drop(1, 0) }
    }
    lists[wasGhost ? 1 : 0].append(object)
    return true
  }

  override func evict() {
    if bytes(1) > 0 && bytes(0) <= firstInLimit { return drop(1, 0) }
    let ghost = lists[0][0]
    drop(0, 0)
    if ghost.size > capacity / 2 { return }
    while bytes(2) + ghost.size > capacity / 2 { lists[2].removeFirst() }
    lists[2].append(ghost)
  }
}

/// Small, main, ghosts.
final class NaiveS3FIFO: NaiveCache {
  var smallLimit: Int64 { capacity / 10 }
  var ghostLimit: Int64 { Int64(0.9 * Double(capacity)) }
  var hasEvicted = false

  override func hit(_ list: Int, _ index: Int) { lists[list][index].count += 1 }

  override func insert(_ object: NaiveObject) -> Bool {
    let wasGhost = lists[2].contains { $0.key == object.key }
    lists[2].removeAll { $0.key == object.key }
    if object.size > smallLimit { return false }
    while stored + object.size > capacity { evict() }
    if object.size == smallLimit && !wasGhost { return false }
    let isSmallClosed = frozen && !hasEvicted && bytes(0) >= smallLimit
    lists[wasGhost || isSmallClosed ? 1 : 0].append(object)
    return true
  }

  override func evict() {
    hasEvicted = true
    if bytes(1) > capacity - smallLimit || bytes(0) == 0 { evictMain() } else { evictSmall() }
  }

  private func evictSmall() {
    while bytes(0) > 0 {
      if lists[0][0].count >= 2 {
        lists[0][0].count = 0
        move(0, 0, to: 1)
        continue
      }
      var ghost = lists[0][0]
      drop(0, 0)
      if ghost.size > ghostLimit { return }
      while bytes(2) + ghost.size > ghostLimit { lists[2].removeFirst() }
      ghost.count = 0
      lists[2].append(ghost)
      return
    }
  }

  private func evictMain() {
    while bytes(1) > 0 {
      if lists[1][0].count == 0 { return drop(1, 0) }
      lists[1][0].count = min(lists[1][0].count, 3) - 1
      move(1, 0, to: 1)
    }
  }
}

/// T1, T2, B1, B2 of the paper.
final class NaiveARC: NaiveCache {
  var target = 0.0
  var cameFromB2 = false

  override func hit(_ list: Int, _ index: Int) {
    cameFromB2 = false
    move(list, index, to: 1)
  }

  override func insert(_ object: NaiveObject) -> Bool {
    let ghostList = place(object.key)?.list
    if let ghostList {
      let (b1, b2) = (Double(bytes(2)), Double(bytes(3)))
      cameFromB2 = ghostList == 3
      if cameFromB2 {
        target = max(0, target - max(1, b1 / b2))
      } else {
        target = min(Double(capacity), target + max(1, b2 / b1))
      }
      lists[ghostList].removeAll { $0.key == object.key }
    }
    if object.size > capacity { return false }
    while stored + object.size > capacity { if ghostList == nil { evict(forNew: object.size) } else { replace() } }
    if ghostList != nil { cameFromB2 = false }
    lists[ghostList == nil ? 0 : 1].append(object)
    return true
  }

  private func replace() {
    let size = Double(bytes(0))
    let fromT1 = bytes(1) == 0 || (size > 0 && (size > target || (size == target && cameFromB2)))
    move(fromT1 ? 0 : 1, 0, to: fromT1 ? 2 : 3)
    evictions += 1
  }

  private func evict(forNew size: Int64) {
    if bytes(0) + bytes(2) + size > capacity {
      if bytes(2) == 0 { return drop(0, 0) }
      lists[2].removeFirst()
    } else if (0..<4).reduce(0, { $0 + bytes($1) }) >= 2 * capacity && bytes(3) > 0 {
      lists[3].removeFirst()
    }
    replace()
  }

  override func evict() { evict(forNew: 0) }
}

/// Window, probation, protected; the sketch is the policy's own, tested elsewhere.
final class NaiveWTinyLFU: NaiveCache {
  private let sketch = SketchBox()
  var windowLimit: Int64 { min(capacity, max(1, capacity / 100)) }
  var mainLimit: Int64 { capacity - windowLimit }
  override var largest: Int64 { max(windowLimit, mainLimit) }

  override func seen(_ key: UInt64) { sketch.sketch.add(key) }

  override func hit(_ list: Int, _ index: Int) {
    move(list, index, to: list == 0 ? 0 : 2)
    limitProtected()
  }

  private func limitProtected() { while bytes(2) > mainLimit * 4 / 5 { move(2, 0, to: 1) } }

  override func insert(_ object: NaiveObject) -> Bool {
    if object.size > largest { return false }
    sketch.sketch.makeRoom(for: count + 1)
    if object.size > windowLimit { return enterMain(object) }
    lists[0].append(object)
    limitWindow()
    return true
  }

  private func limitWindow() {
    while bytes(0) > windowLimit {
      if !enterMain(lists[0].removeFirst()) { evictions += 1 }
    }
  }

  private func enterMain(_ candidate: NaiveObject) -> Bool {
    while bytes(1) + bytes(2) + candidate.size > mainLimit {
      let list = lists[1].isEmpty ? 2 : 1
      guard let victim = lists[list].first, sketch.sketch.count(candidate.key) > sketch.sketch.count(victim.key) else {
        return false
      }
      drop(list, 0)
    }
    lists[1].append(candidate)
    return true
  }

  override func settle() {
    limitWindow()
    limitProtected()
    while bytes(1) + bytes(2) > mainLimit { drop(lists[1].isEmpty ? 2 : 1, 0) }
  }
}

private final class SketchBox {
  var sketch = FrequencySketch(objects: 0)
}
