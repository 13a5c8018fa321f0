/// The text form of durations that scenario files, reports and error messages share: `200 us`, `1.5 ms`, `2 h`.
extension SimDuration {
  /// Units in falling order. A minute and more print in the largest unit that divides exactly, less than that in the
  /// largest unit not above the value, with as many decimals as it needs.
  private static let units: [(name: String, nanoseconds: Int64)] = [
    ("d", 86_400_000_000_000), ("h", 3_600_000_000_000), ("min", 60_000_000_000), ("s", 1_000_000_000),
    ("ms", 1_000_000), ("us", 1_000), ("ns", 1),
  ]

  /// Canonical and exact: `SimDuration(text: span.text) == span` for every span.
  public var text: String {
    if nanoseconds == 0 { return "0 s" }
    let sign = nanoseconds < 0 ? "-" : ""
    let magnitude = nanoseconds.magnitude
    for unit in Self.units where magnitude >= unit.nanoseconds.magnitude {
      let (whole, rest) = magnitude.quotientAndRemainder(dividingBy: unit.nanoseconds.magnitude)
      if rest == 0 { return "\(sign)\(whole) \(unit.name)" }
      if unit.nanoseconds > 1_000_000_000 { continue }
      let digits = String(rest).leftPadded(to: String(unit.nanoseconds).count - 1)
      return "\(sign)\(whole).\(digits.withoutTrailingZeros) \(unit.name)"
    }
    preconditionFailure("every span is a whole number of nanoseconds")
  }

  /// Reads `[-]digits[.digits] unit` with unit ns, us (µs), ms, s, min, h or d; the blank is optional.
  ///
  /// Throws when the number or unit is missing or unknown, is finer than a nanosecond, or lies beyond ± 292 years.
  public init(text: some StringProtocol) throws(TextFormError) {
    let trimmed = text.trimmingBlanks
    guard trimmed.utf8.count <= 64 else { throw TextFormError(trimmed, "is too long for a duration") }
    let numberEnd = trimmed.firstIndex { !($0.isASCII && ($0.isNumber || $0 == "." || $0 == "-" || $0 == "+")) }
    let number = trimmed[..<(numberEnd ?? trimmed.endIndex)]
    let unitName = trimmed[(numberEnd ?? trimmed.endIndex)...].trimmingBlanks
    guard number.contains(where: \.isNumber) else {
      throw TextFormError(trimmed, "is not a duration; write a number and a unit, such as `200 ms`")
    }
    guard !unitName.isEmpty else {
      throw TextFormError(trimmed, "has no unit; write for example `\(number) ms`")
    }
    guard let unit = Self.unit(named: unitName) else {
      throw TextFormError(trimmed, "has the unknown unit `\(unitName)`; use ns, us, ms, s, min, h or d")
    }
    guard let decimal = Decimal(number) else {
      throw TextFormError(trimmed, "does not start with a decimal number")
    }
    let (scaled, overflow) = decimal.digits.multipliedReportingOverflow(by: Int128(unit))
    guard !overflow else { throw TextFormError(trimmed, "is longer than 292 years") }
    let (whole, rest) = scaled.quotientAndRemainder(dividingBy: decimal.denominator)
    guard rest == 0 else { throw TextFormError(trimmed, "is not a whole number of nanoseconds") }
    guard let value = Int64(exactly: whole) else { throw TextFormError(trimmed, "is longer than 292 years") }
    self.init(nanoseconds: value)
  }

  private static func unit(named name: some StringProtocol) -> Int64? {
    if name == "µs" || name == "μs" { return 1_000 }
    return units.first { $0.name == name }?.nanoseconds
  }

  /// digits / denominator, the denominator a power of ten; at most 30 digits.
  private struct Decimal {
    var digits: Int128 = 0
    var denominator: Int128 = 1

    init?(_ text: some StringProtocol) {
      var isFraction = false
      var count = 0
      var body = text[...]
      let isNegative = body.first == "-"
      if body.first == "-" || body.first == "+" { body = body.dropFirst() }
      for character in body.utf8 {
        if character == UInt8(ascii: ".") {
          if isFraction { return nil }
          isFraction = true
          continue
        }
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(character), count < 30 else { return nil }
        digits = digits * 10 + Int128(character - UInt8(ascii: "0"))
        if isFraction { denominator *= 10 }
        count += 1
      }
      if count == 0 { return nil }
      if isNegative { digits = -digits }
    }
  }
}

extension StringProtocol {
  /// Without blanks and tabs at both ends.
  var trimmingBlanks: SubSequence {
    var rest = self[...]
    while let first = rest.first, first == " " || first == "\t" { rest = rest.dropFirst() }
    while let last = rest.last, last == " " || last == "\t" { rest = rest.dropLast() }
    return rest
  }
}

extension String {
  var withoutTrailingZeros: Substring {
    var rest = self[...]
    while rest.last == "0" { rest = rest.dropLast() }
    return rest
  }
}
