/// FIFO and RANDOM have the same stationary hit ratio under independent requests.
extension CacheHitRatio {
  /// Gelenbe 1973: the cache holds the set S with probability ∝ Π pᵢ, |S| = C. Exact; at most 400 objects, O(N²·C).
  public static func exactFirstInFirstOut(_ probabilities: [Double], capacity: Int) -> Double {
    check(probabilities, capacity)
    let used = probabilities.filter { $0 > 0 }
    requireDomain(used.count <= 400, "Gelenbe's formula is evaluated for at most 400 objects, got \(used.count)")
    if capacity >= used.count { return 1 }
    let scaled = used.map { $0 * Double(used.count) }
    let all = elementarySymmetric(scaled, upTo: capacity)[capacity]
    return used.indices.reduce(0) { sum, index in
      let others = scaled.enumerated().filter { $0.offset != index }.map(\.element)
      let present = scaled[index] * elementarySymmetric(others, upTo: capacity - 1)[capacity - 1] / all
      return sum + used[index] * present
    }
  }

  /// e₀…e_k of the values: sums over all products of 0…k different ones.
  private static func elementarySymmetric(_ values: [Double], upTo order: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: order + 1)
    sums[0] = 1
    for value in values {
      for degree in stride(from: order, to: 0, by: -1) { sums[degree] += sums[degree - 1] * value }
    }
    return sums
  }
}
