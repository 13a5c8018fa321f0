/// Stores every object that was missed.
public struct AdmitAll<Key: Sendable>: AdmissionRule, ~Copyable {
  public init(_ limits: CacheLimits) {}

  @inline(__always) public func observe(_ request: CacheRequest<Key>) {}

  @inline(__always) public func admits<Policy: EvictionPolicy & ~Copyable>(
    _ request: CacheRequest<Key>, to policy: borrowing Policy
  ) -> Bool where Policy.Key == Key { true }
}
