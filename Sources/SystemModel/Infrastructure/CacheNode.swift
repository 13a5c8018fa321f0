import Simulator

/// A cache under one of the registered policies; counts requests, hits and bytes itself.
struct CacheNode: ~Copyable {
  private enum Policy: ~Copyable {
    case lru(LRU)
    case fifo(FIFO)

    mutating func access(_ key: UInt64, sizeBytes: UInt32) -> CacheOutcome {
      let outcome: CacheOutcome
      switch consume self {
      case .lru(var lru):
        outcome = lru.access(key, sizeBytes: sizeBytes)
        self = .lru(lru)
      case .fifo(var fifo):
        outcome = fifo.access(key, sizeBytes: sizeBytes)
        self = .fifo(fifo)
      }
      return outcome
    }
  }

  private var policy: Policy
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
    case .lru: policy = .lru(LRU(capacityBytes: capacityBytes, expectedObjects: objects))
    case .fifo: policy = .fifo(FIFO(capacityBytes: capacityBytes, expectedObjects: objects))
    }
  }

  /// Looks a key up and, on a miss, admits it by the policy. True on a hit.
  mutating func access(_ key: UInt64, sizeBytes: UInt32) -> Bool {
    let outcome = policy.access(key, sizeBytes: sizeBytes)
    requests += 1
    requestedBytes += Int64(sizeBytes)
    if outcome == .admitted { admittedBytes += Int64(sizeBytes) }
    guard outcome == .hit else { return false }
    hits += 1
    hitBytes += Int64(sizeBytes)
    return true
  }

  /// Brings near what an access to `key` will read first.
  @inline(__always) func prefetchPlace(_ key: UInt64) {
    switch policy {
    case .lru(let lru): lru.prefetchPlace(key)
    case .fifo(let fifo): fifo.prefetchPlace(key)
    }
  }

  /// Brings near what an access to `key` will read next, when the place has come.
  @inline(__always) func prefetchRecord(_ key: UInt64) {
    switch policy {
    case .lru(let lru): lru.prefetchRecord(key)
    case .fifo(let fifo): fifo.prefetchRecord(key)
    }
  }

  var storedBytes: Int64 {
    switch policy {
    case .lru(let lru): lru.storedBytes
    case .fifo(let fifo): fifo.storedBytes
    }
  }

  var storedObjects: Int {
    switch policy {
    case .lru(let lru): lru.storedObjects
    case .fifo(let fifo): fifo.storedObjects
    }
  }

  private var evictions: Int64 {
    switch policy {
    case .lru(let lru): lru.evictions
    case .fifo(let fifo): fifo.evictions
    }
  }

  func checkInvariants() {
    switch policy {
    case .lru(let lru): lru.checkInvariants()
    case .fifo(let fifo): fifo.checkInvariants()
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
