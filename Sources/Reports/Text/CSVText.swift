/// Cells of comma-separated values, RFC 4180.
public enum CSVText {
  /// Whether a cell must be quoted; an empty one need not.
  public static func needsQuotes(_ text: String) -> Bool {
    text.unicodeScalars.contains { ",\"\r\n".unicodeScalars.contains($0) }
  }

  /// In quotes, with its own quotes doubled. By scalars: a quote and an accent after it are one character.
  public static func quoted(_ text: String) -> String {
    var quoted = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { quoted.append(contentsOf: scalar == "\"" ? [scalar, scalar] : [scalar]) }
    return "\"" + String(quoted) + "\""
  }
}
