@testable import Caching

/// LIRS by plain arrays: the stack (bottom first), the queue of HIR objects and the ghosts, both oldest first.
final class NaiveLIRS: NaiveCache {
  private var sizes: [UInt64: Int64] = [:]
  private var low: Set<UInt64> = []
  private var stack: [UInt64] = []
  private var queue: [UInt64] = []
  private var ghosts: [UInt64] = []
  private var rising: UInt64?

  private var highLimit: Int64 { max(1, capacity / 100) }
  private var lowLimit: Int64 { max(0, capacity - highLimit) }
  private func total(_ keys: some Sequence<UInt64>) -> Int64 { keys.reduce(0) { $0 + sizes[$1]! } }
  override var stored: Int64 { total(low) + total(queue) }
  override var count: Int { low.count + queue.count }

  override func access(_ key: UInt64, _ size: Int64, next: UInt64) -> CacheOutcome {
    defer {
      while total(stack) > 2 * capacity, let oldest = ghosts.first { forget(oldest) }
    }
    if low.contains(key) {
      raise(key)
      prune()
    } else if queue.contains(key) {
      queue.removeAll { $0 == key }
      if stack.contains(key) {
        raise(key)
        makeLow(key)
      } else {
        raise(key)
        queue.append(key)
        prune()
      }
    } else {
      return insert(key, size)
    }
    if sizes[key] == size { return .hit }
    sizes[key] = size
    if size > min(lowLimit, highLimit) {
      forget(key)
      evictions += 1
    }
    while total(low) > lowLimit { demote() }
    while total(queue) > highLimit { evict() }
    return .hit
  }

  private func insert(_ key: UInt64, _ size: Int64) -> CacheOutcome {
    let wasGhost = ghosts.contains(key)
    if wasGhost {
      raise(key)
      sizes[key] = size
    }
    if size > min(lowLimit, highLimit) { return .bypassed }
    ghosts.removeAll { $0 == key }
    let isLow = wasGhost || total(low) + size <= lowLimit
    while !isLow && total(queue) + size > highLimit { evict() }
    sizes[key] = size
    raise(key)
    if isLow { makeLow(key) } else { queue.append(key) }
    return .admitted
  }

  private func raise(_ key: UInt64) {
    stack.removeAll { $0 == key }
    stack.append(key)
  }

  private func makeLow(_ key: UInt64) {
    rising = key
    while total(low) + sizes[key]! > lowLimit { demote() }
    rising = nil
    low.insert(key)
  }

  private func demote() {
    let key = stack.removeFirst()
    low.remove(key)
    while total(queue) + sizes[key]! > highLimit { evict() }
    queue.append(key)
    prune()
  }

  override func evict() {
    let key = queue.removeFirst()
    evictions += 1
    if stack.contains(key) { ghosts.append(key) } else { sizes[key] = nil }
  }

  private func prune() {
    while let bottom = stack.first, bottom != rising, !low.contains(bottom) {
      stack.removeFirst()
      ghosts.removeAll { $0 == bottom }
      if !queue.contains(bottom) { sizes[bottom] = nil }
    }
  }

  private func forget(_ key: UInt64) {
    let wasLow = low.remove(key) != nil
    for list in [\NaiveLIRS.stack, \.queue, \.ghosts] { self[keyPath: list].removeAll { $0 == key } }
    sizes[key] = nil
    if wasLow { prune() }
  }

  override func remove(_ key: UInt64) -> Bool {
    let isStored = low.contains(key) || queue.contains(key)
    if sizes[key] != nil { forget(key) }
    return isStored
  }
}
