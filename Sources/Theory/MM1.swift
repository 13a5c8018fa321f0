import Glibc

/// M/M/1: Poisson arrivals, exponential service, one server, first come first served, steady state.
///
/// Rates per second, times in seconds. `arrivalRate` < `serviceRate` or traps. Kleinrock I §3.2.
public struct MM1: Sendable {
  public let arrivalRate: Double
  public let serviceRate: Double

  public init(arrivalRate: Double, serviceRate: Double) {
    requireDomain(
      arrivalRate > 0 && arrivalRate < serviceRate && serviceRate.isFinite,
      "M/M/1 needs 0 < arrival rate < service rate, got \(arrivalRate) and \(serviceRate)")
    self.arrivalRate = arrivalRate
    self.serviceRate = serviceRate
  }

  public var utilisation: Double { arrivalRate / serviceRate }
  public var meanNumberInSystem: Double { utilisation / (1 - utilisation) }
  public var meanNumberWaiting: Double { meanNumberInSystem - utilisation }
  public var meanSojournTime: Double { 1 / (serviceRate - arrivalRate) }
  public var meanWaitingTime: Double { utilisation * meanSojournTime }

  /// P(n jobs in system): geometric.
  public func probability(ofNumberInSystem count: Int) -> Double {
    count < 0 ? 0 : (1 - utilisation) * pow(utilisation, Double(count))
  }

  /// The sojourn time is exponential with rate μ − λ.
  public func sojournTimeTail(_ time: Double) -> Double {
    time <= 0 ? 1 : exp(-time / meanSojournTime)
  }

  /// The sojourn time that a share `probability` (0 ≤ p < 1) of jobs does not exceed.
  public func sojournTimeQuantile(_ probability: Double) -> Double {
    requireDomain(
      probability >= 0 && probability < 1, "a quantile of an unbounded time needs 0 ≤ p < 1, got \(probability)")
    return -log1p(-probability) * meanSojournTime
  }
}
