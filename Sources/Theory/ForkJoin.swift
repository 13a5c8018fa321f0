import Glibc

/// A request that waits for the slowest of n independent branches.
public enum ForkJoin {
  /// 1 − (1 − p)^n: share of requests with at least one slow branch. Dean & Barroso, CACM 2013.
  public static func slowRequestProbability(slowBranchProbability: Double, branches: Int) -> Double {
    requireDomain(
      (0...1).contains(slowBranchProbability) && branches >= 0,
      "needs a probability and branches ≥ 0, got \(slowBranchProbability) and \(branches)")
    return -expm1(Double(branches) * log1p(-slowBranchProbability))
  }

  /// Mean of the maximum of n exponentials: Hₙ times their mean.
  public static func meanOfMaximum(branches: Int, branchMean: Double) -> Double {
    requireDomain(branches >= 1 && branchMean > 0, "needs branches ≥ 1 and mean > 0, got \(branches) and \(branchMean)")
    return branchMean * (1...branches).reversed().reduce(0) { $0 + 1 / Double($1) }
  }

  /// Variance of the maximum of n exponentials: Σ 1/k² times their squared mean.
  public static func varianceOfMaximum(branches: Int, branchMean: Double) -> Double {
    requireDomain(branches >= 1 && branchMean > 0, "needs branches ≥ 1 and mean > 0, got \(branches) and \(branchMean)")
    return branchMean * branchMean * (1...branches).reversed().reduce(0) { $0 + 1 / Double($1 * $1) }
  }

  /// The probability at which a branch's quantile is the maximum's quantile at `probability`: p^(1/n).
  public static func branchProbability(ofMaximumAt probability: Double, branches: Int) -> Double {
    requireDomain(
      (0...1).contains(probability) && branches >= 1,
      "needs a probability and branches ≥ 1, got \(probability) and \(branches)")
    return pow(probability, 1 / Double(branches))
  }

  /// Quantile of the maximum of n exponentials, 0 ≤ p < 1.
  public static func quantileOfMaximum(_ probability: Double, branches: Int, branchMean: Double) -> Double {
    requireDomain(
      probability >= 0 && probability < 1 && branches >= 1 && branchMean > 0,
      "needs 0 ≤ p < 1, branches ≥ 1 and mean > 0, got \(probability), \(branches), \(branchMean)")
    return -branchMean * log(-expm1(log(probability) / Double(branches)))
  }
}
