import Simulator

/// A cache under one of the registered policies; counts requests, hits and bytes itself.
struct CacheNode: ~Copyable {
  /// A policy in memory of the node's own, so that an access changes it in place.
  private enum Policy {
    case lru(UnsafeMutablePointer<LRU>)
    case fifo(UnsafeMutablePointer<FIFO>)
  }

  private let policy: Policy
  let capacityBytes: Int64
  private(set) var requests: Int64 = 0
  private(set) var hits: Int64 = 0
  private(set) var requestedBytes: Int64 = 0
  private(set) var hitBytes: Int64 = 0
  private(set) var admittedBytes: Int64 = 0
  private var evictionsAtClear: Int64 = 0

  init(_ name: EvictionPolicyName, capacityBytes: Int64, expectedObjectBytes: Int64) {
    self.capacityBytes = capacityBytes
    let objects = Int(min(capacityBytes / max(1, expectedObjectBytes), 1 << 16))
    switch name {
    case .lru: policy = .lru(Self.placed(LRU(capacityBytes: capacityBytes, expectedObjects: objects)))
    case .fifo: policy = .fifo(Self.placed(FIFO(capacityBytes: capacityBytes, expectedObjects: objects)))
    }
  }

  deinit {
    switch policy {
    case .lru(let lru): Self.free(lru)
    case .fifo(let fifo): Self.free(fifo)
    }
  }

  private static func placed<P: EvictionPolicy & ~Copyable>(_ policy: consuming P) -> UnsafeMutablePointer<P> {
    let place = UnsafeMutablePointer<P>.allocate(capacity: 1)
    place.initialize(to: policy)
    return place
  }

  private static func free<P: EvictionPolicy & ~Copyable>(_ policy: UnsafeMutablePointer<P>) {
    policy.deinitialize(count: 1)
    policy.deallocate()
  }

  /// Looks a key up and, on a miss, admits it by the policy. True on a hit.
  mutating func access(_ key: UInt64, sizeBytes: UInt32) -> Bool {
    let outcome =
      switch policy {
      case .lru(let lru): lru.pointee.access(key, sizeBytes: sizeBytes)
      case .fifo(let fifo): fifo.pointee.access(key, sizeBytes: sizeBytes)
      }
    requests += 1
    requestedBytes += Int64(sizeBytes)
    if outcome == .admitted { admittedBytes += Int64(sizeBytes) }
    guard outcome == .hit else { return false }
    hits += 1
    hitBytes += Int64(sizeBytes)
    return true
  }

  /// Looks a key up without admitting it. True on a hit.
  mutating func find(_ key: UInt64, sizeBytes: UInt32) -> Bool {
    let isStored =
      switch policy {
      case .lru(let lru): lru.pointee.hit(key, sizeBytes: sizeBytes)
      case .fifo(let fifo): fifo.pointee.hit(key, sizeBytes: sizeBytes)
      }
    countMiss(sizeBytes)
    if isStored {
      hits += 1
      hitBytes += Int64(sizeBytes)
    }
    return isStored
  }

  /// Takes an object out; false when it was not stored.
  mutating func purge(_ key: UInt64) -> Bool {
    switch policy {
    case .lru(let lru): lru.pointee.remove(key)
    case .fifo(let fifo): fifo.pointee.remove(key)
    }
  }

  /// A request that found nothing without looking for it.
  mutating func countMiss(_ sizeBytes: UInt32) {
    requests += 1
    requestedBytes += Int64(sizeBytes)
  }

  /// The last hit found an object that is still on its way: it counts as a miss.
  mutating func takeBackHit(_ sizeBytes: UInt32) {
    hits -= 1
    hitBytes -= Int64(sizeBytes)
  }

  /// A node that comes back without what it held.
  mutating func empty() {
  }

  /// Brings near what an access to `key` will read first.
  @inline(__always) func prefetchPlace(_ key: UInt64) {
    switch policy {
    case .lru(let lru): lru.pointee.prefetchPlace(key)
    case .fifo(let fifo): fifo.pointee.prefetchPlace(key)
    }
  }

  /// Brings near what an access to `key` will read next, when the place has come.
  @inline(__always) func prefetchRecord(_ key: UInt64) {
    switch policy {
    case .lru(let lru): lru.pointee.prefetchRecord(key)
    case .fifo(let fifo): fifo.pointee.prefetchRecord(key)
    }
  }

  var storedBytes: Int64 {
    switch policy {
    case .lru(let lru): lru.pointee.storedBytes
    case .fifo(let fifo): fifo.pointee.storedBytes
    }
  }

  var storedObjects: Int {
    switch policy {
    case .lru(let lru): lru.pointee.storedObjects
    case .fifo(let fifo): fifo.pointee.storedObjects
    }
  }

  private var evictions: Int64 {
    switch policy {
    case .lru(let lru): lru.pointee.evictions
    case .fifo(let fifo): fifo.pointee.evictions
    }
  }

  func checkInvariants() {
    switch policy {
    case .lru(let lru): lru.pointee.checkInvariants()
    case .fifo(let fifo): fifo.pointee.checkInvariants()
    }
  }

  /// The warm-up event: forgets counts, keeps contents.
  mutating func clearCounts() {
    (requests, hits, requestedBytes, hitBytes, admittedBytes) = (0, 0, 0, 0, 0)
    evictionsAtClear = evictions
  }

  func add(into measurement: inout CacheMeasurement) {
    measurement.requests += requests
    measurement.hits += hits
    measurement.requestedBytes += requestedBytes
    measurement.hitBytes += hitBytes
    measurement.capacityBytes += capacityBytes
    measurement.storedBytes += storedBytes
    measurement.storedObjects += Int64(storedObjects)
    measurement.evictions += evictions - evictionsAtClear
  }
}

extension CacheNode: @unchecked Sendable {}
