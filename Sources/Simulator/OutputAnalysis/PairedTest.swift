import CGSL

/// Student's paired t test of "no difference", two-sided.
public struct PairedTest: Sendable, Equatable {
  /// Of b − a.
  public let meanDifference: Double
  /// Of the mean difference; 0 when all differences are equal.
  public let standardError: Double
  public let pairs: Int
  /// Probability of a difference as large or larger if there is none, 0…1.
  public let pValue: Double

  /// nil below two pairs; traps on unequal counts.
  public init?(_ a: [Double], _ b: [Double]) {
    requireDomain(a.count == b.count, "a pair needs both values, got \(a.count) and \(b.count)")
    if a.count < 2 { return nil }
    let moments = SampleMoments(zip(a, b).map { $1 - $0 })
    meanDifference = moments.mean
    standardError = (moments.variance / Double(a.count)).squareRoot()
    pairs = a.count
    if standardError == 0 {
      pValue = meanDifference == 0 ? 1 : 0
    } else {
      pValue = 2 * StudentT.upperTail(abs(meanDifference) / standardError, degreesOfFreedom: Double(a.count - 1))
    }
  }

  /// The smallest true difference that a test at level `alpha` finds with probability `power`, given this spread.
  public func detectableDifference(alpha: Double, power: Double) -> Double {
    let freedom = Double(pairs - 1)
    return standardError
      * (StudentT.quantile(1 - alpha / 2, degreesOfFreedom: freedom)
        + StudentT.quantile(power, degreesOfFreedom: freedom))
  }

  /// Half-width of the interval of the mean difference at 1 − `alpha`.
  public func halfWidth(alpha: Double) -> Double {
    standardError * StudentT.upperQuantile(alpha / 2, degreesOfFreedom: Double(pairs - 1))
  }
}

extension StudentT {
  /// The t with P(T > t) = `tail`, exact for tiny tails, for which 1 − tail would be 1.
  public static func upperQuantile(_ tail: Double, degreesOfFreedom: Double) -> Double {
    requireOpenUnit(tail)
    requireDomain(degreesOfFreedom > 0, "Student's t needs degrees of freedom > 0, got \(degreesOfFreedom)")
    _ = NumericalLibrary.isReady
    return gsl_cdf_tdist_Qinv(tail, degreesOfFreedom)
  }

  /// P(T > t).
  public static func upperTail(_ t: Double, degreesOfFreedom: Double) -> Double {
    requireDomain(degreesOfFreedom > 0, "Student's t needs degrees of freedom > 0, got \(degreesOfFreedom)")
    _ = NumericalLibrary.isReady
    return gsl_cdf_tdist_Q(t, degreesOfFreedom)
  }
}
