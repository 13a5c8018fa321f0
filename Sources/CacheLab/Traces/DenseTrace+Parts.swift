import Caching

extension DenseTrace {
  /// For every request the number of the next one for the same object; `.max` when there is none. Belady's policy asks.
  public func nextUses() -> [UInt32] {
    precondition(requests.count < UInt32.max, "requests are numbered in 32 bits, and \(requests.count) are too many")
    return [UInt32](unsafeUninitializedCapacity: requests.count) { buffer, count in
      var next = [UInt32](repeating: .max, count: objectCount)
      next.withUnsafeMutableBufferPointer { next in
        requests.withUnsafeBufferPointer { requests in
          for index in stride(from: requests.count - 1, through: 0, by: -1) {
            let object = Int(requests[index].object)
            (buffer.baseAddress! + index).initialize(to: next[object])
            next[object] = UInt32(index)
          }
        }
      }
      count = requests.count
    }
  }

  /// The requests of a share of the objects, chosen by their hash and numbered anew; `before` counts those among the first
  /// `warmUpRequests`.
  func sample(_ rate: Double, seed: UInt64, warmUpRequests: Int) -> (trace: DenseTrace, warmUpRequests: Int) {
    let threshold = SpatialSample.threshold(rate)
    var numbers = [UInt32](repeating: .max, count: objectCount)
    var sampled = DenseTrace()
    var before = 0
    for (index, request) in requests.enumerated()
    where SpatialSample.hash(UInt64(request.object), seed: seed) < threshold {
      let object = Int(request.object)
      if numbers[object] == .max {
        numbers[object] = UInt32(sampled.objectCount)
        sampled.objectCount += 1
      }
      sampled.requests.append(TraceRequest(object: numbers[object], sizeBytes: request.sizeBytes))
      if index < warmUpRequests { before += 1 }
    }
    sampled.sampleRate = sampleRate * rate
    return (sampled, before)
  }
}
