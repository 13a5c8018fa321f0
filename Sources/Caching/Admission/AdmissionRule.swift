/// Says whether an object that was missed may be stored; stands before a policy's insertion.
public protocol AdmissionRule: ~Copyable {
  associatedtype Key: CacheKey
  init(_ limits: CacheLimits)
  /// Sees every request, hit or miss, before the look-up.
  mutating func observe(_ request: CacheRequest<Key>)
  /// Whether the object of a miss may enter a cache that holds so many bytes, where another object is next in line to
  /// leave.
  mutating func admits(_ request: CacheRequest<Key>, storedBytes: Int64, nextToLeave: @autoclosure () -> Key?) -> Bool
}
