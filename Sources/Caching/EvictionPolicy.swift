/// A key of a cache: 64 bits, any; or 32, of objects that are numbered 0, 1, 2, ….
public typealias CacheKey = FixedWidthInteger & UnsignedInteger & BitwiseCopyable & Sendable

/// One request for a cached object.
public struct CacheRequest<Key: CacheKey>: Sendable {
  public var key: Key
  public var sizeBytes: UInt32
  /// Number of the trace's next request for the same object, from 0; `.max` when there is none or it is unknown.
  /// Only Belady's policy reads it.
  public var nextUse: UInt64

  @inlinable public init(_ key: Key, sizeBytes: UInt32, nextUse: UInt64 = .max) {
    self.key = key
    self.sizeBytes = sizeBytes
    self.nextUse = nextUse
  }
}

/// What a cache is made from.
public struct CacheLimits: Sendable {
  public var capacityBytes: Int64
  /// Objects to reserve room for; more are held if they fit.
  public var expectedObjects: Int
  /// Distinct objects of the trace, for tables that are indexed by dense ids.
  public var distinctObjects: Int
  /// Largest object that the size threshold admits; 0: a hundredth of the capacity.
  public var largestAdmittedBytes: Int64 = 0
  /// Equal to libCacheSim 0.3.5 in every count; otherwise a changed size counts on the hit.
  public var isCompatible: Bool
  /// Of policies that draw random numbers.
  public var seed: UInt64

  public init(
    capacityBytes: Int64, expectedObjects: Int = 0, distinctObjects: Int = 0, isCompatible: Bool = false,
    seed: UInt64 = 1
  ) {
    self.capacityBytes = capacityBytes
    self.expectedObjects = expectedObjects
    self.distinctObjects = distinctObjects
    self.isCompatible = isCompatible
    self.seed = seed
  }
}

/// What a request found.
public enum CacheOutcome: UInt8, Sendable {
  case hit, admitted, bypassed
}

/// One eviction policy: holds keys and sizes within a byte capacity, and decides what leaves.
///
/// Who asks counts, so no policy can flatter itself. An object is inserted only when it is not stored: after a `find`
/// that returned false.
public protocol EvictionPolicy: ~Copyable {
  associatedtype Key: CacheKey
  init(_ limits: CacheLimits)
  var storedBytes: Int64 { get }
  var storedObjects: Int { get }
  /// Objects evicted since the start.
  var evictions: Int64 { get }
  /// Whether the object is stored; a hit moves what the policy moves on hits.
  mutating func find(_ request: CacheRequest<Key>) -> Bool
  /// Evicts until the object fits, and stores it. False: it cannot be stored (larger than the cache, or as the policy
  /// says). A fill may come later than the miss, with other requests in between, but the object is still not stored.
  mutating func insert(_ request: CacheRequest<Key>) -> Bool
  /// Takes the object out, as a purge does, and forgets its ghost; false when it was not stored.
  mutating func remove(_ key: Key) -> Bool
  /// Whether the object is stored; moves nothing.
  mutating func holds(_ key: Key) -> Bool
  /// The object that is next in line to leave, though the policy may still spare it; nil when none is stored.
  var nextToLeave: Key? { get }
  /// Brings near what a request for the key reads first, such as its place in an index.
  func prefetchPlace(_ key: Key)
  /// Brings near what it reads next, when the place has come.
  func prefetchRecord(_ key: Key)
  /// Recounts objects and bytes and walks the links both ways; traps on a broken one.
  func checkInvariants()
}

extension EvictionPolicy where Self: ~Copyable {
  @inlinable @inline(__always) public mutating func access(_ request: CacheRequest<Key>) -> CacheOutcome {
    if find(request) { return .hit }
    return insert(request) ? .admitted : .bypassed
  }
}
