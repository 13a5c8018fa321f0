import Foundation
import Reports

/// A query's rows as people and programs read them; each form ends in a line feed.
public enum QueryText {
  /// Aligned columns; numbers stand right. Longer cells are cut, control characters replaced.
  public static func table(_ result: QueryResult, width: Int) -> String {
    if result.columns.isEmpty { return "no columns\n" }
    var table = TextTable(
      result.columns.enumerated().map { index, name in
        .init(oneLine(name, limit: 40), right: result.rows.allSatisfy { $0[index].isNumberOrNull })
      })
    for row in result.rows { table.add(row.map(\.readable)) }
    let count = result.rows.count == 1 ? "1 row" : "\(result.rows.count) rows"
    return (table.lines(width: width, indent: "") + [count]).joined(separator: "\n") + "\n"
  }

  /// RFC 4180 with line feeds; NULL is empty, an empty text is `""`.
  public static func csv(_ result: QueryResult) -> String {
    let lines = [result.columns.map(quotedForCSV)] + result.rows.map { $0.map(\.csv) }
    return lines.map { $0.joined(separator: ",") + "\n" }.joined()
  }

  /// An array of objects, keys in the order of the columns. Bytes become hexadecimal text.
  public static func json(_ result: QueryResult) -> String {
    let objects = result.rows.map { row in
      "  {" + zip(result.columns, row).map { "\(JSONText.string($0)): \($1.json)" }.joined(separator: ", ") + "}"
    }
    return objects.isEmpty ? "[]\n" : "[\n" + objects.joined(separator: ",\n") + "\n]\n"
  }

  fileprivate static func quotedForCSV(_ text: String) -> String {
    text.isEmpty || CSVText.needsQuotes(text) ? CSVText.quoted(text) : text
  }
}

extension QueryResult.Cell {
  fileprivate var isNumberOrNull: Bool {
    switch self {
    case .null, .integer, .real: true
    case .text, .blob: false
    }
  }

  fileprivate var readable: String {
    switch self {
    case .null: "–"
    case .integer(let number): "\(number)"
    case .real(let number): String(format: "%.6g", number)
    case .text(let text): oneLine(text, limit: 120)
    case .blob(let data): "\(data.count) bytes"
    }
  }

  fileprivate var csv: String {
    switch self {
    case .null: ""
    case .integer(let number): "\(number)"
    case .real(let number): "\(number)"
    case .text(let text): QueryText.quotedForCSV(text)
    case .blob(let data): data.map { String(format: "%02x", $0) }.joined()
    }
  }

  fileprivate var json: String {
    switch self {
    case .null: "null"
    case .integer(let number): "\(number)"
    case .real(let number): number.isFinite ? "\(number)" : "null"
    case .text(let text): JSONText.string(text)
    case .blob: JSONText.string(csv)
    }
  }
}
