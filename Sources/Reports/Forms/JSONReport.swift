import Foundation

/// `summary.json` and the JSON of every other result: the value itself, keys sorted, ending in a line feed. Equal values
/// give equal bytes.
public enum JSONReport {
  public static func text(_ result: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(result), as: UTF8.self) + "\n"
  }

  /// Throws `JSONReportError.unknownVersion` for a result of another schema version.
  public static func result(_ text: String) throws -> RunResult {
    struct Version: Decodable { var schemaVersion: Int }
    let data = Data(text.utf8)
    let version = try JSONDecoder().decode(Version.self, from: data).schemaVersion
    guard version == RunResult.currentSchemaVersion else { throw JSONReportError.unknownVersion(version) }
    return try JSONDecoder().decode(RunResult.self, from: data)
  }
}

public enum JSONReportError: Error, Equatable { case unknownVersion(Int) }
