import Simulator

/// Why a text is not an acceptable quantity, and what to write instead.
struct QuantityProblem: Error, Equatable {
  var message: String
  var hint: String?
}

/// Reads a quantity of a given domain from its text form, such as `200 ms`, `2 GiB`, `1.2 M/s`, `50 %` or `1 B`.
enum QuantityParser {
  static func parse(_ text: String, _ domain: QuantityDomain) throws(QuantityProblem) -> Quantity {
    switch domain {
    case .flag:
      if text == "true" { return .flag(true) }
      if text == "false" { return .flag(false) }
      throw QuantityProblem(message: "\(quoted(text)) is neither true nor false")
    case .choice(let names):
      if names.contains(text) { return .choice(text) }
      if let nearest = NearestName.of(text, among: names) {
        throw QuantityProblem(message: "unknown name \(quoted(text))", hint: "did you mean '\(nearest)'?")
      }
      throw QuantityProblem(message: "unknown name \(quoted(text))", hint: "use one of \(domain.rangeInWords)")
    case .distribution:
      do {
        return .distribution(try DurationDistribution(text: text))
      } catch {
        throw QuantityProblem(message: "\(quoted(error.text)) \(error.reason.replacingBackticks)")
      }
    default:
      let quantity = try number(text, domain)
      guard domain.contains(quantity) else {
        throw QuantityProblem(message: "\(quoted(text)) is out of range", hint: "allowed: \(domain.rangeInWords)")
      }
      return quantity
    }
  }

  private static func number(_ text: String, _ domain: QuantityDomain) throws(QuantityProblem) -> Quantity {
    var rest = text[...]
    guard let number = DecimalNumber(consuming: &rest) else {
      if text.utf8.first.map({ (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2B }) == true, text.count > 24 {
        throw QuantityProblem(message: "\(quoted(text)) has too many digits")
      }
      if let first = text.utf8.first, (0x30...0x39).contains(first) {
        throw QuantityProblem(message: "\(quoted(text)) is out of range", hint: "allowed: \(domain.rangeInWords)")
      }
      throw QuantityProblem(
        message: "\(quoted(text)) is not \(domain.kindInWords)", hint: "write for example '\(domain.example)'")
    }
    let unit = rest.drop { $0 == " " }
    if let quantity = try quantity(number, String(unit), domain, text) { return quantity }
    let units = domain.unitsInWords.map { "units: \($0)" }
    if unit.isEmpty && domain.needsUnit {
      throw QuantityProblem(
        message: "\(quoted(text)) has no unit",
        hint: "write for example '\(domain.withLikelyUnit(number))' (\(units ?? ""))")
    }
    throw QuantityProblem(
      message: "unknown unit \(quoted(unit)) in \(quoted(text))", hint: units ?? "write the number alone")
  }

  /// Nil when the unit is not one of the domain's.
  private static func quantity(_ number: DecimalNumber, _ unit: String, _ domain: QuantityDomain, _ text: String)
    throws(QuantityProblem) -> Quantity?
  {
    switch domain {
    case .count:
      guard let power = multiplier(unit) else { return nil }
      return .count(Int(try whole(number.scaled(byPowerOfTen: power), 1, "a whole number", domain, text)))
    case .number:
      return unit.isEmpty ? .number(number.double) : nil
    case .fraction:
      return unit == "%" ? .fraction(number.scaled(byPowerOfTen: -2).double) : nil
    case .duration:
      guard let factor = QuantityUnits.durations.first(where: { $0.name == unit })?.nanoseconds else { return nil }
      return .duration(
        SimDuration(nanoseconds: try whole(number, factor, "a whole number of nanoseconds", domain, text)))
    case .bytes:
      guard let factor = QuantityUnits.bytes.first(where: { $0.name == unit })?.bytes else { return nil }
      return .bytes(try whole(number, factor, "a whole number of bytes", domain, text))
    case .rate:
      guard let slash = unit.firstIndex(of: "/"), let power = multiplier(unit[..<slash].trimmingSuffixBlanks),
        let seconds = QuantityUnits.rates.first(where: { $0.name == unit[slash...] })?.seconds
      else { return nil }
      return .rate(number.scaled(byPowerOfTen: power).double / seconds)
    case .bandwidth:
      guard let power = QuantityUnits.bandwidths.first(where: { $0.name == unit })?.power else { return nil }
      return .bandwidth(number.scaled(byPowerOfTen: power).double)
    case .flag, .choice, .distribution:
      return nil
    }
  }

  private static func multiplier(_ name: some StringProtocol) -> Int? {
    if name.isEmpty { return 0 }
    return QuantityUnits.multipliers.first { String($0.name) == name }?.power
  }

  private static func whole(
    _ number: DecimalNumber, _ factor: Int64, _ what: String, _ domain: QuantityDomain, _ text: String
  ) throws(QuantityProblem) -> Int64 {
    if let value = number.wholeNumber(times: factor) { return value }
    if number.magnitude > 9 {
      throw QuantityProblem(message: "\(quoted(text)) is out of range", hint: "allowed: \(domain.rangeInWords)")
    }
    throw QuantityProblem(message: "\(quoted(text)) is not \(what)", hint: "allowed: \(domain.rangeInWords)")
  }
}

extension QuantityDomain {
  /// Whether `quantity`, of this domain's kind, lies in the range.
  public func contains(_ quantity: Quantity) -> Bool {
    switch (self, quantity) {
    case (.count(let range), .count(let value)): range.contains(value)
    case (.number(let range), .number(let value)): range.contains(value)
    case (.fraction(let range), .fraction(let value)): range.contains(value)
    case (.duration(let range), .duration(let value)): range.contains(value)
    case (.bytes(let range), .bytes(let value)): range.contains(value)
    case (.rate(let range), .rate(let value)): range.contains(value)
    case (.bandwidth(let range), .bandwidth(let value)): range.contains(value)
    case (.choice(let names), .choice(let name)): names.contains(name)
    case (.flag, .flag), (.distribution, .distribution): true
    default: false
    }
  }

  fileprivate var needsUnit: Bool {
    switch self {
    case .count, .number, .flag, .choice, .distribution: false
    case .fraction, .duration, .bytes, .rate, .bandwidth: true
    }
  }

  /// A number without its unit, with the unit that it most likely has; `0.5` of a share is `50 %`.
  fileprivate func withLikelyUnit(_ number: DecimalNumber) -> String {
    switch self {
    case .fraction: number.magnitude < 0 ? "\(number.scaled(byPowerOfTen: 2).text) %" : "\(number.text) %"
    case .duration(let range): "\(number.text) \(range.upperBound > .hours(1) ? "s" : "ms")"
    case .bytes: "\(number.text) MiB"
    case .rate: "\(number.text)/s"
    case .bandwidth: "\(number.text) Mbit/s"
    case .count, .number, .flag, .choice, .distribution: number.text
    }
  }
}

extension StringProtocol {
  fileprivate var trimmingSuffixBlanks: SubSequence {
    var rest = self[...]
    while rest.last == " " { rest = rest.dropLast() }
    return rest
  }

  fileprivate var replacingBackticks: String { String(map { $0 == "`" ? "'" : $0 }) }
}
