/// One long run cut into equal batches whose means are nearly independent. Law & Carson 1979.
///
/// Gives an interval that is conditional on this one run. Left-over observations at the start are dropped, where what is
/// left of a transient would lie.
public struct BatchMeans: Sendable {
  public let means: [Double]
  public let batchSize: Int
  public let dropped: Int

  /// nil when there are fewer observations than batches. `batches` ≥ 2 or traps; 20 to 40 are usual.
  public init?(_ observations: [Double], batches: Int = 20) {
    requireDomain(batches >= 2, "batch means need at least two batches, got \(batches)")
    let size = observations.count / batches
    if size == 0 { return nil }
    let skipped = observations.count - size * batches
    batchSize = size
    dropped = skipped
    means = (0..<batches).map { batch in
      let start = skipped + batch * size
      return observations[start..<start + size].reduce(0, +) / Double(size)
    }
  }

  public func interval(level: Double = 0.95) -> ConfidenceInterval { ConfidenceInterval(of: means, level: level)! }

  /// Correlation of neighbouring batch means, −1…1; 0 when all are equal. Well above 0, the batches are too short.
  public var lagOneCorrelation: Double { Autocorrelation.lagOne(means) }

  /// Whether independence is believable: the correlation lies below 1.645/√batches (one-sided, level 5 %).
  public var looksIndependent: Bool { lagOneCorrelation < 1.645 / Double(means.count).squareRoot() }
}

enum Autocorrelation {
  static func lagOne(_ values: [Double]) -> Double {
    let mean = SampleMoments(values).mean
    let total = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    if total == 0 { return 0 }
    return zip(values, values.dropFirst()).reduce(0) { $0 + ($1.0 - mean) * ($1.1 - mean) } / total
  }
}
