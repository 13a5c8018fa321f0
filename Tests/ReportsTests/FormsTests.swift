import Foundation
import Reports
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct FormsTests {
  @Test func terminalSummaries() throws {
    try expectGolden(TerminalReport.text(SyntheticRun.single()), "single.txt")
    try expectGolden(TerminalReport.text(SyntheticRun.pair()), "pair.txt")
    try expectGolden(TerminalReport.text(SyntheticRun.single(), width: 80), "single-80.txt")
  }

  @Test func otherForms() throws {
    try expectGolden(JSONReport.text(SyntheticRun.single()), "single.json")
    try expectGolden(MarkdownReport.text(SyntheticRun.pair()), "pair.md")
    try expectGolden(JUnitReport.text(SyntheticRun.single()), "single.xml")
  }

  @Test(arguments: [60, 80, 100, 140]) func noLineIsWiderThanTheTerminal(width: Int) {
    for result in [SyntheticRun.single(), SyntheticRun.pair()] {
      for line in TerminalReport.text(result, width: width).split(separator: "\n") {
        #expect(line.count <= width, "\(line)")
      }
    }
  }

  @Test func oneVariantFitsOneScreen() {
    let lines = TerminalReport.text(SyntheticRun.single()).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= 70)
  }

  @Test func coloursAddNothingButEscapes() {
    let coloured = TerminalReport.text(SyntheticRun.pair(), coloured: true)
    #expect(coloured.contains("\u{1B}["))
    #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == TerminalReport.text(SyntheticRun.pair()))
  }

  @Test func jsonComesBackAsTheSameResult() throws {
    for result in [SyntheticRun.single(), SyntheticRun.pair()] {
      let text = try JSONReport.text(result)
      #expect(try JSONReport.result(text) == result)
      #expect(try JSONReport.text(JSONReport.result(text)) == text)
    }
  }

  @Test func twoEncodingsAreTheSameBytes() throws {
    #expect(try JSONReport.text(SyntheticRun.pair()) == JSONReport.text(SyntheticRun.pair()))
  }

  @Test func anotherSchemaVersionIsRefused() throws {
    let text = try JSONReport.text(SyntheticRun.single())
      .replacing("\"schemaVersion\" : 2", with: "\"schemaVersion\" : 1")
    #expect(throws: JSONReportError.unknownVersion(1)) { try JSONReport.result(text) }
  }

  @Test func hostileNamesStayWellFormedInJUnit() throws {
    var result = SyntheticRun.pair()
    let hostile = "a<b>&\"'\u{1}\u{FFFF}]]>\n\tü 🙂"
    result.budgets[0].id = hostile
    result.budgets[0].reason = hostile
    result.budgets[0].requirement = hostile
    result.scenario.name = hostile
    result.variants[0].invariants[0].holds = false
    result.variants[0].invariants[0].name = hostile
    let reader = CaseReader()
    let parser = XMLParser(data: Data(JUnitReport.text(result).utf8))
    parser.delegate = reader
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    #expect(
      reader.names == ["a<b>&\"'\u{FFFD}\u{FFFD}]]>\n\tü 🙂", "feed-p99", "law: a<b>&\"'\u{FFFD}\u{FFFD}]]>\n\tü 🙂"])
    #expect(reader.failures == 2)
  }

  @Test func junitCountsWhatItHolds() throws {
    let reader = CaseReader()
    let parser = XMLParser(data: Data(JUnitReport.text(SyntheticRun.single()).utf8))
    parser.delegate = reader
    #expect(parser.parse())
    #expect(reader.names == ["feed-p99", "feed-fast", "feed-edge", "feed-wish"])
    #expect(reader.suite == ["tests": "4", "failures": "1", "errors": "1", "skipped": "1"])
    #expect(reader.failures == 1)
  }
}

private final class CaseReader: NSObject, XMLParserDelegate {
  var names: [String] = []
  var failures = 0
  var suite: [String: String] = [:]

  func parser(
    _ parser: XMLParser, didStartElement element: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    if element == "testcase" { names.append(attributes["name"] ?? "") }
    if element == "failure" { failures += 1 }
    if element == "testsuites" { suite = attributes.filter { $0.key != "name" } }
  }
}
