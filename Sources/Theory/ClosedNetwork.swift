/// Closed network: n clients think, then visit each queueing station once per cycle. Exponential, one server each.
///
/// Exact mean value analysis, Reiser & Lavenberg 1980. Demands and times in seconds.
public struct ClosedNetwork: Sendable {
  /// Cycles per second.
  public let throughput: Double
  /// Mean time at each station per cycle, waiting included.
  public let residenceTimes: [Double]
  public let clients: Int
  public let meanThinkTime: Double

  public init(clients: Int, meanThinkTime: Double, demands: [Double]) {
    requireDomain(
      clients >= 1 && meanThinkTime >= 0 && !demands.isEmpty && demands.allSatisfy { $0 > 0 },
      "a closed network needs clients ≥ 1, think time ≥ 0 and positive demands, got \(clients), \(meanThinkTime), \(demands)"
    )
    var queues = demands.map { _ in 0.0 }
    var residences = demands
    var rate = 0.0
    for population in 1...clients {
      residences = demands.indices.map { demands[$0] * (1 + queues[$0]) }
      rate = Double(population) / (meanThinkTime + residences.reduce(0, +))
      queues = residences.map { $0 * rate }
    }
    throughput = rate
    residenceTimes = residences
    self.clients = clients
    self.meanThinkTime = meanThinkTime
  }

  /// Mean time of a cycle without thinking.
  public var meanResponseTime: Double { residenceTimes.reduce(0, +) }
}
