import Simulator

extension ParameterTable {
  /// Reads a mapping's entries below `section`, notes every mistake and goes on.
  ///
  /// `path` is the section's full path for messages; `others` are keys of the same mapping that someone else reads.
  func read(
    _ entries: [SourceEntry], _ section: KeyTree, path: String, others: [String] = [],
    into assignments: inout [Assignment], _ errors: inout [ScenarioError]
  ) {
    for entry in entries where errors.count < SourceLimits.mistakes {
      let key = path.isEmpty ? entry.key : path + "." + entry.key
      switch section[entry.key] {
      case .section(let inner):
        switch entry.value.content {
        case .empty: continue
        case .mapping(let children): read(children, inner, path: key, into: &assignments, &errors)
        default:
          errors.append(
            ScenarioError(
              entry.value.place, key: key, "\(entry.value.kindInWords) where a mapping is expected",
              hint: "write its keys on lines of their own, indented: \(Self.list(inner.names))"))
        }
      case .key(let field):
        if let quantity = value(entry, field, key: key, &errors) {
          assignments.append(Assignment(field: field, quantity: quantity))
        }
      case nil:
        errors.append(unknown(entry, key: key, names: section.names + others, path: path))
      }
    }
  }

  private func value(_ entry: SourceEntry, _ field: Int, key: String, _ errors: inout [ScenarioError]) -> Quantity? {
    let domain = fields[field].domain
    let example = text(fields[field].read(Root()), field)
    switch entry.value.content {
    case .scalar(let text, _):
      do {
        return try parse(text, field)
      } catch {
        errors.append(ScenarioError(entry.value.place, key: key, error.message, hint: error.hint))
      }
    case .empty:
      errors.append(
        ScenarioError(
          entry.keyPlace, key: key, "has no value", hint: "write for example '\(example)', or remove the key"))
    case .mapping, .sequence:
      errors.append(
        ScenarioError(
          entry.value.place, key: key, "\(entry.value.kindInWords) where \(domain.kindInWords) is expected",
          hint: "write for example '\(example)'"))
    }
    return nil
  }

  private func unknown(_ entry: SourceEntry, key: String, names: [String], path: String) -> ScenarioError {
    var message = "unknown key"
    if case .scalar(let text, _) = entry.value.content { message += " (value \(quoted(text)))" }
    if let nearest = NearestName.of(entry.key, among: names) {
      return ScenarioError(entry.keyPlace, key: shortened(key), message, hint: "did you mean '\(nearest)'?")
    }
    if let elsewhere = fullPath(endingIn: entry.key, near: path) {
      return ScenarioError(entry.keyPlace, key: shortened(key), message, hint: "did you mean '\(elsewhere)'?")
    }
    return ScenarioError(entry.keyPlace, key: shortened(key), message, hint: "keys here: \(Self.list(names))")
  }

  /// A declared key or section that ends in `name` and stands elsewhere: the first one in the section nearest to `path`.
  private func fullPath(endingIn name: String, near path: String) -> String? {
    let here = path.split(separator: ".")
    var best: (path: String, shared: Int)?
    for field in fields {
      let parts = field.path.split(separator: ".")
      guard let position = parts.firstIndex(where: { $0 == name }) else { continue }
      let shared = zip(parts, here).prefix { $0 == $1 }.count
      if shared > best?.shared ?? -1 { best = (parts[...position].joined(separator: "."), shared) }
    }
    return best?.path
  }

  private func shortened(_ key: String) -> String { key.count <= 100 ? key : String(key.prefix(100)) + "…" }

  private static func list(_ names: [String]) -> String {
    names.count <= 16 ? names.joined(separator: ", ") : names.prefix(16).joined(separator: ", ") + " …"
  }
}
