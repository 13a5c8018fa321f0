import Foundation

/// A piece of HTML in XML's spelling. Interpolated text is escaped, interpolated markup is not, so that no name of a
/// scenario can become a tag.
struct Markup: Sendable, Equatable, ExpressibleByStringInterpolation {
  private(set) var text: String

  static let empty = Markup(trusted: "")

  /// Text that is markup already: our own style sheet and scripts.
  init(trusted text: String) { self.text = text }

  init(stringLiteral value: String) { text = value }

  init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

  var isEmpty: Bool { text.isEmpty }

  static func + (left: Markup, right: Markup) -> Markup { Markup(trusted: left.text + right.text) }
  static func += (left: inout Markup, right: Markup) { left.text += right.text }

  struct Interpolation: StringInterpolationProtocol {
    var text = ""

    init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity * 2) }

    mutating func appendLiteral(_ literal: String) { text += literal }
    mutating func appendInterpolation(_ value: String) { text += XMLText.escaped(value) }
    mutating func appendInterpolation(_ value: Int) { text += String(value) }
    mutating func appendInterpolation(_ value: Markup) { text += value.text }
    mutating func appendInterpolation(_ value: [Markup]) { for piece in value { text += piece.text } }

    /// A coordinate: two decimals at most.
    mutating func appendInterpolation(_ value: Double) { text += Markup.coordinate(value) }
  }

  static func coordinate(_ value: Double) -> String {
    guard value.isFinite else { return "0" }
    let hundredths = Int((value * 100).rounded())
    if hundredths % 100 == 0 { return String(hundredths / 100) }
    return String(format: hundredths % 10 == 0 ? "%.1f" : "%.2f", Double(hundredths) / 100)
  }
}

extension Sequence where Element == Markup {
  func joined() -> Markup { reduce(into: Markup.empty) { $0 += $1 } }
}

/// One part of the page below a heading of its own.
struct PageSection {
  /// Of the fragment that the table of contents links to.
  var id: String
  var title: String
  var body: Markup

  init(_ id: String, _ title: String, _ body: Markup) {
    self.id = id
    self.title = title
    self.body = body
  }
}
