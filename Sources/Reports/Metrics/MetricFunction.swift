/// What is asked of a metric: the word before the parenthesis in `p99(feed.load.latency)`.
public enum MetricFunction: Sendable, Hashable {
  /// Percent below, 0 < percent < 100: `p99` is 99, `p999` is 99.9, `p9999` is 99.99.
  case percentile(Double)
  case mean, maximum
  case rate, errorRatio, inFlight
  case hitRatio, byteHitRatio, missRate
  case utilisation, busiestUtilisation, meanWaiting, longestLine, blockedRatio
  /// The plain number of a scalar.
  case value

  private static let named: [(name: String, function: MetricFunction)] = [
    ("mean", .mean), ("max", .maximum), ("rate", .rate), ("errorRatio", .errorRatio), ("inFlight", .inFlight),
    ("hitRatio", .hitRatio), ("byteHitRatio", .byteHitRatio), ("missRate", .missRate), ("utilisation", .utilisation),
    ("busiestUtilisation", .busiestUtilisation), ("meanWaiting", .meanWaiting), ("longestLine", .longestLine),
    ("blockedRatio", .blockedRatio), ("value", .value),
  ]

  /// Every name that scenario files may use; percentiles are written `p` and digits, two before the point.
  public static let names: [String] = ["p50", "p95", "p99", "p999", "p9999"] + named.map(\.name)

  /// Nil when `text` names no function.
  public init?(_ text: String) {
    if let known = Self.named.first(where: { $0.name == text }) {
      self = known.function
      return
    }
    let digits = text.dropFirst()
    guard text.first == "p", (1...6).contains(digits.count), digits.allSatisfy({ $0.isASCII && $0.isNumber }) else {
      return nil
    }
    let whole = digits.prefix(2)
    guard let percent = Double(whole + "." + digits.dropFirst(2) + "0"), percent > 0 else { return nil }
    self = .percentile(percent)
  }

  public var name: String {
    if case .percentile(let percent) = self {
      return "p" + "\(percent)".split(separator: ".").joined().replacingTrailingZero(after: percent)
    }
    return Self.named.first { $0.function == self }!.name
  }
}

extension String {
  /// `990` of 99.0 becomes `99`; `999` of 99.9 stays.
  fileprivate func replacingTrailingZero(after percent: Double) -> String {
    percent == percent.rounded() ? String(dropLast()) : self
  }
}
