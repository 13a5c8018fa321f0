/// A YAML value with its place: what remains of a file after its syntax is settled.
struct SourceNode: Sendable {
  enum Content: Sendable {
    case empty
    /// `isPlain` is false for quoted and block text.
    case scalar(String, isPlain: Bool)
    case mapping([SourceEntry])
    case sequence([SourceNode])
  }

  var content: Content
  var place: SourcePlace

  /// For messages: "a mapping", "a list", "nothing" or the quoted text.
  var kindInWords: String {
    switch content {
    case .empty: "nothing"
    case .scalar(let text, _): quoted(text)
    case .mapping: "a mapping"
    case .sequence: "a list"
    }
  }
}

struct SourceEntry: Sendable {
  var key: String
  var keyPlace: SourcePlace
  var value: SourceNode
}
