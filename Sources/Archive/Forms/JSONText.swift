import Foundation

/// JSON on one line, and texts inside it.
enum JSONText {
  static func line(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// A string literal.
  static func string(_ text: String) -> String {
    var literal = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": literal += "\\\""
      case "\\": literal += "\\\\"
      case "\n": literal += "\\n"
      case "\t": literal += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F: literal += String(format: "\\u%04x", scalar.value)
      default: literal.unicodeScalars.append(scalar)
      }
    }
    return literal + "\""
  }

  /// `json` on one line: blanks between tokens go, every number and text stays as it is written.
  static func minified(_ json: String) -> String {
    var (kept, isInside, isEscaped): ([UInt8], Bool, Bool) = ([], false, false)
    kept.reserveCapacity(json.utf8.count / 2)
    for byte in json.utf8 {
      if isInside {
        kept.append(byte)
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInside = false
        }
      } else if !" \n\r\t".utf8.contains(byte) {
        kept.append(byte)
        isInside = byte == UInt8(ascii: "\"")
      }
    }
    return String(decoding: kept, as: UTF8.self)
  }
}

extension Archive {
  /// One line of newline-delimited JSON: the row of `runs`, and the run's summary and manifest as objects.
  public func exportLine(_ run: RunRecord) throws -> String {
    let manifest = try document(RunDocument.manifest, of: run.id).map(JSONText.minified) ?? "null"
    let summary = JSONText.minified(try summary(run.id))
    return "{\"run\":\(try JSONText.line(run)),\"manifest\":\(manifest),\"summary\":\(summary)}\n"
  }

  /// The files of a run that were recorded, with every byte.
  public func files(of id: Int64) throws -> [(name: String, text: String)] {
    try documents(of: id).map { ($0.name, $0.text) }
  }
}
