typealias Label = (name: String, value: String)

/// Metric families of an OpenMetrics page: each is printed once, with all its samples together, in the order in which they
/// were first named.
struct MetricPage {
  enum Kind: String { case gauge, counter, summary, info, stateset }

  private struct Family {
    var name: String
    var head: String
    var samples: String
  }

  private var families: [Family] = []
  /// On every sample.
  private let common: [Label]

  init(common: [Label]) { self.common = common }

  /// Calls `body` with the labels of each variant.
  mutating func each(_ variants: [VariantResult], _ body: ([Label], VariantResult, inout MetricPage) -> Void) {
    for variant in variants { body([("variant", variant.name)], variant, &self) }
  }

  /// Adds a sample; none when there is no value. `suffix` overrides the one that the kind asks for.
  mutating func add(
    _ name: String, _ kind: Kind, suffix: String? = nil, unit: String? = nil, help: String, _ labels: [Label],
    _ value: Double?
  ) {
    guard let value else { return }
    let place = families.firstIndex { $0.name == name } ?? families.count
    if place == families.count {
      var head = "# TYPE \(name) \(kind.rawValue)\n"
      if let unit { head += "# UNIT \(name) \(unit)\n" }
      families.append(Family(name: name, head: head + "# HELP \(name) \(MetricPage.escaped(help))\n", samples: ""))
    }
    let list = (common + labels).map { "\($0.name)=\"\(MetricPage.escaped($0.value))\"" }.joined(separator: ",")
    families[place].samples +=
      "\(name)\(suffix ?? MetricPage.suffix(kind)){\(list)} \(MetricPage.number(value))\n"
  }

  var text: String { families.map { $0.head + $0.samples }.joined() }

  private static func suffix(_ kind: Kind) -> String {
    switch kind {
    case .counter: "_total"
    case .info: "_info"
    case .gauge, .summary, .stateset: ""
    }
  }

  private static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
    return value == value.rounded() && abs(value) < 1e15 ? "\(Int64(value))" : "\(value)"
  }

  /// By scalars: CR LF is one character, of which only the LF is escaped.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\"": result += "\\\""
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
