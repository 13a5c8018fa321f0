import Glibc

/// M/M/1 whose customers leave unserved, at the head of the line, when they have waited longer than a fixed deadline.
///
/// The work ahead of a customer is what it would wait; only those that find less than the deadline add to it. Barrer 1957;
/// Baccelli, Boyer & Hebuterne 1984. Rates per second, times in seconds; arrival rate < service rate or traps.
public struct ImpatientQueue: Sendable {
  public let arrivalRate: Double
  public let serviceRate: Double
  public let deadline: Double

  public init(arrivalRate: Double, serviceRate: Double, deadline: Double) {
    precondition(
      arrivalRate > 0 && arrivalRate < serviceRate && deadline >= 0,
      "needs 0 < arrival rate < service rate and deadline ≥ 0, got \(arrivalRate), \(serviceRate), \(deadline)")
    self.arrivalRate = arrivalRate
    self.serviceRate = serviceRate
    self.deadline = deadline
  }

  /// Share of customers that leave unserved: ρ(1 − ρ)E / (1 − ρ²E) with E = e^(−(μ − λ)τ).
  public var expiryProbability: Double {
    let rho = arrivalRate / serviceRate
    let tail = exp(-(serviceRate - arrivalRate) * deadline)
    return rho * (1 - rho) * tail / (1 - rho * rho * tail)
  }

  /// Busy time of the server over all time.
  public var utilisation: Double { arrivalRate / serviceRate * (1 - expiryProbability) }
}
