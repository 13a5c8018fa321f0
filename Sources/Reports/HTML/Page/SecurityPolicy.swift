import CCrypto
import Foundation

/// What a browser may load for a report: its own style sheet and scripts, nothing else.
struct SecurityPolicy {
  var scripts: [String]
  var styles: [String]

  /// For one file: the style sheet and the scripts that are written into it, by the SHA-256 of their text.
  init(inlineScripts: [String], inlineStyles: [String]) {
    scripts = inlineScripts.map(Self.source)
    styles = inlineStyles.map(Self.source)
  }

  /// For a directory of files that one host serves.
  init() { (scripts, styles) = (["'self'"], ["'self'"]) }

  /// The value of the policy's meta element.
  var text: String {
    [
      "default-src 'none'", "script-src \(scripts.joined(separator: " "))",
      "style-src \(styles.joined(separator: " "))", "img-src data:", "base-uri 'none'", "form-action 'none'",
    ].joined(separator: "; ")
  }

  /// `'sha256-…'` of a text in UTF-8.
  static func source(_ text: String) -> String {
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    let bytes = Array(text.utf8)
    _ = SHA256(bytes, bytes.count, &digest)
    return "'sha256-\(Data(digest).base64EncodedString())'"
  }
}
