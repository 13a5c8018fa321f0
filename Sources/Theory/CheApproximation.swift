import Glibc

/// Characteristic-time approximations for large caches. Che, Tung & Wang 2002; Fricker, Robert & Roberts 2012;
/// for FIFO and RANDOM Martina, Garetto & Leonardi 2014.
extension CacheHitRatio {
  /// LRU: an object stays T after its last request, Σ(1 − e^(−pᵢT)) = C; hit ratio Σ pᵢ(1 − e^(−pᵢT)).
  public static func leastRecentlyUsed(_ probabilities: [Double], capacity: Int) -> Double {
    characteristicTimeHitRatio(probabilities, capacity) { -expm1(-$0) }
  }

  /// FIFO and RANDOM, which are equal here: Σ pᵢT/(1 + pᵢT) = C; hit ratio Σ pᵢ·pᵢT/(1 + pᵢT).
  public static func firstInFirstOut(_ probabilities: [Double], capacity: Int) -> Double {
    characteristicTimeHitRatio(probabilities, capacity) { $0 / (1 + $0) }
  }

  /// T in requests such that the expected occupancy Σ presence(pᵢT) is the capacity.
  private static func characteristicTimeHitRatio(
    _ probabilities: [Double], _ capacity: Int, presence: (Double) -> Double
  ) -> Double {
    check(probabilities, capacity)
    if capacity >= requested(probabilities) { return 1 }
    func occupancyExcess(after time: Double) -> Double {
      probabilities.reduce(-Double(capacity)) { $0 + presence($1 * time) }
    }
    var longest = Double(2 * capacity)
    while occupancyExcess(after: longest) < 0 { longest *= 2 }
    let time = Root.ofIncreasing(in: Double(capacity) / 2...longest) { occupancyExcess(after: $0) }
    return probabilities.reduce(0) { $0 + $1 * presence($1 * time) }
  }
}
