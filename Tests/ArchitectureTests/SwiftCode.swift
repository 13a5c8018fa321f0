/// Swift source with comments and the insides of string literals replaced by blanks; line breaks stay, so that a line of
/// the result is the same line of the source. Works on UTF-8 bytes.
struct SwiftCode {
  private let bytes: [UInt8]
  private var place = 0
  private var code: [UInt8] = []

  init(_ source: String) {
    bytes = Array(source.utf8)
    code.reserveCapacity(bytes.count)
    while place < bytes.count {
      if sees("//") {
        while place < bytes.count && !sees("\n") { blank(1) }
      } else if sees("/*") {
        blankBlockComment()
      } else if let pounds = poundsBeforeQuote() {
        blankString(pounds: pounds)
      } else {
        code.append(bytes[place])
        place += 1
      }
    }
  }

  var lines: [Substring] {
    String(decoding: code, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
  }

  private func sees(_ text: StaticString, at offset: Int = 0) -> Bool {
    let count = text.utf8CodeUnitCount
    if place + offset + count > bytes.count { return false }
    for index in 0..<count where bytes[place + offset + index] != text.utf8Start[index] { return false }
    return true
  }

  private func seesPounds(_ count: Int, at offset: Int) -> Bool {
    if place + offset + count > bytes.count { return false }
    return (0..<count).allSatisfy { bytes[place + offset + $0] == UInt8(ascii: "#") }
  }

  private mutating func blank(_ count: Int) {
    for _ in 0..<min(count, bytes.count - place) {
      code.append(sees("\n") ? UInt8(ascii: "\n") : UInt8(ascii: " "))
      place += 1
    }
  }

  /// Block comments nest.
  private mutating func blankBlockComment() {
    var depth = 0
    repeat {
      let (opens, closes) = (sees("/*"), sees("*/"))
      depth += opens ? 1 : closes ? -1 : 0
      blank(opens || closes ? 2 : 1)
    } while depth > 0 && place < bytes.count
  }

  /// Pound signs of a string literal that begins here; nil when none does.
  private func poundsBeforeQuote() -> Int? {
    var pounds = 0
    while sees("#", at: pounds) { pounds += 1 }
    return sees("\"", at: pounds) ? pounds : nil
  }

  /// Interpolated code goes with its literal; a nested literal inside it does not end the outer one.
  private mutating func blankString(pounds: Int) {
    let quotes = sees("\"\"\"", at: pounds) ? 3 : 1
    blank(pounds + quotes)
    while place < bytes.count {
      let isQuote = quotes == 3 ? sees("\"\"\"") : sees("\"")
      if isQuote && seesPounds(pounds, at: quotes) { break }
      if !(sees("\\") && seesPounds(pounds, at: 1)) {
        blank(1)
      } else if sees("(", at: 1 + pounds) {
        blank(1 + pounds)
        blankInterpolation()
      } else {
        blank(2 + pounds)
      }
    }
    blank(quotes + pounds)
  }

  private mutating func blankInterpolation() {
    var depth = 0
    repeat {
      if let pounds = poundsBeforeQuote() {
        blankString(pounds: pounds)
      } else {
        depth += sees("(") ? 1 : sees(")") ? -1 : 0
        blank(1)
      }
    } while depth > 0 && place < bytes.count
  }
}
