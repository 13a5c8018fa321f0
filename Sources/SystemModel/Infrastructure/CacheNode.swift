import Caching
import Simulator

/// A cache under one of the registered policies; counts requests, hits and bytes itself.
struct CacheNode: ~Copyable {
  private let name: PolicyName
  private let limits: CacheLimits
  private var cache: Cache
  private(set) var requests: Int64 = 0
  private(set) var hits: Int64 = 0
  private(set) var requestedBytes: Int64 = 0
  private(set) var hitBytes: Int64 = 0
  /// Evictions before the last clearing of counts, and in caches that were emptied since.
  private var evictionsBefore: Int64 = 0

  init(_ name: OnlinePolicyName, capacityBytes: Int64, expectedObjectBytes: Int64) {
    self.name = name.policy
    limits = CacheLimits(
      capacityBytes: capacityBytes, expectedObjects: Int(min(capacityBytes / max(1, expectedObjectBytes), 1 << 16)))
    cache = Cache(self.name, limits)
  }

  /// Looks a key up and, on a miss, admits it by the policy. True on a hit.
  mutating func access(_ key: UInt64, sizeBytes: UInt32) -> Bool {
    count(isHit: cache.access(CacheRequest(key, sizeBytes: sizeBytes)) == .hit, sizeBytes)
  }

  /// Looks a key up without admitting it. True on a hit.
  mutating func find(_ key: UInt64, sizeBytes: UInt32) -> Bool {
    count(isHit: cache.find(CacheRequest(key, sizeBytes: sizeBytes)), sizeBytes)
  }

  private mutating func count(isHit: Bool, _ sizeBytes: UInt32) -> Bool {
    requests += 1
    requestedBytes += Int64(sizeBytes)
    guard isHit else { return false }
    hits += 1
    hitBytes += Int64(sizeBytes)
    return true
  }

  /// Takes an object out; false when it was not stored.
  mutating func purge(_ key: UInt64) -> Bool { cache.remove(key) }

  /// A request that found nothing without looking for it.
  mutating func countMiss(_ sizeBytes: UInt32) { _ = count(isHit: false, sizeBytes) }

  /// The last hit found an object that is still on its way: it counts as a miss.
  mutating func takeBackHit(_ sizeBytes: UInt32) {
    hits -= 1
    hitBytes -= Int64(sizeBytes)
  }

  /// All that it held is gone; counts stay.
  mutating func empty() {
    evictionsBefore -= cache.evictions
    cache = Cache(name, limits)
  }

  /// Brings near what an access to `key` will read first.
  @inline(__always) func prefetchPlace(_ key: UInt64) { cache.prefetchPlace(key) }

  /// Brings near what an access to `key` will read next, when the place has come.
  @inline(__always) func prefetchRecord(_ key: UInt64) { cache.prefetchRecord(key) }

  var storedBytes: Int64 { cache.storedBytes }
  var storedObjects: Int { cache.storedObjects }

  func checkInvariants() { cache.checkInvariants() }

  /// The warm-up event: forgets counts, keeps contents.
  mutating func clearCounts() {
    (requests, hits, requestedBytes, hitBytes) = (0, 0, 0, 0)
    evictionsBefore = cache.evictions
  }

  func add(into measurement: inout CacheMeasurement) {
    measurement.requests += requests
    measurement.hits += hits
    measurement.requestedBytes += requestedBytes
    measurement.hitBytes += hitBytes
    measurement.capacityBytes += limits.capacityBytes
    measurement.storedBytes += cache.storedBytes
    measurement.storedObjects += Int64(cache.storedObjects)
    measurement.evictions += cache.evictions - evictionsBefore
  }
}

extension CacheNode: @unchecked Sendable {}
