/// Least recently used: a hit moves the object to the newest end, the oldest leaves. Hit and eviction O(1).
/// A changed size is stored on a hit, and evictions follow until the rest fits.
public struct LRU: EvictionPolicy, ~Copyable {
  private let capacityBytes: Int64
  private var queue: ObjectQueue
  public private(set) var evictions: Int64 = 0

  public init(capacityBytes: Int64, expectedObjects: Int) {
    self.capacityBytes = capacityBytes
    queue = ObjectQueue(expectedObjects: expectedObjects)
  }

  public var storedBytes: Int64 { queue.bytes }
  public var storedObjects: Int { queue.count }

  public mutating func access(_ key: UInt64, sizeBytes: UInt32) -> CacheOutcome {
    if let node = queue.find(key) {
      queue.resize(node, to: sizeBytes)
      queue.moveToNewest(node)
      evictDown(to: capacityBytes)
      return .hit
    }
    if Int64(sizeBytes) > capacityBytes { return .bypassed }
    evictDown(to: capacityBytes - Int64(sizeBytes))
    queue.insertNewest(key, sizeBytes: sizeBytes)
    return .admitted
  }

  private mutating func evictDown(to bytes: Int64) {
    while queue.bytes > bytes {
      queue.removeOldest()
      evictions += 1
    }
  }

  public func checkInvariants() { queue.checkInvariants() }
}
