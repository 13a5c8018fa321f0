import Simulator

/// The functions and metric names that budgets may use.
public struct MetricVocabulary: Sendable {
  /// One metric: its name, the functions that it answers, and whether labels and windows apply to it.
  public struct Entry: Sendable {
    public var name: String
    public var functions: [String]
    public var hasParts: Bool

    public init(name: String, functions: [String], hasParts: Bool) {
      self.name = name
      self.functions = functions
      self.hasParts = hasParts
    }

    /// Whether a function of it can be taken of a region or a part of the time.
    func hasParts(_ function: String) -> Bool {
      hasParts && !MetricVocabulary.wholeRunFunctions.contains(function)
    }

    /// Any percentile of a latency, else the functions listed.
    func answers(_ function: String) -> Bool {
      functions.contains(function) || name.hasSuffix(".latency") && MetricVocabulary.isPercentile(function)
    }
  }

  /// Empty: any metric is accepted here, and one that the run does not have fails its budget.
  public var entries: [Entry]
  /// Values of the label `region`.
  public var regions: [String]

  public init(_ entries: [Entry] = [], regions: [String] = []) {
    self.entries = entries
    self.regions = regions
  }

  var metrics: [String] {
    var seen: [String] = []
    for entry in entries where !seen.contains(entry.name) { seen.append(entry.name) }
    return seen
  }

  /// The entries of one name: an operation and a component may share it.
  func entries(named name: String) -> [Entry] { entries.filter { $0.name == name } }

  /// Functions of latencies: seconds of a metric that ends in `.latency`.
  static let latencyFunctions = ["mean", "max"]
  static let durations = ["meanWaiting"]
  static let fractions = [
    "hitRatio", "byteHitRatio", "errorRatio", "utilisation", "busiestUtilisation", "blockedRatio",
  ]
  static let rates = ["rate", "missRate"]
  static let counts = ["inFlight", "longestLine"]
  /// Functions that no part of a run has.
  public static let wholeRunFunctions = ["inFlight", "longestLine", "errorRatio", "blockedRatio"]

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
