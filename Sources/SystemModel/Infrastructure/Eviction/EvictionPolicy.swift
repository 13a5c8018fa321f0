/// What a request found.
public enum CacheOutcome: UInt8, Sendable {
  case hit, admitted, bypassed
}

/// One eviction policy: holds keys and sizes within a byte capacity, and decides what leaves.
///
/// The cache node counts, so no policy can flatter itself. An object larger than the capacity is bypassed.
public protocol EvictionPolicy: ~Copyable {
  init(capacityBytes: Int64, expectedObjects: Int)
  var storedBytes: Int64 { get }
  var storedObjects: Int { get }
  /// Objects evicted since the start.
  var evictions: Int64 { get }
  mutating func access(_ key: UInt64, sizeBytes: UInt32) -> CacheOutcome
  /// Recounts objects and bytes and walks the links both ways; traps on a broken one.
  func checkInvariants()
}

public enum EvictionPolicyName: String, CaseIterable, Sendable {
  case lru, fifo
}
