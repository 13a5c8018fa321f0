import Simulator

/// Turns one or more replications into estimates: Student's t over replications, or sectioning over the batches of one.
///
/// A single run's percentile is the pooled one; its interval is centred there with the spread of the batches
/// (Asmussen & Glynn 2007, IV.4) and is never narrower than the order statistics of as many independent samples.
public struct Estimator: Sendable {
  /// 0…1, such as 0.95.
  public var level: Double

  public init(level: Double = 0.95) { self.level = level }

  /// Nil when no replication has the metric. The unit is that of the first replication that has it.
  public func estimate(_ expression: MetricExpression, _ runs: [RunMeasurements]) -> (Estimate, MetricUnit)? {
    let found = runs.compactMap { expression.value(in: $0) }
    guard let unit = found.first?.unit else { return nil }
    if runs.count == 1, let operation = expression.latencyOperation,
      let measured = runs[0].operations.first(where: { $0.name == operation })
    {
      return (single(expression, measured), unit)
    }
    if expression.function == .maximum {
      return (.observed(found.map(\.value).max()!), unit)
    }
    return (over(found.map(\.value), replications: runs.count), unit)
  }

  /// The same over a part of the run. A single run's interval comes from the intervals inside the window.
  public func estimate(_ metric: WindowedMetric, _ runs: [RunMeasurements]) -> (Estimate, MetricUnit)? {
    if metric.isPlain { return estimate(metric.expression, runs) }
    if runs.count == 1, let part = metric.part(of: runs[0]) { return estimate(metric.expression, [part]) }
    let found = runs.compactMap { metric.value(in: $0) }
    return found.first.map { (over(found.map(\.value), replications: runs.count), $0.unit) }
  }

  /// Student's t over one value per replication; a replication without the metric leaves no interval.
  public func over(_ values: [Double], replications: Int) -> Estimate {
    let mean = values.reduce(0, +) / Double(values.count)
    if replications == 1 { return .observed(mean) }
    guard values.count == replications, let half = halfWidth(values) else {
      return Estimate(mean, basis: .tooFewSamples)
    }
    return Estimate(mean, low: atLeastZero(mean - half, given: values), high: mean + half, basis: .replications)
  }

  /// Paired difference b − a over replications that share their random numbers; nil with fewer than two.
  public func pairedDifference(_ a: [Double], _ b: [Double]) -> Estimate? {
    guard a.count == b.count, let paired = PairedComparison(baseline: a, variant: b, level: level)?.difference else {
      return nil
    }
    return Estimate(paired.mean, low: paired.low, high: paired.high, basis: .replications)
  }

  /// value − factor × recorded: paired by replication when the draws are the same, else of two independent samples
  /// (Welch). Nil when there are too few of either. Equal numbers need no interval.
  public func difference(of values: [Double], from recorded: RecordedMetric, times factor: Double) -> Estimate? {
    if recorded.isPaired {
      let pairs = zip(values, recorded.values)
      let (own, others) = (pairs.map(\.0), pairs.map { $1 * factor })
      if !own.isEmpty, pairs.allSatisfy({ $0 == $1 }) {
        return .observed(zip(own, others).reduce(0) { $0 + $1.0 - $1.1 } / Double(own.count))
      }
      return pairedDifference(others, own)
    }
    return ConfidenceInterval.ofDifference(values, recorded.values.map { $0 * factor }, level: level).map {
      Estimate($0.mean, low: $0.low, high: $0.high, basis: .replications)
    }
  }

  private func single(_ expression: MetricExpression, _ operation: OperationMeasurement) -> Estimate {
    let pooled = expression.latency(of: operation.latency)!
    if expression.function == .maximum { return .observed(pooled) }
    let parts = operation.batches.filter { $0.count > 0 }
    let half = halfWidth(parts.compactMap { expression.latency(of: $0) })
    var (low, high) = (pooled - (half ?? 0), pooled + (half ?? 0))
    if case .percentile(let percent) = expression.function {
      guard let order = orderStatistics(operation.latency, percent) else {
        return Estimate(pooled, basis: .tooFewSamples)
      }
      low = min(low, order.lowerBound)
      high = max(high, order.upperBound)
    } else if half == nil {
      return Estimate(pooled, basis: .tooFewSamples)
    }
    return Estimate(pooled, low: max(0, low), high: high, basis: .batches)
  }

  /// The distribution-free interval of a percentile from independent samples (normal approximation of the binomial);
  /// nil when the upper end lies beyond the largest sample.
  private func orderStatistics(_ histogram: LatencyHistogram, _ percent: Double) -> ClosedRange<Double>? {
    let count = Double(histogram.count)
    let share = percent / 100
    let spread = StandardNormal.quantile((1 + level) / 2) * (count * share * (1 - share)).squareRoot()
    let (lowRank, highRank) = ((count * share - spread).rounded(.down), (count * share + spread).rounded(.up) + 1)
    guard highRank <= count, let high = histogram.percentile(100 * highRank / count),
      let low = histogram.percentile(100 * max(1, lowRank) / count)
    else { return nil }
    return min(low, high).seconds...high.seconds
  }

  private func halfWidth(_ values: [Double]) -> Double? {
    ConfidenceInterval(of: values, level: level)?.halfWidth
  }

  private func atLeastZero(_ low: Double, given values: [Double]) -> Double {
    values.allSatisfy { $0 >= 0 } ? max(0, low) : low
  }
}
