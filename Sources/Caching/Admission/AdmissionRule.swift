/// Says whether an object that was missed may be stored; stands before a policy's insertion.
public protocol AdmissionRule: ~Copyable {
  associatedtype Key: Sendable
  init(_ limits: CacheLimits)
  /// Sees every request, hit or miss, before the look-up.
  mutating func observe(_ request: CacheRequest<Key>)
  /// Whether the object of a miss may enter the policy's cache.
  mutating func admits<Policy: EvictionPolicy & ~Copyable>(
    _ request: CacheRequest<Key>, to policy: borrowing Policy
  ) -> Bool where Policy.Key == Key
}
