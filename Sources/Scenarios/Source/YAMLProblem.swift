import Yams

/// Says in a stranger's words what the YAML library found.
enum YAMLProblem {
  static func describe(_ error: YamlError, text: String, file: String) -> ScenarioError {
    func place(_ mark: Mark) -> SourcePlace { SourcePlace(file: file, line: mark.line, column: mark.column) }
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      if problem.contains("another document") {
        return ScenarioError(place(mark), "a second YAML document starts here", hint: "one file holds one scenario")
      }
      if problem.contains("Maximum nesting level") {
        return ScenarioError(place(mark), "nested more than \(SourceLimits.nesting) levels deep")
      }
      if character(in: text, at: mark) == "\t" {
        return ScenarioError(
          place(mark), "a tab where blanks are needed", hint: "YAML allows no tabs in the indentation")
      }
      let detail = context.map { "\($0.text.trimmingSuffix(while: " \n")) (line \($0.mark.line)), " } ?? ""
      return ScenarioError(
        place(mark), "not valid YAML: \(detail)\(problem)", hint: hint(problem))
    case .duplicatedKeysInMapping(let duplicates, let context):
      let name = duplicates.first ?? ""
      let again = secondPlace(of: name, after: place(context.mark), in: text)
      let first = again == nil ? "" : " (first on line \(context.mark.line))"
      return ScenarioError(
        again ?? place(context.mark), key: name, "the key stands twice in this mapping\(first)",
        hint: "keep one of them")
    case .reader(let problem, _, _, _):
      return ScenarioError(SourcePlace(file: file), "not valid YAML: \(problem)", hint: "save it as UTF-8 text")
    default:
      return ScenarioError(SourcePlace(file: file), "not valid YAML")
    }
  }

  private static func hint(_ problem: String) -> String? {
    if problem.contains("mapping values are not allowed") {
      return "check the indentation, and put text that contains ': ' in quotes"
    }
    if problem.contains("cannot start any token") { return "put text that starts with '@', '`' or '%' in quotes" }
    if problem.contains("could not find expected ':'") { return "write `key: value`" }
    if problem.contains("did not find expected key") { return "align this line with the keys above it" }
    if problem.contains("unexpected end of stream") { return "close the quote" }
    if problem.contains("expected ',' or") { return "close the bracket" }
    return nil
  }

  private static func character(in text: String, at mark: Mark) -> Character? {
    guard let line = line(mark.line, of: text) else { return nil }
    return line.dropFirst(mark.column - 1).first
  }

  private static func line(_ number: Int, of text: String) -> Substring? {
    text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(number - 1).first
  }

  /// The next line that starts with the same key at the same column, before the mapping ends; nil in flow style.
  private static func secondPlace(of name: String, after first: SourcePlace, in text: String) -> SourcePlace? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for number in first.line..<max(first.line, lines.count) {
      let content = lines[number].drop { $0 == " " }
      if content.isEmpty || content.first == "#" { continue }
      let column = lines[number].count - content.count + 1
      if column < first.column { return nil }
      if column == first.column && ["", "\"", "'"].contains(where: { content.hasPrefix("\($0)\(name)\($0):") }) {
        return SourcePlace(file: first.file, line: number + 1, column: column)
      }
    }
    return nil
  }
}

extension String {
  fileprivate func trimmingSuffix(while characters: String) -> Substring {
    var rest = self[...]
    while let last = rest.last, characters.contains(last) { rest = rest.dropLast() }
    return rest
  }
}
