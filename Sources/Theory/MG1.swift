/// M/G/1: Poisson arrivals, any service distribution, one server, first come first served, steady state.
///
/// Pollaczek–Khinchine mean value formula (Pollaczek 1930, Khinchine 1932; Kleinrock I §5.6). λ·E[S] < 1 or traps.
public struct MG1: Sendable {
  public let arrivalRate: Double
  public let meanServiceTime: Double
  /// Variance of service over its squared mean: 0 deterministic, 1 exponential.
  public let squaredCoefficientOfVariation: Double

  public init(arrivalRate: Double, meanServiceTime: Double, squaredCoefficientOfVariation: Double) {
    requireDomain(
      arrivalRate > 0 && meanServiceTime > 0 && arrivalRate * meanServiceTime < 1,
      "M/G/1 needs arrival rate × mean service time in (0, 1), got \(arrivalRate) × \(meanServiceTime)")
    requireDomain(
      squaredCoefficientOfVariation >= 0 && squaredCoefficientOfVariation.isFinite,
      "a squared coefficient of variation is finite and not negative, got \(squaredCoefficientOfVariation)")
    self.arrivalRate = arrivalRate
    self.meanServiceTime = meanServiceTime
    self.squaredCoefficientOfVariation = squaredCoefficientOfVariation
  }

  /// M/D/1: every service takes the same time.
  public static func deterministic(arrivalRate: Double, serviceTime: Double) -> MG1 {
    MG1(arrivalRate: arrivalRate, meanServiceTime: serviceTime, squaredCoefficientOfVariation: 0)
  }

  public var utilisation: Double { arrivalRate * meanServiceTime }

  public var meanWaitingTime: Double {
    utilisation * meanServiceTime * (1 + squaredCoefficientOfVariation) / (2 * (1 - utilisation))
  }

  public var meanSojournTime: Double { meanWaitingTime + meanServiceTime }
  public var meanNumberWaiting: Double { arrivalRate * meanWaitingTime }
  public var meanNumberInSystem: Double { arrivalRate * meanSojournTime }
}
