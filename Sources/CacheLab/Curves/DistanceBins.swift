/// Requests by the smallest cache that hits them, weighted: one bin per size of a curve, and one for what no size hits.
///
/// Bins are kept apart by groups of objects, so that the spread between groups tells how far a sample may be off.
struct DistanceBins {
  static let groups = 16

  /// Ascending.
  let sizes: [Int64]
  private var requests: [Double]
  private var bytes: [Double]

  init(sizes: [Int64]) {
    self.sizes = sizes
    requests = Array(repeating: 0, count: (sizes.count + 1) * Self.groups)
    bytes = requests
  }

  /// `distance` in bytes of the whole trace; nil for a first request. The request stands for `weight` requests.
  @inline(__always) mutating func add(_ distance: Double?, sizeBytes: UInt32, weight: Double, group: Int) {
    let bin = group * (sizes.count + 1) + (distance.map(first(atLeast:)) ?? sizes.count)
    requests[bin] += weight
    bytes[bin] += weight * Double(sizeBytes)
  }

  /// Index of the smallest size that is at least `distance`.
  @inline(__always) private func first(atLeast distance: Double) -> Int {
    var (low, high) = (0, sizes.count)
    while low < high {
      let middle = (low + high) / 2
      if Double(sizes[middle]) >= distance { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// Missed requests and bytes at each size. The adjustment of SHARDS (that requests outside the sample would have been more or fewer
  /// is put down to the smallest distance, and so to hits) is that these are divided by the requests of the trace, not of the sample.
  func missed() -> (requests: [Double], bytes: [Double]) {
    (summed(requests), summed(bytes))
  }

  private func summed(_ bins: [Double]) -> [Double] {
    sizes.indices.map { size in
      (0..<Self.groups).reduce(0) { $0 + missed(bins, group: $1, size: size) }
    }
  }

  private func missed(_ bins: [Double], group: Int, size: Int) -> Double {
    let start = group * (sizes.count + 1)
    return bins[(start + size + 1)...(start + sizes.count)].reduce(0, +)
  }

  /// Expected mean absolute error of the miss ratio over the sizes, from the spread between the groups: standard error times √(2/π).
  func expectedError(of totalRequests: Double, rate: Double) -> Double {
    let groups = Double(Self.groups)
    let errors = sizes.indices.map { size -> Double in
      let ratios = (0..<Self.groups).map { missed(requests, group: $0, size: size) * groups / totalRequests }
      let mean = ratios.reduce(0, +) / groups
      let squares = ratios.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return (squares / (groups * (groups - 1)) * max(0, 1 - rate)).squareRoot()
    }
    return errors.reduce(0, +) / Double(max(1, errors.count)) * (2 / Double.pi).squareRoot()
  }
}
