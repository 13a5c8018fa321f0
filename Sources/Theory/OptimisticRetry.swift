/// n clients that read a row's version, work, and write only if the version is still the same; else they read again.
///
/// Exponential attempts: each success makes the n − 1 others fail in their turn, so the attempts up to a success are those
/// of the birthday problem, on average Ramanujan's Q(n) = 1 + (n−1)/n + (n−1)(n−2)/n² + … ≈ √(πn/2) (Knuth, TAOCP 1
/// §1.2.11.3).
public enum OptimisticRetry {
  public static func meanAttempts(clients: Int) -> Double {
    requireDomain(clients >= 1, "optimistic retry needs a client, got \(clients)")
    var (sum, product) = (0.0, 1.0)
    for taken in 1...clients {
      sum += product
      product *= Double(clients - taken) / Double(clients)
    }
    return sum
  }

  /// Successful updates per second when attempts take `meanAttempt` seconds.
  public static func throughput(clients: Int, meanAttempt: Double) -> Double {
    Double(clients) / meanAttempt / meanAttempts(clients: clients)
  }
}
