/// What a trace consists of.
public struct TraceFacts: Sendable, Equatable {
  public var requests = 0
  public var objects = 0
  public var requestedBytes: Int64 = 0
  /// Of all objects, each with the size of its last request: what a cache that never evicts holds in the end.
  public var footprintBytes: Int64 = 0
  public var largestBytes: UInt32 = 0
  /// Objects that are requested once.
  public var oneHitObjects = 0
  /// Requests whose size differs from that of the object's request before.
  public var sizeChanges = 0

  public init(_ trace: DenseTrace) {
    requests = trace.requests.count
    objects = trace.objectCount
    var sizes = [UInt32](repeating: 0, count: objects)
    var counts = [UInt32](repeating: 0, count: objects)
    for request in trace.requests {
      let object = Int(request.object)
      requestedBytes += Int64(request.sizeBytes)
      largestBytes = max(largestBytes, request.sizeBytes)
      if counts[object] > 0 && sizes[object] != request.sizeBytes { sizeChanges += 1 }
      sizes[object] = request.sizeBytes
      if counts[object] < .max { counts[object] += 1 }
    }
    for object in 0..<objects {
      footprintBytes += Int64(sizes[object])
      if counts[object] == 1 { oneHitObjects += 1 }
    }
  }
}
