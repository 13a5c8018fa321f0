import Simulator

/// The text forms of each kind as JSON Schema: what the parser reads, apart from ranges of numbers with units.
enum QuantitySchema {
  static func schema(_ domain: QuantityDomain) -> [(String, JSONValue)] {
    switch domain {
    case .count(let range):
      let low: [(String, JSONValue)] = [("type", "integer"), ("minimum", .integer(range.lowerBound))]
      let high: [(String, JSONValue)] =
        range.upperBound >= 1 << 53 ? [] : [("maximum", .integer(range.upperBound))]
      return [("anyOf", .array([.object(low + high), text(pattern(domain))]))]
    case .number(let range):
      return [
        (
          "anyOf",
          .array([
            .object([
              ("type", "number"), ("minimum", .number(range.lowerBound)), ("maximum", .number(range.upperBound)),
            ]),
            text(pattern(domain)),
          ])
        )
      ]
    case .flag: return [("enum", .array([true, false, "true", "false"]))]
    case .choice(let names): return [("enum", .array(names.map { .string($0) }))]
    default: return [("type", "string"), ("pattern", .string(pattern(domain)))]
    }
  }

  /// An ECMA regular expression that is anchored at both ends.
  static func pattern(_ domain: QuantityDomain) -> String {
    let number = DecimalNumber.pattern
    let multiplier = "[\(String(QuantityUnits.multipliers.map(\.name)))]?"
    switch domain {
    case .count: return "^\(number) *\(multiplier)$"
    case .number: return "^\(number) *$"
    case .fraction: return "^\(number) *%$"
    case .duration: return "^\(duration)$"
    case .bytes: return "^\(number) *(\(QuantityUnits.bytes.map(\.name).joined(separator: "|")))$"
    case .rate: return "^\(number) *\(multiplier) */(s|min|h|day)$"
    case .bandwidth: return "^\(number) *[KMGT]?bit/s$"
    case .distribution:
      let span = #"\+?[0-9]*\.?[0-9]+ *(ns|us|µs|μs|ms|s|min|h|d)"#
      return
        "^ *(constant +\(span)|\(span)|uniform +\(span) +\(span)|exponential +mean +\(span)|lognormal +median +\(span) +p99 +\(span)) *$"
    case .flag: return "^(true|false)$"
    case .choice(let names): return "^(\(names.joined(separator: "|")))$"
    }
  }

  private static var duration: String {
    "\(DecimalNumber.pattern) *(\(QuantityUnits.durations.map(\.name).joined(separator: "|")))"
  }

  private static func text(_ pattern: String) -> JSONValue {
    .object([("type", "string"), ("pattern", .string(pattern))])
  }
}
