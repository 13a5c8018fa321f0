/// n clients that update one locked row in a closed loop: think, take the lock, hold it, release.
public enum LockQueue {
  /// Updates per second and mean time from asking to releasing, in seconds.
  public struct Performance: Sendable, Equatable {
    public let throughput: Double
    public let meanLatency: Double
  }

  /// No thinking, hold time fixed or of any distribution with this mean: throughput 1/h and mean latency n·h,
  /// in whatever order waiters are served (Little's law with a lock that is never idle).
  public static func saturated(clients: Int, meanHoldTime: Double) -> Performance {
    requireDomain(
      clients >= 1 && meanHoldTime > 0,
      "a lock queue needs clients ≥ 1 and hold time > 0, got \(clients), \(meanHoldTime)")
    return Performance(throughput: 1 / meanHoldTime, meanLatency: Double(clients) * meanHoldTime)
  }

  /// hold(n) = hold + waiter cost × (n − 1): what n clients that never think make of a hold when each wait costs the row
  /// `waiterCost` per writer then waiting.
  public static func effectiveHold(clients: Int, hold: Double, waiterCost: Double) -> Double {
    hold + waiterCost * Double(clients - 1)
  }

  /// Exponential thinking and holding: the machine-repairman model M/M/1//n (Kleinrock I §3.8).
  public static func withThinking(clients: Int, meanThinkTime: Double, meanHoldTime: Double) -> Performance {
    let network = ClosedNetwork(clients: clients, meanThinkTime: meanThinkTime, demands: [meanHoldTime])
    return Performance(throughput: network.throughput, meanLatency: network.meanResponseTime)
  }

  /// Upper bound on throughput for any distributions: min(n / (Z + h), 1 / h). Denning & Buzen 1978.
  public static func throughputBound(clients: Int, meanThinkTime: Double, meanHoldTime: Double) -> Double {
    requireDomain(
      clients >= 1 && meanThinkTime >= 0 && meanHoldTime > 0,
      "a lock queue needs clients ≥ 1, think time ≥ 0 and hold time > 0, got \(clients), \(meanThinkTime), \(meanHoldTime)"
    )
    return min(Double(clients) / (meanThinkTime + meanHoldTime), 1 / meanHoldTime)
  }
}
