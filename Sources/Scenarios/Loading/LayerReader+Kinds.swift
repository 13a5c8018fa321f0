extension LayerReader {
  /// The entries of a mapping; an error and nil for anything else.
  mutating func mapping(_ node: SourceNode, key: String) -> [SourceEntry]? {
    if case .mapping(let entries) = node.content { return entries }
    errors.append(
      ScenarioError(
        node.place, key: key, "\(node.kindInWords) where a mapping is expected", hint: "write 'key: value' lines"))
    return nil
  }

  mutating func list(_ node: SourceNode, key: String, _ example: String) -> [SourceNode]? {
    switch node.content {
    case .sequence(let items):
      if items.count <= SourceLimits.listEntries { return items }
      errors.append(ScenarioError(node.place, key: key, "more than \(SourceLimits.listEntries) entries"))
      return nil
    case .empty: return []
    case .mapping, .scalar:
      errors.append(
        ScenarioError(
          node.place, key: key, "\(node.kindInWords) where a list is expected", hint: "write for example '\(example)'"))
      return nil
    }
  }

  mutating func text(_ entry: SourceEntry, key: String) -> String? {
    if case .scalar(let text, _) = entry.value.content { return text }
    errors.append(
      ScenarioError(entry.value.place, key: key, "\(entry.value.kindInWords) where a text is expected"))
    return nil
  }
}
