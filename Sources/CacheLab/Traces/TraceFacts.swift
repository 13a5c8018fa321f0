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
    var seen = [(sizeBytes: UInt32, count: UInt32)](repeating: (0, 0), count: objects)
    seen.withUnsafeMutableBufferPointer { seen in
      for request in trace.requests {
        let object = Int(request.object)
        requestedBytes += Int64(request.sizeBytes)
        if seen[object].sizeBytes != request.sizeBytes {
          largestBytes = max(largestBytes, request.sizeBytes)
          if seen[object].count > 0 { sizeChanges += 1 }
          seen[object].sizeBytes = request.sizeBytes
        }
        if seen[object].count < 2 { seen[object].count += 1 }
      }
      for object in seen {
        footprintBytes += Int64(object.sizeBytes)
        if object.count == 1 { oneHitObjects += 1 }
      }
    }
  }
}
