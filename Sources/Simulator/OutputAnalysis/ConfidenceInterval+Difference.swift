extension ConfidenceInterval {
  /// Interval of mean(a) − mean(b) for independent samples with unequal variances (Welch 1947); nil below two values of either.
  public static func ofDifference(_ a: [Double], _ b: [Double], level: Double = 0.95) -> ConfidenceInterval? {
    if a.count < 2 || b.count < 2 { return nil }
    let (first, second) = (SampleMoments(a), SampleMoments(b))
    let (u, v) = (first.variance / Double(a.count), second.variance / Double(b.count))
    let mean = first.mean - second.mean
    if u + v == 0 { return ConfidenceInterval(mean: mean, halfWidth: 0, level: level, count: a.count + b.count) }
    let freedom = (u + v) * (u + v) / (u * u / Double(a.count - 1) + v * v / Double(b.count - 1))
    let quantile = StudentT.quantile((1 + level) / 2, degreesOfFreedom: freedom)
    return ConfidenceInterval(
      mean: mean, halfWidth: quantile * (u + v).squareRoot(), level: level, count: a.count + b.count)
  }
}
