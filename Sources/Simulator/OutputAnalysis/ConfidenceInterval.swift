import CGSL

/// Mean of independent values with a Student-t interval; values are replications or batch means, in any one unit.
public struct ConfidenceInterval: Sendable, Equatable {
  public let mean: Double
  public let halfWidth: Double
  /// Probability that the interval covers the true mean, such as 0.95.
  public let level: Double
  /// Values behind it.
  public let count: Int

  public init(mean: Double, halfWidth: Double, level: Double, count: Int) {
    self.mean = mean
    self.halfWidth = halfWidth
    self.level = level
    self.count = count
  }

  /// nil below two values: one run says nothing about the spread between runs.
  public init?(of values: [Double], level: Double = 0.95) {
    if values.count < 2 { return nil }
    let moments = SampleMoments(values)
    let standardError = (moments.variance / Double(values.count)).squareRoot()
    let quantile = StudentT.quantile((1 + level) / 2, degreesOfFreedom: Double(values.count - 1))
    self.init(mean: moments.mean, halfWidth: quantile * standardError, level: level, count: values.count)
  }

  public var low: Double { mean - halfWidth }
  public var high: Double { mean + halfWidth }
  /// Half-width over |mean|; ∞ around 0, 0 for an exact 0.
  public var relativeHalfWidth: Double { halfWidth == 0 ? 0 : halfWidth / mean.magnitude }

  public func contains(_ value: Double) -> Bool { (value - mean).magnitude <= halfWidth }
}

/// Student's t distribution.
public enum StudentT {
  /// `probability` in (0, 1) and `degreesOfFreedom` > 0, or traps.
  public static func quantile(_ probability: Double, degreesOfFreedom: Double) -> Double {
    requireOpenUnit(probability)
    requireDomain(degreesOfFreedom > 0, "Student's t needs degrees of freedom > 0, got \(degreesOfFreedom)")
    _ = NumericalLibrary.isReady
    return gsl_cdf_tdist_Pinv(probability, degreesOfFreedom)
  }
}

/// Mean and unbiased variance of a list, in two passes.
struct SampleMoments {
  let mean: Double
  /// 0 below two values.
  let variance: Double

  init(_ values: some Collection<Double>) {
    let count = Double(values.count)
    let average = values.reduce(0, +) / count
    mean = average
    variance =
      values.count < 2 ? 0 : values.reduce(0) { $0 + ($1 - average) * ($1 - average) } / (count - 1)
  }
}
