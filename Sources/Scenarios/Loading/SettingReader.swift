/// Reads `--set a.b=v` arguments as if each were a small file.
enum SettingReader {
  /// The nested mapping that `a.b=v` stands for.
  static func node(_ setting: String) throws(ScenarioErrors) -> SourceNode {
    let place = SourcePlace(file: "--set " + quoted(setting).dropFirst().dropLast())
    guard let equals = setting.firstIndex(of: "="), equals != setting.startIndex else {
      throw ScenarioErrors([
        ScenarioError(place, "not of the form key=value", hint: "write for example '--set run.duration=30s'")
      ])
    }
    let parts = setting[..<equals].split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 16, parts.allSatisfy({ !$0.isEmpty }) else {
      throw ScenarioErrors([
        ScenarioError(place, "the key has an empty or too many parts", hint: "write for example 'run.duration'")
      ])
    }
    let value = setting[setting.index(after: equals)...]
    guard value.utf8.count <= 65_536 else { throw ScenarioErrors([ScenarioError(place, "is longer than 64 KiB")]) }
    var node: SourceNode
    do {
      node = try SourceParser.parse(String(value), file: place.file) ?? SourceNode(content: .empty, place: place)
    } catch {
      node = SourceNode(content: .scalar(String(value), isPlain: true), place: place)
    }
    node.erasePlaces(place)
    for part in parts.reversed() {
      node = SourceNode(content: .mapping([SourceEntry(key: part, keyPlace: place, value: node)]), place: place)
    }
    return node
  }
}

extension SourceNode {
  /// Lines and columns within an argument help nobody.
  fileprivate mutating func erasePlaces(_ argument: SourcePlace) {
    place = argument
    switch content {
    case .empty, .scalar: break
    case .sequence(var items):
      for index in items.indices { items[index].erasePlaces(argument) }
      content = .sequence(items)
    case .mapping(var entries):
      for index in entries.indices {
        entries[index].keyPlace = argument
        entries[index].value.erasePlaces(argument)
      }
      content = .mapping(entries)
    }
  }
}
