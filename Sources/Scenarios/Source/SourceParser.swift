import Yams

/// Turns YAML text into `SourceNode`s; the only place that knows the YAML library.
///
/// A syntax error or a duplicate key ends the reading of a file, so it is reported alone.
struct SourceParser {
  private let file: String
  private var nodeCount = 0
  private var errors: [ScenarioError] = []

  /// Nil for an empty document.
  static func parse(_ text: String, file: String) throws(ScenarioErrors) -> SourceNode? {
    if let violation = SourceLimits.violation(in: text, file: file) { throw ScenarioErrors([violation]) }
    var parser = SourceParser(file: file)
    let root: Node?
    do {
      root = try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
    } catch let error as YamlError {
      throw ScenarioErrors([YAMLProblem.describe(error, text: text, file: file)])
    } catch {
      throw ScenarioErrors([ScenarioError(SourcePlace(file: file), "not valid YAML")])
    }
    guard let root else { return nil }
    let node = parser.convert(root, depth: 1)
    if !parser.errors.isEmpty { throw ScenarioErrors(parser.errors) }
    return node
  }

  private init(file: String) { self.file = file }

  private mutating func convert(_ node: Node, depth: Int) -> SourceNode {
    let place = place(of: node)
    nodeCount += 1
    if depth > SourceLimits.nesting || nodeCount > SourceLimits.nodes {
      if errors.isEmpty {
        errors.append(
          depth > SourceLimits.nesting
            ? ScenarioError(place, "nested more than \(SourceLimits.nesting) levels deep")
            : ScenarioError(place, "more than \(SourceLimits.nodes) values", hint: "a scenario needs a few hundred"))
      }
      return SourceNode(content: .empty, place: place)
    }
    switch node {
    case .scalar(let scalar):
      refuseTag(scalar.tag, expected: "str", place)
      let isPlain = scalar.style == .plain
      let isNull = isPlain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
      return SourceNode(content: isNull ? .empty : .scalar(scalar.string, isPlain: isPlain), place: place)
    case .sequence(let sequence):
      refuseTag(sequence.tag, expected: "seq", place)
      var items: [SourceNode] = []
      for item in sequence {
        items.append(convert(item, depth: depth + 1))
        if isOver { break }
      }
      return SourceNode(content: .sequence(items), place: place)
    case .mapping(let mapping):
      refuseTag(mapping.tag, expected: "map", place)
      var entries: [SourceEntry] = []
      for (key, value) in mapping {
        let converted = convert(value, depth: depth + 1)
        if isOver { break }
        guard case .scalar(let name) = key else {
          errors.append(ScenarioError(self.place(of: key), "a key must be a name, not a list or a mapping"))
          continue
        }
        entries.append(SourceEntry(key: name.string, keyPlace: self.place(of: key), value: converted))
      }
      return SourceNode(content: .mapping(entries), place: place)
    case .alias:
      return SourceNode(content: .empty, place: place)
    }
  }

  private func place(of node: Node) -> SourcePlace {
    SourcePlace(file: file, line: node.mark?.line ?? 0, column: node.mark?.column ?? 0)
  }

  private var isOver: Bool { nodeCount > SourceLimits.nodes || errors.count >= SourceLimits.mistakes }

  private mutating func refuseTag(_ tag: Tag, expected: String, _ place: SourcePlace) {
    let name = tag.rawValue
    if name.isEmpty || name == "!" || name == "tag:yaml.org,2002:" + expected { return }
    errors.append(ScenarioError(place, "the tag \(quoted(name)) is not read here", hint: "remove it"))
  }
}
