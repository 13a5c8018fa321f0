/// Exact results for tiny caches.
extension CacheHitRatio {
  /// LRU, King 1971: the stack's top C objects are i₁…i_C with probability Π p(iₖ) / (1 − p(i₁) − … − p(iₖ₋₁)).
  ///
  /// Summed over orders by sets: at most 20 objects, O(N·2^N).
  public static func exactLeastRecentlyUsed(_ probabilities: [Double], capacity: Int) -> Double {
    check(probabilities, capacity)
    let used = probabilities.filter { $0 > 0 }
    requireDomain(used.count <= 20, "King's formula is evaluated for at most 20 objects, got \(used.count)")
    if capacity >= used.count { return 1 }
    var setProbability = [Double](repeating: 0, count: 1 << used.count)
    setProbability[0] = 1
    var hitRatio = 0.0
    for members in setProbability.indices where setProbability[members] > 0 {
      let inside = used.indices.reduce(0) { members >> $1 & 1 == 1 ? $0 + used[$1] : $0 }
      if members.nonzeroBitCount == capacity {
        hitRatio += setProbability[members] * inside
        continue
      }
      for next in used.indices where members >> next & 1 == 0 {
        setProbability[members | 1 << next] += setProbability[members] * used[next] / (1 - inside)
      }
    }
    return hitRatio
  }
}
