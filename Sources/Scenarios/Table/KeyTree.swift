/// The sections and keys of a parameter table as they nest in a scenario file, in order of declaration.
struct KeyTree: Sendable {
  enum Node: Sendable {
    case section(KeyTree)
    /// Index of the field.
    case key(Int)
  }

  private(set) var names: [String] = []
  private(set) var nodes: [Node] = []

  init() {}

  subscript(name: String) -> Node? { names.firstIndex(of: name).map { nodes[$0] } }

  /// Traps when a path is declared twice or is both a section and a key: a mistake in a parameter structure.
  mutating func insert(_ path: some Collection<Substring>, field: Int) {
    guard let first = path.first.map(String.init) else { preconditionFailure("a key needs a name") }
    let rest = path.dropFirst()
    let position = names.firstIndex(of: first)
    if rest.isEmpty {
      precondition(position == nil, "key \(first) is declared twice")
      names.append(first)
      nodes.append(.key(field))
      return
    }
    var section = KeyTree()
    if let position {
      guard case .section(let known) = nodes[position] else { preconditionFailure("\(first) is a key and a section") }
      section = known
    }
    section.insert(rest, field: field)
    if let position {
      nodes[position] = .section(section)
    } else {
      names.append(first)
      nodes.append(.section(section))
    }
  }
}
