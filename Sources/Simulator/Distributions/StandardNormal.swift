import Glibc

/// The standard normal distribution's quantile, fast enough to be called for every draw.
public enum StandardNormal {
  /// The 99th percentile.
  public static let p99 = 2.3263478740408408

  /// z with P(Z ≤ z) = `probability`, 0 < probability < 1. Relative error about 10⁻¹⁶.
  ///
  /// Wichura 1988, algorithm AS 241 (PPND16), Applied Statistics 37; symbols and coefficients are the paper's.
  @inlinable public static func quantile(_ probability: Double) -> Double {
    let q = probability - 0.5
    if q.magnitude <= 0.425 {
      let r = 0.180625 - q * q
      return q * centralNumerator(r) / centralDenominator(r)
    }
    let r = (-log(q < 0 ? probability : 1 - probability)).squareRoot()
    let z = r <= 5 ? middle(r - 1.6) : far(r - 5)
    return q < 0 ? -z : z
  }

  @inlinable static func centralNumerator(_ r: Double) -> Double {
    let high = ((2509.0809287301226727 * r + 33430.575583588128105) * r + 67265.770927008700853) * r
    let low = ((high + 45921.953931549871457) * r + 13731.693765509461125) * r + 1971.5909503065514427
    return (low * r + 133.14166789178437745) * r + 3.387132872796366608
  }

  @inlinable static func centralDenominator(_ r: Double) -> Double {
    let high = ((5226.495278852854561 * r + 28729.085735721942674) * r + 39307.89580009271061) * r
    let low = ((high + 21213.794301586595867) * r + 5394.1960214247511077) * r + 687.1870074920579083
    return (low * r + 42.313330701600911252) * r + 1
  }

  @inlinable static func middle(_ r: Double) -> Double {
    let c = ((7.7454501427834140764e-4 * r + 0.0227238449892691845833) * r + 0.24178072517745061177) * r
    let numerator = ((c + 1.27045825245236838258) * r + 3.64784832476320460504) * r + 5.7694972214606914055
    let d = ((1.05075007164441684324e-9 * r + 5.475938084995344946e-4) * r + 0.0151986665636164571966) * r
    let denominator = ((d + 0.14810397642748007459) * r + 0.68976733498510000455) * r + 1.6763848301838038494
    return ((numerator * r + 4.6303378461565452959) * r + 1.42343711074968357734)
      / ((denominator * r + 2.05319162663775882187) * r + 1)
  }

  @inlinable static func far(_ r: Double) -> Double {
    let e = ((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 0.0012426609473880784386) * r
    let numerator = ((e + 0.026532189526576123093) * r + 0.29656057182850489123) * r + 1.7848265399172913358
    let f = ((2.04426310338993978564e-15 * r + 1.4215117583164458887e-7) * r + 1.8463183175100546818e-5) * r
    let denominator = ((f + 7.868691311456132591e-4) * r + 0.0148753612908506148525) * r + 0.13692988092273580531
    return ((numerator * r + 5.4637849111641143699) * r + 6.6579046435011037772)
      / ((denominator * r + 0.59983220655588793769) * r + 1)
  }
}
