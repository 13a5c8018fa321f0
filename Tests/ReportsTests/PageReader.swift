import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What an XML parser finds in a page. Scripts and styles are taken out first: HTML does not escape what is in them.
final class PageReader: NSObject, XMLParserDelegate {
  struct Element {
    var name: String
    var attributes: [String: String]
  }

  private(set) var elements: [Element] = []
  /// Text of all elements, in order.
  private(set) var text = ""
  private(set) var error: String?

  init(_ page: String) {
    super.init()
    let parser = XMLParser(data: Data(Self.withoutRawText(page).utf8))
    parser.delegate = self
    if !parser.parse() { error = "line \(parser.lineNumber): \(String(describing: parser.parserError))" }
  }

  func parser(_ parser: XMLParser, parseErrorOccurred problem: any Error) {
    error = error ?? "line \(parser.lineNumber): \(problem)"
  }

  func parser(
    _ parser: XMLParser, didStartElement element: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    elements.append(Element(name: element, attributes: attributes))
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

  func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }

  func values(of attribute: String) -> [String] { elements.compactMap { $0.attributes[attribute] } }

  /// Contents of every element of that name, with its opening tag, as a browser cuts them: up to the next closing tag.
  static func rawText(_ name: String, of page: String) -> [(tag: String, content: String)] {
    var found: [(tag: String, content: String)] = []
    var rest = page[...]
    while let open = rest.range(of: "<\(name)"), let end = rest.range(of: ">", range: open.upperBound..<rest.endIndex),
      let close = rest.range(of: "</\(name)>", range: end.upperBound..<rest.endIndex)
    {
      found.append((String(rest[open.lowerBound..<end.upperBound]), String(rest[end.upperBound..<close.lowerBound])))
      rest = rest[close.upperBound...]
    }
    return found
  }

  private static func withoutRawText(_ page: String) -> String {
    var result = page
    for name in ["script", "style"] {
      for (tag, content) in rawText(name, of: page) where !content.isEmpty {
        result = result.replacing("\(tag)\(content)</\(name)>", with: "\(tag)</\(name)>", maxReplacements: 1)
      }
    }
    return result
  }
}
