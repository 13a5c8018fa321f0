/// One line of a small table that is read as text.
public enum CSVLine {
  public struct Cell: Sendable, Equatable {
    public var text: String
    /// From 1, in characters.
    public var column: Int
  }

  /// The cells without quotes and the blanks around them; nil when a quote is not closed as it should be.
  public static func cells(_ line: String, delimiter: Character) -> [Cell]? {
    guard let byte = delimiter.asciiValue else { return nil }
    let bytes = Array(line.utf8)
    return bytes.withUnsafeBytes { buffer -> [Cell]? in
      var cells: [Cell] = []
      var cursor = CSVCursor(buffer, byte)
      while let cell = cursor.next() {
        let text = cell.hasDoubledQuotes ? CSVCursor.undoubled(cell.bytes) : Array(cell.bytes)
        let start = cell.bytes.baseAddress.map { $0 - buffer.baseAddress! } ?? buffer.count
        let before = String(decoding: buffer[..<start], as: UTF8.self)
        cells.append(Cell(text: String(decoding: text, as: UTF8.self), column: before.count + 1))
      }
      return cursor.isBroken ? nil : cells
    }
  }

  /// The delimiter that a line seems to use: tab, comma, semicolon or bar; a comma when it has none.
  public static func likelyDelimiter(_ line: String) -> Character {
    ["\t", ",", ";", "|"].first { line.contains($0) } ?? ","
  }
}
