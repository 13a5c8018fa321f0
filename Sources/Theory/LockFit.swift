import Glibc

/// Hold, its growth per waiter and the randomness of hand-over, from measurements of a lock under closed load.
///
/// Two fits by least squares of logarithms, so every row weighs alike and errors are relative. Hold: √(mean / (clients ×
/// throughput)) = hold + cost × (clients − 1); the geometric mean of 1/throughput and mean/clients, which Little's law
/// makes the same number, counts once. Hand-over: p99/mean of the rows with three clients or more, by `LockHandOver`.
public struct LockFit: Sendable {
  /// One row of a table: clients that never think, updates per second, and seconds from asking to committing.
  public struct Measurement: Sendable, Equatable {
    public var clients: Int
    public var throughput: Double
    public var mean: Double
    public var p99: Double?

    public init(clients: Int, throughput: Double, mean: Double, p99: Double? = nil) {
      self.clients = clients
      self.throughput = throughput
      self.mean = mean
      self.p99 = p99
    }

    /// Share of the clients' time that they spend with the lock, by Little's law; 1 when they never think.
    public var presence: Double { throughput * mean / Double(clients) }

    fileprivate var hold: Double { (mean / (Double(clients) * throughput)).squareRoot() }
  }

  public let measurements: [Measurement]
  /// Seconds.
  public let hold: FittedParameter
  /// Seconds per writer then waiting; nil when all rows have the same number of clients. May come out below zero.
  public let waiterCost: FittedParameter?
  /// Probability that a release picks a random waiter; nil when no two rows with a p99 have three clients. The estimate
  /// and its interval are cut at 0 and 1.
  public let randomShare: FittedParameter?
  /// Standard deviation of what the fit leaves of hold and of p99/mean, relative; nil without rows to spare.
  public let holdDeviation: Double?
  public let tailDeviation: Double?

  /// Needs a row. Nil when the least squares find nothing.
  public init?(_ measurements: [Measurement]) {
    requireDomain(
      measurements.allSatisfy { $0.clients >= 1 && $0.throughput > 0 && $0.mean > 0 && $0.p99 ?? 1 > 0 }
        && !measurements.isEmpty, "a lock is fitted to positive measurements, got \(measurements)")
    self.measurements = measurements
    guard let growth = Self.growth(measurements) else { return nil }
    (hold, waiterCost, holdDeviation) = growth
    (randomShare, tailDeviation) = Self.handOver(measurements)
  }

  /// Of n clients, by the fit.
  public func effectiveHold(clients: Int) -> Double {
    max(LockQueue.effectiveHold(clients: clients, hold: hold.value, waiterCost: waiterCost?.value ?? 0), 1e-12)
  }
  public func throughput(clients: Int) -> Double { 1 / effectiveHold(clients: clients) }
  public func mean(clients: Int) -> Double { Double(clients) * effectiveHold(clients: clients) }
  public func p99(clients: Int) -> Double? {
    randomShare.map { mean(clients: clients) * exp(Self.logarithmOfTail(clients, $0.value)) }
  }

  private static func growth(
    _ rows: [Measurement]
  ) -> (hold: FittedParameter, cost: FittedParameter?, deviation: Double?)? {
    let logarithms = rows.map { log($0.hold) }
    // Seconds would make the parameters tiny; this makes them about 1.
    let unit = exp(logarithms.reduce(0, +) / Double(rows.count))
    let hasGrowth = Set(rows.map(\.clients)).count > 1
    let fit = LeastSquares.minimise(from: hasGrowth ? [1, 0] : [1], residuals: rows.count) { parameters in
      zip(rows, logarithms).map { row, logarithm in
        let growth = hasGrowth ? parameters[1] * Double(row.clients - 1) : 0
        return log(max(parameters[0] + growth, 1e-9)) + log(unit) - logarithm
      }
    }
    guard let fit else { return nil }
    let freedom = rows.count - fit.parameters.count
    let variance = freedom > 0 ? fit.squaredSum / Double(freedom) : .nan
    func parameter(_ place: Int) -> FittedParameter {
      FittedParameter(
        fit.parameters[place] * unit, variance: variance * fit.covariance[place][place] * unit * unit, freedom: freedom)
    }
    return (parameter(0), hasGrowth ? parameter(1) : nil, freedom > 0 ? variance.squareRoot() : nil)
  }

  private static func handOver(_ rows: [Measurement]) -> (FittedParameter?, deviation: Double?) {
    let tails = rows.compactMap { row -> (clients: Int, logarithm: Double)? in
      guard let p99 = row.p99, row.clients >= 3 else { return nil }
      return (row.clients, log(p99 / row.mean))
    }
    if tails.count < 2 { return (nil, nil) }
    func residuals(_ share: Double) -> [Double] {
      tails.map { logarithmOfTail($0.clients, share) - $0.logarithm }
    }
    func badness(_ share: Double) -> Double { residuals(share).reduce(0) { $0 + $1 * $1 } }
    let start = (0...10).map { Double($0) / 10 }.min { badness($0) < badness($1) } ?? 0.5
    let fit = LeastSquares.minimise(from: [start], residuals: tails.count) { residuals($0[0]) }
    guard let fit else { return (nil, nil) }
    let freedom = tails.count - 1
    let variance = fit.squaredSum / Double(freedom)
    var share = FittedParameter(fit.parameters[0], variance: variance * fit.covariance[0][0], freedom: freedom)
    func cut(_ value: Double) -> Double { min(max(value, 0), 1) }
    (share.value, share.low, share.high) = (cut(share.value), share.low.map(cut), share.high.map(cut))
    return (share, variance.squareRoot())
  }

  /// ln(p99/mean), continued in a straight line outside 0…1 so that an estimate at the edge has an interval.
  private static func logarithmOfTail(_ clients: Int, _ share: Double) -> Double {
    func inside(_ share: Double) -> Double {
      log(LockHandOver(clients: clients, randomShare: share).smoothLatencyOverMean(0.99))
    }
    if share < 0 { return inside(0) + max(share, -9) * (inside(0.1) - inside(0)) / 0.1 }
    if share > 1 { return inside(1) + min(share - 1, 9) * (inside(1) - inside(0.95)) / 0.05 }
    return inside(share)
  }
}
