/// A text that is not a duration or a distribution: what was read, and what is wrong with it in the reader's terms.
public struct TextFormError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The offending text, cut to 60 characters.
  public let text: String
  public let reason: String

  public init(_ text: some StringProtocol, _ reason: String) {
    self.text =
      text.unicodeScalars.count > 60
      ? String(String.UnicodeScalarView(text.unicodeScalars.prefix(60))) + "…" : String(text)
    self.reason = reason
  }

  public var description: String { "`\(text)`: \(reason)" }
}
