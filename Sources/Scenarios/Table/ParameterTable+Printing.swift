import Simulator

extension ParameterTable {
  /// Every key of `root` as nested YAML lines in order of declaration, indented by `indent` blanks.
  func yaml(_ root: Root, indent: Int) -> String { yaml(tree, root, only: nil, indent: indent) }

  /// Only the keys of `assignments`, nested.
  func yaml(_ assignments: [Assignment], over base: Root, indent: Int) -> String {
    var root = base
    apply(assignments, to: &root)
    return yaml(tree, root, only: Set(assignments.map(\.field)), indent: indent)
  }

  private func yaml(_ section: KeyTree, _ root: Root, only: Set<Int>?, indent: Int) -> String {
    var result = ""
    let margin = String(repeating: " ", count: indent)
    for (name, node) in zip(section.names, section.nodes) {
      switch node {
      case .section(let inner):
        let body = yaml(inner, root, only: only, indent: indent + 2)
        if !body.isEmpty { result += "\(margin)\(name):\n\(body)" }
      case .key(let field):
        if only?.contains(field) ?? true { result += "\(margin)\(name): \(text(field, in: root))\n" }
      }
    }
    return result
  }
}
