/// Stores every object that was missed.
public struct AdmitAll<Key: CacheKey>: AdmissionRule, ~Copyable {
  public init(_ limits: CacheLimits) {}

  @inline(__always) public func observe(_ request: CacheRequest<Key>) {}

  @inline(__always) public func admits(
    _ request: CacheRequest<Key>, storedBytes: Int64, nextToLeave: @autoclosure () -> Key?
  ) -> Bool { true }
}
