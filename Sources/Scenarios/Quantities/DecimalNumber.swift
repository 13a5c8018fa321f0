/// A decimal number as written: digits × 10^exponent, exact. At most 30 digits, exponents within ± 60.
struct DecimalNumber: Equatable, Sendable {
  var isNegative = false
  var digits: Int128 = 0
  var exponent = 0

  /// The syntax as an ECMA regular expression, shared with the JSON Schema.
  static let pattern = #"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?"#

  /// Takes the longest number from the front of `text`; nil and `text` unchanged when there is none or it is too long.
  init?(consuming text: inout Substring) {
    var rest = text
    if rest.first == "-" || rest.first == "+" { isNegative = rest.removeFirst() == "-" }
    var digitCount = 0
    var isFraction = false
    while let byte = rest.utf8.first {
      if byte == UInt8(ascii: ".") && !isFraction {
        isFraction = true
      } else if (0x30...0x39).contains(byte) {
        digitCount += 1
        guard digitCount <= 30 else { return nil }
        digits = digits * 10 + Int128(byte - 0x30)
        if isFraction { exponent -= 1 }
      } else {
        break
      }
      rest.removeFirst()
    }
    if digitCount == 0 { return nil }
    text = Self.consumeExponent(rest, &exponent)
    guard abs(exponent) <= 60 else { return nil }
    normalise()
  }

  /// The shortest decimal that reads back as `value`, which must be finite.
  init(_ value: Double) {
    var text = value.description[...]
    self = DecimalNumber(consuming: &text) ?? DecimalNumber()
  }

  init() {}

  private static func consumeExponent(_ text: Substring, _ exponent: inout Int) -> Substring {
    var rest = text
    guard rest.first == "e" || rest.first == "E" else { return text }
    rest.removeFirst()
    let isNegative = rest.first == "-"
    if rest.first == "-" || rest.first == "+" { rest.removeFirst() }
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    if digits.isEmpty { return text }
    exponent += (Int(digits.prefix(4)) ?? 0) * (digits.count > 4 ? 10_000 : 1) * (isNegative ? -1 : 1)
    return rest.dropFirst(digits.count)
  }

  private mutating func normalise() {
    if digits == 0 { exponent = 0 }
    while digits != 0 && digits % 10 == 0 {
      digits /= 10
      exponent += 1
    }
  }

  var isZero: Bool { digits == 0 }

  /// The power of ten of the first digit: 3 for 4270.
  var magnitude: Int { String(digits).count - 1 + exponent }

  func scaled(byPowerOfTen power: Int) -> DecimalNumber {
    var result = self
    if !isZero { result.exponent += power }
    return result
  }

  /// Correctly rounded.
  var double: Double { Double("\(isNegative ? "-" : "")\(digits)e\(exponent)") ?? .nan }

  /// `self × factor` when that is a whole number that fits; nil otherwise.
  func wholeNumber(times factor: Int64 = 1) -> Int64? {
    var (product, overflow) = digits.multipliedReportingOverflow(by: Int128(factor))
    if overflow { return nil }
    for _ in 0..<abs(exponent) where product != 0 {
      if exponent > 0 {
        product *= 10
        if product > Int128(Int64.max) { return nil }
      } else {
        let (quotient, rest) = product.quotientAndRemainder(dividingBy: 10)
        if rest != 0 { return nil }
        product = quotient
      }
    }
    return Int64(exactly: isNegative ? -product : product)
  }

  /// Without exponent: `4.27`, `1200`, `0.00001`.
  var text: String {
    let sign = isNegative && !isZero ? "-" : ""
    let figures = String(digits)
    if exponent >= 0 { return sign + figures + String(repeating: "0", count: exponent) }
    let point = figures.count + exponent
    if point > 0 { return sign + figures.prefix(point) + "." + figures.dropFirst(point) }
    return sign + "0." + String(repeating: "0", count: -point) + figures
  }
}
