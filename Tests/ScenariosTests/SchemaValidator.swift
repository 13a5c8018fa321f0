@testable import Scenarios

/// The part of JSON Schema draft-07 that the published schema uses, judged on a YAML tree as an editor sees it.
struct SchemaValidator {
  private var complaints: [String] = []

  static func complaints(_ node: SourceNode, _ schema: JSONValue) throws -> [String] {
    var validator = SchemaValidator()
    try validator.check(node, schema, path: "")
    return validator.complaints
  }

  private mutating func check(_ node: SourceNode, _ schema: JSONValue, path: String) throws {
    guard case .members(let rules) = schema else { return }
    for rule in rules {
      switch (rule.name, rule.value) {
      case ("type", .string(let type)): require(Self.types(node).contains(type), "\(path) is no \(type)")
      case ("type", .array(let types)):
        let isOne = types.contains { if case .string(let type) = $0 { Self.types(node).contains(type) } else { false } }
        require(isOne, "\(path) has none of the types")
      case ("enum", .array(let values)):
        require(values.contains { Self.isEqual(node, $0) }, "\(path) is not in the list")
      case ("pattern", .string(let pattern)):
        guard case .scalar(let text, _) = node.content else { continue }
        require(try Regex(pattern).firstMatch(in: text) != nil, "\(path) does not match")
      case ("minimum", .integer(let bound)):
        require(Self.number(node).map { $0 >= Double(bound) } ?? true, "\(path) too low")
      case ("maximum", .integer(let bound)):
        require(Self.number(node).map { $0 <= Double(bound) } ?? true, "\(path) too high")
      case ("minimum", .number(let bound)): require(Self.number(node).map { $0 >= bound } ?? true, "\(path) too low")
      case ("maximum", .number(let bound)): require(Self.number(node).map { $0 <= bound } ?? true, "\(path) too high")
      case ("anyOf", .array(let schemas)):
        let passes = try schemas.contains { try Self.complaints(node, $0).isEmpty }
        require(passes, "\(path) fits none of the forms")
      case ("items", let items):
        guard case .sequence(let elements) = node.content else { continue }
        for (index, element) in elements.enumerated() { try check(element, items, path: "\(path)[\(index)]") }
      case ("properties", _), ("additionalProperties", _), ("required", _), ("minProperties", _), ("maxProperties", _),
        ("propertyNames", _):
        continue
      case ("$schema", _), ("title", _), ("description", _): continue
      default: require(false, "the validator does not know \(rule.name)")
      }
    }
    if case .mapping(let entries) = node.content { try check(entries, schema, path: path) }
  }

  private mutating func check(_ entries: [SourceEntry], _ schema: JSONValue, path: String) throws {
    for entry in entries {
      if let known = schema["properties"]?[entry.key] {
        try check(entry.value, known, path: path + "." + entry.key)
      } else if case .boolean(false)? = schema["additionalProperties"] {
        require(false, "\(path).\(entry.key) is not known")
      } else if let other = schema["additionalProperties"] {
        try check(entry.value, other, path: path + "." + entry.key)
      }
      if case .string(let pattern)? = schema["propertyNames"]?["pattern"] {
        require(try Regex(pattern).firstMatch(in: entry.key) != nil, "\(path).\(entry.key) is no name")
      }
    }
    if case .array(let names)? = schema["required"] {
      for case .string(let name) in names { require(entries.contains { $0.key == name }, "\(path) lacks \(name)") }
    }
    if case .integer(let count)? = schema["minProperties"] { require(entries.count >= count, "\(path) has too few") }
    if case .integer(let count)? = schema["maxProperties"] { require(entries.count <= count, "\(path) has too many") }
  }

  private mutating func require(_ holds: Bool, _ complaint: String) {
    if !holds { complaints.append(complaint) }
  }

  /// The JSON types of a YAML value (core schema): `5` is an integer and a number, `true` a boolean, quoted text a string.
  private static func types(_ node: SourceNode) -> [String] {
    switch node.content {
    case .empty: return ["null"]
    case .mapping: return ["object"]
    case .sequence: return ["array"]
    case .scalar(let text, let isPlain):
      if !isPlain { return ["string"] }
      if text == "true" || text == "false" { return ["boolean"] }
      if Int(text) != nil { return ["integer", "number"] }
      if number(node) != nil { return ["number"] }
      return ["string"]
    }
  }

  private static func number(_ node: SourceNode) -> Double? {
    guard case .scalar(let text, true) = node.content, !text.isEmpty,
      text.allSatisfy({ $0.isNumber || "+-.eE".contains($0) })
    else { return nil }
    return Double(text)
  }

  private static func isEqual(_ node: SourceNode, _ value: JSONValue) -> Bool {
    guard case .scalar(let text, _) = node.content else { return false }
    switch value {
    case .string(let expected): return text == expected && types(node) == ["string"]
    case .boolean(let expected): return text == String(expected) && types(node) == ["boolean"]
    default: return false
    }
  }
}
