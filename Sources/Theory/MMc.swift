import Glibc

/// The probability that an arrival waits when c servers share one line.
public enum ErlangC {
  /// Share of arrivals that wait in M/M/c, 0…1. `offeredLoad` in erlangs, 0 ≤ a < `servers` or traps.
  /// Erlang 1917, from Erlang B: C = B / (1 − ρ(1 − B)); Kleinrock I §3.5.
  public static func waitingProbability(offeredLoad: Double, servers: Int) -> Double {
    requireDomain(
      servers >= 1 && offeredLoad >= 0 && offeredLoad < Double(servers),
      "Erlang C needs 0 ≤ offered load < servers, got \(offeredLoad) erlangs on \(servers)")
    let blocking = ErlangB.blockingProbability(offeredLoad: offeredLoad, servers: servers)
    return blocking / (1 - offeredLoad / Double(servers) * (1 - blocking))
  }
}

/// M/M/c: Poisson arrivals, exponential service, c servers, one line, first come first served, steady state.
///
/// Rates per second, times in seconds; λ < c·μ or traps. Kleinrock I §3.5.
public struct MMc: Sendable {
  public let arrivalRate: Double
  /// Of one server.
  public let serviceRate: Double
  public let servers: Int
  /// Erlang C.
  public let waitingProbability: Double

  public init(arrivalRate: Double, serviceRate: Double, servers: Int) {
    requireDomain(
      arrivalRate >= 0 && serviceRate > 0 && serviceRate.isFinite && servers >= 1
        && arrivalRate < Double(servers) * serviceRate,
      "M/M/c needs 0 ≤ arrival rate < servers × service rate, got \(arrivalRate), \(servers) × \(serviceRate)")
    self.arrivalRate = arrivalRate
    self.serviceRate = serviceRate
    self.servers = servers
    waitingProbability = ErlangC.waitingProbability(offeredLoad: arrivalRate / serviceRate, servers: servers)
  }

  /// Erlangs.
  public var offeredLoad: Double { arrivalRate / serviceRate }
  public var utilisation: Double { offeredLoad / Double(servers) }
  public var meanWaitingTime: Double { waitingProbability / spareRate }
  public var meanSojournTime: Double { meanWaitingTime + 1 / serviceRate }
  public var meanNumberWaiting: Double { arrivalRate * meanWaitingTime }
  public var meanNumberInSystem: Double { meanNumberWaiting + offeredLoad }

  /// P(waiting time > `time`) = C·e^(−(cμ − λ)t).
  public func waitingTimeTail(_ time: Double) -> Double {
    time < 0 ? 1 : waitingProbability * exp(-spareRate * time)
  }

  /// The waiting time that a share `probability` (0 ≤ p < 1) of jobs does not exceed; 0 for those that start at once.
  public func waitingTimeQuantile(_ probability: Double) -> Double {
    requireDomain(
      probability >= 0 && probability < 1, "a quantile of an unbounded time needs 0 ≤ p < 1, got \(probability)")
    return max(0, log(waitingProbability / (1 - probability)) / spareRate)
  }

  /// P(sojourn time > `time`): service alone, or an exponential wait followed by service.
  public func sojournTimeTail(_ time: Double) -> Double {
    if time <= 0 { return 1 }
    let (mu, theta) = (serviceRate, spareRate)
    let served = exp(-mu * time)
    let difference = theta - mu
    let waited =
      (difference * time).magnitude < 1e-8
      ? (1 + mu * time) * served : served * (1 - mu * expm1(-difference * time) / difference)
    return (1 - waitingProbability) * served + waitingProbability * waited
  }

  /// The sojourn time that a share `probability` (0 ≤ p < 1) of jobs does not exceed.
  public func sojournTimeQuantile(_ probability: Double) -> Double {
    requireDomain(
      probability >= 0 && probability < 1, "a quantile of an unbounded time needs 0 ≤ p < 1, got \(probability)")
    if probability == 0 { return 0 }
    var high = meanSojournTime
    while sojournTimeTail(high) > 1 - probability { high *= 2 }
    return Root.ofIncreasing(in: 0...high) { 1 - probability - sojournTimeTail($0) }
  }

  private var spareRate: Double { Double(servers) * serviceRate - arrivalRate }
}
