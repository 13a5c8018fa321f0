/// Hit ratio of a cache of equal-sized objects under independent requests, where each request asks for object i with
/// probability pᵢ. Probabilities sum to 1 within 10⁻⁹ or the formula traps; `capacity` in objects.
public enum CacheHitRatio {
  /// Perfect LFU keeps the most popular objects: the sum of the largest probabilities.
  public static func perfectLFU(_ probabilities: [Double], capacity: Int) -> Double {
    check(probabilities, capacity)
    return probabilities.sorted(by: >).prefix(capacity).reversed().reduce(0, +)
  }

  static func check(_ probabilities: [Double], _ capacity: Int) {
    let total = probabilities.reduce(0, +)
    requireDomain(
      probabilities.allSatisfy { $0 >= 0 } && (total - 1).magnitude < 1e-9,
      "request probabilities are not negative and sum to 1, got a sum of \(total)")
    requireDomain(capacity >= 1, "a cache holds at least one object, got \(capacity)")
  }

  /// Objects that are ever asked for; a cache of this size or more never misses in steady state.
  static func requested(_ probabilities: [Double]) -> Int { probabilities.count { $0 > 0 } }
}
