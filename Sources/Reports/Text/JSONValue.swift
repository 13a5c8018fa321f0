/// JSON whose keys stay in the order given and whose numbers are printed as given: for forms of other tools.
enum JSONValue {
  case object([(key: String, value: JSONValue)])
  case array([JSONValue])
  case string(String)
  /// Digits as they shall stand in the file.
  case literal(String)

  static func integer(_ value: some BinaryInteger) -> JSONValue { .literal("\(value)") }

  /// `null` where JSON has no such number.
  static func number(_ value: Double) -> JSONValue { .literal(value.isFinite ? "\(value)" : "null") }

  /// On one line.
  var text: String {
    switch self {
    case .object(let members):
      "{" + members.map { JSONValue.quoted($0.key) + ":" + $0.value.text }.joined(separator: ",") + "}"
    case .array(let items): "[" + items.map(\.text).joined(separator: ",") + "]"
    case .string(let text): JSONValue.quoted(text)
    case .literal(let digits): digits
    }
  }

  /// An array with one item per line, which text tools can compare.
  static func lines(_ items: [JSONValue]) -> String {
    items.isEmpty ? "[]" : "[\n" + items.map(\.text).joined(separator: ",\n") + "\n]"
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F || (0x2028...0x2029).contains(scalar.value):
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
