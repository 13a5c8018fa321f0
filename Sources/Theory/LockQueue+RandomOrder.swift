extension LockQueue {
  /// Standard deviation over mean of the lock wait when n ≥ 2 saturating clients hold for a fixed time and each release
  /// picks a waiter at random: √((n − 2) / (n − 1)), towards 1 for many; 0 in order of arrival.
  ///
  /// The n − 1 waiters are alike at every release, so a wait is a geometric number of holds with p = 1/(n − 1).
  public static func waitVariationInRandomOrder(clients: Int) -> Double {
    precondition(clients >= 2, "a client waits only when there is another, got \(clients)")
    return (Double(clients - 2) / Double(clients - 1)).squareRoot()
  }
}
