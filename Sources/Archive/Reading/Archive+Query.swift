import Foundation
import GRDB

/// The rows that a statement gave.
public struct QueryResult: Sendable, Equatable {
  public enum Cell: Sendable, Equatable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob(Data)
  }

  public var columns: [String]
  public var rows: [[Cell]]

  public init(columns: [String], rows: [[Cell]]) {
    self.columns = columns
    self.rows = rows
  }
}

extension Archive {
  /// Runs one statement that reads: SELECT, WITH, VALUES, EXPLAIN, or a PRAGMA that only tells. Throws `refusedQuery` for
  /// any other, and `wrongQuery` with SQLite's words. The connection is read-only, whatever the statement says.
  public func query(_ sql: String) throws -> QueryResult {
    if let reason = QueryGate.refusal(of: sql) { throw ArchiveError.refusedQuery(reason: reason) }
    if !queue.configuration.readonly {
      return try Archive(reading: path, schema: schema, patienceSeconds: patienceSeconds).query(sql)
    }
    return try read { database in
      do {
        let statement = try database.makeStatement(sql: sql)
        if !statement.isReadonly { throw ArchiveError.refusedQuery(reason: "this statement writes") }
        var rows: [[QueryResult.Cell]] = []
        let cursor = try Row.fetchCursor(statement)
        while let row = try cursor.next() { rows.append(row.databaseValues.map(QueryResult.Cell.init)) }
        return QueryResult(columns: statement.columnNames, rows: rows)
      } catch let error as DatabaseError where error.resultCode != .SQLITE_BUSY {
        throw ArchiveError.wrongQuery(reason: error.message ?? error.resultCode.description)
      }
    }
  }
}

extension QueryResult.Cell {
  fileprivate init(_ value: DatabaseValue) {
    self =
      switch value.storage {
      case .null: .null
      case .int64(let number): .integer(number)
      case .double(let number): .real(number)
      case .string(let text): .text(text)
      case .blob(let data): .blob(data)
      }
  }
}

/// Statements that may reach the read-only connection. Some that SQLite calls read-only are not harmless: ATTACH opens, and
/// VACUUM INTO writes, another file.
enum QueryGate {
  private static let verbs: Set<String> = ["SELECT", "WITH", "VALUES", "EXPLAIN", "PRAGMA"]
  private static let pragmas: Set<String> = [
    "application_id", "collation_list", "compile_options", "database_list", "encoding", "foreign_key_check",
    "foreign_key_list", "freelist_count", "function_list", "index_info", "index_list", "index_xinfo",
    "integrity_check", "journal_mode", "page_count", "page_size", "pragma_list", "quick_check", "schema_version",
    "table_info", "table_list", "table_xinfo", "user_version",
  ]
  /// Pragmas that take a table's or an index's name; in brackets after any other stands a new value.
  private static let namingPragmas: Set<String> = [
    "foreign_key_check", "foreign_key_list", "index_info", "index_list", "index_xinfo", "integrity_check",
    "quick_check", "table_info", "table_list", "table_xinfo",
  ]

  /// Nil when `sql` may run.
  static func refusal(of sql: String) -> String? {
    let code = withoutLeadingComments(sql[...])
    let verb = word(code)
    guard verbs.contains(verb.uppercased()) else {
      return "it begins with SELECT, WITH, VALUES, EXPLAIN or PRAGMA, not with \(shown(String(verb)))"
    }
    if verb.uppercased() != "PRAGMA" { return nil }
    let rest = withoutLeadingComments(code.dropFirst(verb.count))
    let name = word(rest).lowercased()
    let argument = rest.dropFirst(name.count)
    let sets = argument.contains("=") || (argument.contains("(") && !namingPragmas.contains(name))
    return pragmas.contains(name) && !sets ? nil : "this PRAGMA could change something"
  }

  private static func word(_ text: Substring) -> Substring {
    text.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
  }

  private static func withoutLeadingComments(_ sql: Substring) -> Substring {
    var rest = sql.drop(while: \.isWhitespace)
    while true {
      if rest.hasPrefix("--") {
        rest = rest.drop { !$0.isNewline }
      } else if rest.hasPrefix("/*") {
        guard let end = rest.dropFirst(2).firstRange(of: "*/") else { return "" }
        rest = rest[end.upperBound...]
      } else {
        return rest
      }
      rest = rest.drop(while: \.isWhitespace)
    }
  }
}
