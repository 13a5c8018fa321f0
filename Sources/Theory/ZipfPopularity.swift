import Glibc

/// Popularity of N objects, rank i with probability i^−a / Σ k^−a.
public enum ZipfPopularity {
  /// Σ k^−a over k = 1…N, smallest terms first.
  public static func normalisation(objects: Int, exponent: Double) -> Double {
    requireDomain(
      objects >= 1 && exponent >= 0 && exponent.isFinite,
      "Zipf needs objects ≥ 1 and a finite exponent ≥ 0, got \(objects) and \(exponent)")
    return (1...objects).reversed().reduce(0) { $0 + pow(Double($1), -exponent) }
  }

  /// Probabilities by rank, most popular first; they sum to 1.
  public static func probabilities(objects: Int, exponent: Double) -> [Double] {
    let total = normalisation(objects: objects, exponent: exponent)
    return (1...objects).map { pow(Double($0), -exponent) / total }
  }
}
