import Foundation
import Testing

@testable import Reports

@Suite struct HTMLReportTests {
  static let results: [(name: String, result: RunResult)] = [
    ("single", SyntheticRun.single()), ("pair", SyntheticRun.pair()), ("rich", SyntheticRun.rich()),
  ]

  @Test(arguments: [0, 1, 2]) func pagesAreWellFormed(index: Int) {
    let page = HTMLReport.text(Self.results[index].result)
    let reader = PageReader(page)
    #expect(reader.error == nil, "\(Self.results[index].name): \(reader.error ?? "")")
    #expect(reader.elements.first?.name == "html")
    let ids = reader.values(of: "id")
    #expect(Set(ids).count == ids.count, "an id stands twice")
    for attribute in ["aria-labelledby", "for"] {
      for id in reader.values(of: attribute).flatMap({ $0.split(separator: " ").map(String.init) }) {
        #expect(ids.contains(id), "\(attribute) names \(id), which is nowhere")
      }
    }
    for link in reader.values(of: "href") where link.hasPrefix("#") {
      #expect(ids.contains(String(link.dropFirst())), "a link leads to \(link), which is nowhere")
    }
  }

  @Test func theReaderSeesBrokenPages() {
    #expect(PageReader("<html><p></html>").error != nil)
    #expect(PageReader("<html><p>a & b</p></html>").error != nil)
  }

  @Test func everySectionHasItsPlace() {
    let sections = sectionIds(SyntheticRun.rich())
    #expect(
      sections == [
        "budgets", "variants", "latency", "timeline", "why", "hot-rows", "caches", "capacity", "platform", "photo",
        "work", "not-modelled", "validity", "reproduce",
      ])
  }

  @Test func sectionsWithoutDataLeaveThemselvesOut() {
    let sections = sectionIds(SyntheticRun.single())
    #expect(
      sections == ["budgets", "latency", "why", "hot-rows", "caches", "capacity", "work", "validity", "reproduce"])
    let empty = RunResult(
      scenario: SyntheticRun.identity, confidenceLevel: 0.95, reproduce: "darkroom run x.yaml --seed 1")
    #expect(sectionIds(empty) == ["validity", "reproduce"])
    #expect(PageReader(HTMLReport.text(empty)).error == nil)
  }

  @Test func anEmptyVariantIsNoTrouble() {
    var result = SyntheticRun.rich()
    result.variants[1] = VariantResult(name: "late", runs: [], estimator: Estimator(level: 0.95))
    result.complete = false
    result.stopped = .interrupted
    let reader = PageReader(HTMLReport.text(result))
    #expect(reader.error == nil)
    #expect(reader.text.contains("PARTIAL"))
  }

  @Test func numbersOfTheResultStandOnThePage() {
    let text = PageReader(HTMLReport.text(SyntheticRun.rich())).text
    #expect(!text.contains("Markup("), "markup was described instead of inserted")
    for phrase in [
      "feed-p99", "system.counters.mode", "celebrity 1 posts", "likes of post 3 by @celebrity-1", "edge misses",
      "Network: no handshakes.", "00c0ffee00c0ffee", "darkroom run scenarios/synthetic.yaml --seed 1",
      "rich.yaml states feed-p99 in line 12", "A photo of frankfurt that took 1 s",
      "of the time of the slowest 1 % of likes", "at most 500 µs", "16 ms to 1.1 s: 4000 waits",
    ] {
      #expect(text.contains(phrase), "\(phrase) is missing")
    }
  }

  @Test func hostileNamesStayText() throws {
    let hostile = "</script><script>alert(1)</script><!-- \" ' & \u{2028} \u{1} ü"
    let shown = hostile.replacing("\u{1}", with: "\u{FFFD}")
    var result = SyntheticRun.rich()
    result.scenario.name = hostile
    result.scenario.summary = hostile
    result.reproduce = hostile
    result.takeaway = hostile
    result.phases[0].name = hostile
    result.events[0].name = hostile
    result.notModelled = [hostile]
    result.changes = [ScenarioChange(key: hostile, values: [hostile, hostile])]
    result.budgets[0].id = hostile
    result.budgets[0].requirement = hostile
    result.budgets[0].reason = hostile
    result.variants[0].name = hostile
    result.variants[0].summary = hostile
    result.variants[0].caveats = [hostile]
    result.variants[0].hotRows[0].name = hostile
    result.variants[0].hotRows[0].microscope?.writers[0].name = hostile
    result.variants[0].operations[0].name = hostile
    result.variants[0].operations[0].attribution[0].shares[0].kind = hostile
    result.variants[0].operations[0].exemplars[0].parts[0].component = hostile
    result.variants[0].stations[0].name = hostile
    result.variants[0].caches[0].name = hostile
    result.variants[0].timeline?.series[0].metric = hostile
    let plain = HTMLReport.text(SyntheticRun.rich())
    let page = HTMLReport.text(result)
    let reader = PageReader(page)
    #expect(reader.error == nil, "\(reader.error ?? "")")
    #expect(reader.all("script").count == PageReader(plain).all("script").count)
    #expect(reader.text.components(separatedBy: shown).count > 20)
    #expect(reader.all("title").count > 0)
    let data = try #require(PageReader.rawText("script", of: page).first { $0.tag.contains("json") }?.content)
    #expect(!data.contains("<") && !data.contains("&") && !data.contains("\u{2028}"))
    let object = try #require(try JSONSerialization.jsonObject(with: Data(data.utf8)) as? [String: Any])
    let operations = try #require(object["operations"] as? [String])
    #expect(operations.contains(hostile))
  }

  @Test func thePolicyAllowsExactlyWhatThePageHolds() throws {
    for (name, result) in Self.results {
      let page = HTMLReport.text(result)
      let policy = try policy(of: page)
      let scripts = PageReader.rawText("script", of: page).filter { !$0.tag.contains("json") }
      #expect(scripts.count == (ChartLibrary.source == nil ? 1 : 2), "\(name)")
      #expect(policy["script-src"] == scripts.map { SecurityPolicy.source($0.content) })
      #expect(policy["style-src"] == PageReader.rawText("style", of: page).map { SecurityPolicy.source($0.content) })
      #expect(policy["default-src"] == ["'none'"])
      #expect(policy["base-uri"] == ["'none'"])
      #expect(policy["form-action"] == ["'none'"])
      #expect(policy["img-src"] == ["data:"])
      #expect(!page.contains("unsafe-"))
    }
  }

  /// FIPS 180-4, appendix: the digest of `abc`, and of nothing.
  @Test func hashesAreThePublishedOnes() {
    #expect(SecurityPolicy.source("abc") == "'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='")
    #expect(SecurityPolicy.source("") == "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='")
  }

  @Test func nothingIsLoadedFromElsewhere() {
    for (_, result) in Self.results {
      let reader = PageReader(HTMLReport.text(result))
      #expect(reader.values(of: "style").isEmpty)
      #expect(reader.elements.allSatisfy { $0.attributes.keys.allSatisfy { !$0.hasPrefix("on") } })
      for attribute in ["src", "href", "action", "data", "poster", "srcset"] {
        for value in reader.values(of: attribute) {
          #expect(value.hasPrefix("#") || value.hasPrefix("data:image/svg+xml,"), "\(attribute)=\(value)")
          #expect(!value.contains("http:") && !value.contains("https:"))
        }
      }
      #expect(!PageStyle.text.contains("url(") && !PageStyle.text.contains("@import"))
    }
  }

  @Test func headersTellWhatTheyHead() {
    let reader = PageReader(HTMLReport.text(SyntheticRun.rich()))
    #expect(reader.all("th").allSatisfy { ["row", "col"].contains($0.attributes["scope"]) })
    #expect(reader.all("table").count == reader.all("caption").count)
    #expect(reader.all("h1").count == 1)
    let pictures = reader.all("svg").filter { $0.attributes["aria-hidden"] != "true" }
    #expect(!pictures.isEmpty)
    for picture in pictures {
      let names = [picture.attributes["aria-label"], picture.attributes["aria-labelledby"]].compactMap { $0 }
      #expect(picture.attributes["role"] == "img" ? names.count == 1 : picture.attributes["x"] != nil)
    }
  }

  @Test func sameResultSameBytes() {
    #expect(
      HTMLReport.text(SyntheticRun.rich())
        == HTMLReport.text(SyntheticRun.rich()))
  }

  @Test func filesHoldNoInlineScript() throws {
    let files = HTMLReport.files(SyntheticRun.rich())
    let page = try #require(files.first { $0.path == "report.html" }?.text)
    let reader = PageReader(page)
    #expect(reader.error == nil)
    #expect(PageReader.rawText("script", of: page).allSatisfy { $0.content.isEmpty })
    #expect(reader.all("style").isEmpty)
    let policy = try policy(of: page)
    #expect(policy["script-src"] == ["'self'"] && policy["style-src"] == ["'self'"])
    let loaded =
      reader.values(of: "src")
      + reader.all("link").filter { $0.attributes["rel"] == "stylesheet" }.compactMap { $0.attributes["href"] }
    #expect(Set(loaded) == Set(files.map(\.path)).subtracting(["report.html"]))
    #expect(loaded.count == files.count - 1)
  }

  @Test func aLibraryThatEndsItsElementIsNotEmbedded() {
    #expect(ChartLibrary.isEmbeddable("let a = 1 < 2;\n"))
    #expect(!ChartLibrary.isEmbeddable("\"</SCRIPT>\""))
    #expect(!ChartLibrary.isEmbeddable("<!-- x"))
  }

  private func sectionIds(_ result: RunResult) -> [String] {
    PageReader(HTMLReport.text(result)).all("section").compactMap { $0.attributes["id"] }
  }

  private func policy(of page: String) throws -> [String: [String]] {
    let meta = try #require(
      PageReader(page).all("meta").first { $0.attributes["http-equiv"] == "Content-Security-Policy" })
    var policy: [String: [String]] = [:]
    for directive in (meta.attributes["content"] ?? "").split(separator: ";") {
      let words = directive.split(separator: " ").map(String.init)
      policy[words[0]] = Array(words.dropFirst())
    }
    return policy
  }
}
