import Simulator

extension Quantity {
  /// Canonical text: reading it back as the same kind gives an equal quantity.
  public var text: String {
    switch self {
    case .count(let value): Self.text(ofCount: value)
    case .number(let value): DecimalNumber(value).text
    case .fraction(let value): DecimalNumber(value).scaled(byPowerOfTen: 2).text + " %"
    case .duration(let value): value.text
    case .bytes(let value): Self.text(ofBytes: value)
    case .rate(let value): Self.text(ofRate: value)
    case .bandwidth(let value): Self.text(ofBandwidth: value)
    case .flag(let value): value ? "true" : "false"
    case .choice(let name): name
    case .distribution(let value): value.description
    }
  }

  /// A multiplier only where it leaves at most two decimals of a number above 10,000.
  private static func text(ofCount value: Int) -> String {
    guard value >= 10_000 else { return String(value) }
    let decimal = exact(value)
    for (name, power) in QuantityUnits.multipliers.reversed() where decimal.magnitude >= power {
      if decimal.exponent >= power - 2 { return "\(decimal.scaled(byPowerOfTen: -power).text) \(name)" }
    }
    return String(value)
  }

  /// The unit with the shortest whole number; of equals, the larger decimal unit.
  private static func text(ofBytes value: Int64) -> String {
    if value == 0 { return "0 B" }
    var best = "\(value) B"
    for unit in QuantityUnits.bytes.dropFirst() where value % unit.bytes == 0 {
      let candidate = "\(value / unit.bytes) \(unit.name)"
      if String(value / unit.bytes).count < best.prefix(while: { $0 != " " }).count { best = candidate }
    }
    return best
  }

  private static func text(ofRate perSecond: Double) -> String {
    let decimal = DecimalNumber(perSecond)
    for (name, power) in QuantityUnits.multipliers.reversed() where decimal.magnitude >= power {
      return "\(decimal.scaled(byPowerOfTen: -power).text) \(name)/s"
    }
    return decimal.text + "/s"
  }

  private static func text(ofBandwidth bitsPerSecond: Double) -> String {
    let decimal = DecimalNumber(bitsPerSecond)
    let unit = QuantityUnits.bandwidths.last { decimal.magnitude >= $0.power } ?? QuantityUnits.bandwidths[0]
    return "\(decimal.scaled(byPowerOfTen: -unit.power).text) \(unit.name)"
  }

  private static func exact(_ value: Int) -> DecimalNumber {
    var text = String(value)[...]
    return DecimalNumber(consuming: &text) ?? DecimalNumber()
  }
}
