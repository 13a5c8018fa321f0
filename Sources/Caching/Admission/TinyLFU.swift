/// Stores an object when there is room, or when it was requested more often lately than the object that is next in line
/// to leave.
///
/// Einziger, Friedman & Manes, ACM TOS 2017: a sketch counts all requests, hits too. Byte caches compare with the first
/// victim only.
public struct TinyLFU<Key: CacheKey>: AdmissionRule, ~Copyable {
  private let capacityBytes: Int64
  private var sketch: FrequencySketch

  public init(_ limits: CacheLimits) {
    capacityBytes = limits.capacityBytes
    sketch = FrequencySketch(objects: max(limits.expectedObjects, 1 << 12))
  }

  @inline(__always) public mutating func observe(_ request: CacheRequest<Key>) {
    sketch.add(UInt64(truncatingIfNeeded: request.key))
  }

  @inline(__always) public func admits(
    _ request: CacheRequest<Key>, storedBytes: Int64, nextToLeave: @autoclosure () -> Key?
  ) -> Bool {
    if storedBytes &+ Int64(request.sizeBytes) <= capacityBytes { return true }
    guard let victim = nextToLeave() else { return true }
    return sketch.count(UInt64(truncatingIfNeeded: request.key)) > sketch.count(UInt64(truncatingIfNeeded: victim))
  }
}

extension TinyLFU: @unchecked Sendable {}
