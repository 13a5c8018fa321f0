import Glibc

/// M/G/1 under processor sharing: n jobs present are each served at 1/n of the server's speed. Steady state.
///
/// Number in system and mean sojourn depend on service only through its mean. λ·E[S] < 1 or traps.
/// Kleinrock II §4.4; Sakata, Noguchi & Oizumi 1971.
public struct ProcessorSharing: Sendable {
  public let arrivalRate: Double
  public let meanServiceTime: Double

  public init(arrivalRate: Double, meanServiceTime: Double) {
    requireDomain(
      arrivalRate > 0 && meanServiceTime > 0 && arrivalRate * meanServiceTime < 1,
      "M/G/1-PS needs arrival rate × mean service time in (0, 1), got \(arrivalRate) × \(meanServiceTime)")
    self.arrivalRate = arrivalRate
    self.meanServiceTime = meanServiceTime
  }

  public var utilisation: Double { arrivalRate * meanServiceTime }
  public var meanSojournTime: Double { meanServiceTime / (1 - utilisation) }
  public var meanNumberInSystem: Double { utilisation / (1 - utilisation) }

  /// Mean sojourn of a job that needs `demand` seconds of the whole server: linear in the demand.
  public func meanSojournTime(ofDemand demand: Double) -> Double {
    requireDomain(demand >= 0, "a demand is not negative, got \(demand)")
    return demand / (1 - utilisation)
  }

  /// P(n jobs in system): geometric.
  public func probability(ofNumberInSystem count: Int) -> Double {
    count < 0 ? 0 : (1 - utilisation) * pow(utilisation, Double(count))
  }
}
