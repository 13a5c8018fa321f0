import Simulator

/// The functions and metric names that budgets may use.
public struct MetricVocabulary: Sendable {
  /// Empty: any metric is accepted here, and one that the run does not have fails its budget.
  public var metrics: [String]

  public init(metrics: [String] = []) { self.metrics = metrics }

  /// Functions of latencies: seconds of a metric that ends in `.latency`.
  static let latencyFunctions = ["mean", "max"]
  static let durations = ["meanWaiting"]
  static let fractions = [
    "hitRatio", "byteHitRatio", "errorRatio", "utilisation", "busiestUtilisation", "blockedRatio",
  ]
  static let rates = ["rate", "missRate"]
  static let counts = ["inFlight", "longestLine"]

  /// Percentiles are `p` and two to six digits: p50, p99, p999 (99.9 %).
  public static let functions: [String] =
    ["p50", "p95", "p99", "p999", "p9999"] + latencyFunctions + ["value"] + rates + fractions + durations + counts

  static func isFunction(_ name: String) -> Bool { functions.contains(name) || isPercentile(name) }

  static func isPercentile(_ name: String) -> Bool {
    let digits = name.utf8.dropFirst()
    return name.utf8.first == UInt8(ascii: "p") && (2...6).contains(digits.count)
      && digits.allSatisfy { (0x30...0x39).contains($0) } && digits.contains { $0 != 0x30 }
  }

  /// What a threshold for this metric must be; nil when only the run knows.
  static func domain(of reference: MetricReference) -> QuantityDomain? {
    let anyDuration = QuantityDomain.duration(.zero ... .days(36_500))
    let name = reference.function
    if durations.contains(name) { return anyDuration }
    if fractions.contains(name) { return .fraction(0...1) }
    if rates.contains(name) { return .rate(0...1e15) }
    if counts.contains(name) { return .count(0...Int(Int64.max)) }
    if reference.metric.hasSuffix(".latency"), isPercentile(name) || latencyFunctions.contains(name) {
      return anyDuration
    }
    return nil
  }
}
