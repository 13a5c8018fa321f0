import Simulator

/// The unit tables that parsing, printing, messages and the JSON Schema share.
enum QuantityUnits {
  /// Powers of ten: thousand, million, billion, trillion.
  static let multipliers: [(name: Character, power: Int)] = [("K", 3), ("M", 6), ("B", 9), ("T", 12)]

  static let durations: [(name: String, nanoseconds: Int64)] = [
    ("ns", 1), ("us", 1_000), ("µs", 1_000), ("μs", 1_000), ("ms", 1_000_000), ("s", 1_000_000_000),
    ("min", 60_000_000_000),
    ("h", 3_600_000_000_000), ("d", 86_400_000_000_000),
  ]

  static let bytes: [(name: String, bytes: Int64)] = [
    ("B", 1), ("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000),
    ("PB", 1_000_000_000_000_000), ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("TiB", 1 << 40),
    ("PiB", 1 << 50),
  ]

  /// Seconds in which the stated number of events happens.
  static let rates: [(name: String, seconds: Double)] = [("/s", 1), ("/min", 60), ("/h", 3_600), ("/day", 86_400)]

  static let bandwidths: [(name: String, power: Int)] = [
    ("bit/s", 0), ("Kbit/s", 3), ("Mbit/s", 6), ("Gbit/s", 9), ("Tbit/s", 12),
  ]
}

extension QuantityDomain {
  /// "a duration", "one of direct, buffered".
  var kindInWords: String {
    switch self {
    case .count: "a whole number"
    case .number: "a number"
    case .fraction: "a percentage"
    case .duration: "a duration"
    case .bytes: "a size"
    case .rate: "a rate"
    case .bandwidth: "a bandwidth"
    case .flag: "true or false"
    case .choice: "a name"
    case .distribution: "a distribution"
    }
  }

  /// A value as it would be written.
  var example: String {
    switch self {
    case .count: "10 K"
    case .number: "1.5"
    case .fraction: "50 %"
    case .duration: "200 ms"
    case .bytes: "2 GiB"
    case .rate: "1.2 M/s"
    case .bandwidth: "10 Mbit/s"
    case .flag: "true"
    case .choice(let names): names.first ?? ""
    case .distribution: "lognormal median 1 ms p99 26 ms"
    }
  }

  /// The units that a number of this kind accepts, for messages; nil where none is needed.
  var unitsInWords: String? {
    switch self {
    case .fraction: "%"
    case .duration: "ns, us, ms, s, min, h, d"
    case .bytes: QuantityUnits.bytes.map(\.name).joined(separator: ", ")
    case .rate: "/s, /min, /h, /day, with K, M, B or T before them for larger numbers"
    case .bandwidth: QuantityUnits.bandwidths.map(\.name).joined(separator: ", ")
    case .count: "K, M, B, T, or none"
    case .number, .flag, .choice, .distribution: nil
    }
  }

  /// What may be written: `1 … 10 K`, `at least 1`, `direct | buffered`.
  var rangeInWords: String {
    switch self {
    case .count(let range):
      Self.words(.count(range.lowerBound), range.upperBound >= 1 << 53 ? nil : .count(range.upperBound))
    case .number(let range):
      Self.words(.number(range.lowerBound), range.upperBound >= 1e15 ? nil : .number(range.upperBound))
    case .fraction(let range): Self.words(.fraction(range.lowerBound), .fraction(range.upperBound))
    case .duration(let range):
      Self.words(
        .duration(range.lowerBound), range.upperBound >= .days(36_500) ? nil : .duration(range.upperBound))
    case .bytes(let range):
      Self.words(.bytes(range.lowerBound), range.upperBound >= 1 << 60 ? nil : .bytes(range.upperBound))
    case .rate(let range): Self.words(.rate(range.lowerBound), range.upperBound >= 1e15 ? nil : .rate(range.upperBound))
    case .bandwidth(let range):
      Self.words(.bandwidth(range.lowerBound), range.upperBound >= 1e18 ? nil : .bandwidth(range.upperBound))
    case .flag: "true or false"
    case .choice(let names):
      names.count <= 12 ? names.joined(separator: ", ") : "\(names[0]), \(names[1]) … \(names[names.count - 1])"
    case .distribution: "constant, uniform, exponential or lognormal"
    }
  }

  private static func words(_ low: Quantity, _ high: Quantity?) -> String {
    high.map { "\(low.text) … \($0.text)" } ?? "at least \(low.text)"
  }
}
