/// Stores objects up to a size, `CacheLimits.largestAdmittedBytes`, or a hundredth of the capacity.
public struct SizeThreshold<Key: CacheKey>: AdmissionRule, ~Copyable {
  private let largestBytes: Int64

  public init(_ limits: CacheLimits) {
    largestBytes = limits.largestAdmittedBytes > 0 ? limits.largestAdmittedBytes : max(1, limits.capacityBytes / 100)
  }

  @inline(__always) public func observe(_ request: CacheRequest<Key>) {}

  @inline(__always) public func admits(
    _ request: CacheRequest<Key>, storedBytes: Int64, nextToLeave: @autoclosure () -> Key?
  ) -> Bool { Int64(request.sizeBytes) <= largestBytes }
}
