/// One request of a trace whose objects were numbered 0, 1, 2, … in order of first appearance. 8 bytes.
public struct TraceRequest: Sendable, Equatable {
  public var object: UInt32
  public var sizeBytes: UInt32

  @inlinable public init(object: UInt32, sizeBytes: UInt32) {
    self.object = object
    self.sizeBytes = sizeBytes
  }
}

/// A cache to replay a trace through.
public struct ReplayPlan: Sendable {
  public var policy: PolicyName
  public var admission = AdmissionName.all
  public var limits: CacheLimits
  /// Every object counts as one byte, so capacities are in objects.
  public var ignoresSize = false
  /// Requests that fill the cache before counting begins.
  public var warmUpRequests = 0

  public init(_ policy: PolicyName, _ limits: CacheLimits) {
    self.policy = policy
    self.limits = limits
  }
}

/// What a replay counted after its warm-up.
public struct ReplayCounts: Sendable, Equatable {
  public var requests: Int64 = 0
  public var misses: Int64 = 0
  public var requestedBytes: Int64 = 0
  public var missedBytes: Int64 = 0
  /// Misses that were not stored.
  public var bypassed: Int64 = 0
  public var evictions: Int64 = 0

  public init() {}

  public var missRatio: Double { requests == 0 ? 0 : Double(misses) / Double(requests) }
  public var byteMissRatio: Double { requestedBytes == 0 ? 0 : Double(missedBytes) / Double(requestedBytes) }
}
