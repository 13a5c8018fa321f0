/// How many observations at the start of a series are cut as initial transient, and the rule that cut them.
public struct WarmUpDeletion: Sendable, Equatable {
  public enum Rule: String, Sendable, Codable { case fixed, mser5 = "MSER-5" }

  public let rule: Rule
  public let deleted: Int
  public let observations: Int
  /// False when the rule found no steady state: MSER-5's minimum lies at the end of the first half, so the run is too
  /// short, or there were fewer than 20 observations.
  public let isReliable: Bool

  /// Cuts a stated number, at most all.
  public static func fixed(_ deleted: Int, of observations: Int) -> WarmUpDeletion {
    requireDomain(
      deleted >= 0 && observations >= 0, "a deletion needs counts ≥ 0, got \(deleted) of \(observations)")
    let cut = min(deleted, observations)
    return WarmUpDeletion(rule: .fixed, deleted: cut, observations: observations, isReliable: cut < observations)
  }

  /// MSER-5, White 1997; White, Cobb & Spratt 2000: over means of five, cuts d such that Σ(x − mean)² / (n − d)² of
  /// the rest is least, d in the first half. O(n).
  public static func mser5(_ series: [Double]) -> WarmUpDeletion {
    let groups = series.count / 5
    if groups < 4 {
      return WarmUpDeletion(rule: .mser5, deleted: 0, observations: series.count, isReliable: false)
    }
    let means = (0..<groups).map { series[$0 * 5..<$0 * 5 + 5].reduce(0, +) / 5 }
    let statistics = tailStatistics(means)
    let half = groups / 2
    var best = 0
    for cut in 1...half where statistics[cut] < statistics[best] { best = cut }
    return WarmUpDeletion(
      rule: .mser5, deleted: best * 5, observations: series.count, isReliable: best < half)
  }

  /// Σ(x − mean)² / count² over each tail, accumulated from the back (Welford).
  private static func tailStatistics(_ values: [Double]) -> [Double] {
    var statistics = [Double](repeating: .infinity, count: values.count)
    var (mean, squares, count) = (0.0, 0.0, 0.0)
    for index in values.indices.reversed() {
      count += 1
      let distance = values[index] - mean
      mean += distance / count
      squares += distance * (values[index] - mean)
      statistics[index] = squares / (count * count)
    }
    return statistics
  }
}
