import Caching

/// A whole trace in memory, 8 bytes per request; objects are numbered in order of first appearance.
public struct DenseTrace: Sendable {
  public var requests: [TraceRequest] = []
  public var objectCount = 0

  public init() {}
}
