/// What a scenario file may cost before anything is understood of it.
enum SourceLimits {
  static let bytes = 1 << 20
  static let nesting = 64
  /// Lines and commas together, a bound on what the YAML parser has to build.
  static let items = 50_000
  /// Values after aliases are replaced by what they stand for.
  static let nodes = 100_000
  /// Few enough that no arrangement of them multiplies a file beyond reading.
  static let aliases = 8
  static let extendsChain = 16
  static let variants = 64
  /// Events, budgets.
  static let listEntries = 1_000
  /// Reading stops soon after so many mistakes.
  static let mistakes = 200

  /// One pass over the bytes, before the YAML parser sees them: control characters, too many items, too many aliases.
  static func violation(in text: String, file: String) -> ScenarioError? {
    var place = SourcePlace(file: file, line: 1, column: 1)
    var aliasCount = 0
    var itemCount = 0
    var isInComment = false
    var previous = UInt8(ascii: "\n")
    var pendingAlias: SourcePlace?
    for byte in text.utf8 {
      if let alias = pendingAlias, isWordByte(byte) {
        aliasCount += 1
        if aliasCount > aliases {
          return ScenarioError(
            alias, "more than \(aliases) aliases (`*name`)", hint: "use `extends` and `variants` to share settings")
        }
      }
      pendingAlias = nil
      if byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D || byte == 0x7F {
        return ScenarioError(
          place, "control character 0x\(hex(byte)) in the text", hint: "is this a text file in UTF-8?")
      }
      let startsToken = " \t\n[{,:-?".utf8.contains(previous)
      if byte == UInt8(ascii: "#") && startsToken { isInComment = true }
      if byte == UInt8(ascii: "*") && startsToken && !isInComment { pendingAlias = place }
      previous = byte
      if byte == 0x0A || byte == UInt8(ascii: ",") {
        itemCount += 1
        if itemCount > items {
          return ScenarioError(
            place, "more than \(items) lines and commas",
            hint: "a scenario needs a few hundred; is this the right file?")
        }
      }
      if byte == 0x0A {
        isInComment = false
        place.line += 1
        place.column = 1
      } else if byte & 0xC0 != 0x80 {
        place.column += 1
      }
    }
    return nil
  }

  private static func isWordByte(_ byte: UInt8) -> Bool { byte > 0x20 && byte != UInt8(ascii: "*") }

  private static func hex(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true) }
}
