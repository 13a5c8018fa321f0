import Simulator
import Testing

@testable import Scenarios

@Suite struct CanonicalTextTests {
  static let text = """
    name: celebrity-post
    description: "A post: with \\"quotes\\", a # and\\na second line"
    run: {duration: 12.5 s, warmUp: 90 s, seed: 42, slice: 1/20, confidence: 99 %, maxWall: 3 min}
    events:
      - celebrityPost: {at: 20 s, celebrity: 3, likes: 15.36 M/h, decays: false}
    budgets:
      - {id: feed, require: p99(feed.load.latency) < 200 ms}
      - {id: hits, require: "byteHitRatio(edge) >= 33.3 %", severity: warn}
    takeaway: p99(like.latency)
    variants:
      direct:
        describe: straight to the row
        run: {seed: 1}
        budgets: []
      buffered:
    """

  @Test func readingTheResolvedTextGivesTheSameText() throws {
    let scenario = try TestFiles.load(Self.text, settings: ["variants.buffered.run.duration=1 min"])
    let again = try TestFiles.load(scenario.resolvedYAML)
    #expect(again.resolvedYAML == scenario.resolvedYAML)
    #expect(again.hash == scenario.hash)
    #expect(again.parameters.run == scenario.parameters.run)
    #expect(again.events == scenario.events)
    #expect(again.description == "A post: with \"quotes\", a # and\na second line")
    #expect(again.variants.map(\.name) == ["direct", "buffered"])
    #expect(again.variants[0].budgets.isEmpty && again.variants[1].budgets.count == 2)
    #expect(again.variants[1].parameters.run.duration == .minutes(1))
  }

  @Test func everyKeyIsPrinted() throws {
    let resolved = try TestFiles.load("name: empty").resolvedYAML
    for field in ScenarioParameters.table.fields {
      let key = String(field.path.split(separator: ".").last!)
      #expect(resolved.contains("\(key): "), "\(field.path)")
    }
  }

  @Test func theHashSeesSettingsButNotTheSeed() throws {
    let hash = try TestFiles.load(Self.text).hash
    #expect(hash.count == 8)
    #expect(try TestFiles.load(Self.text).hash == hash)
    #expect(try TestFiles.load(Self.text, settings: ["run.warmUp=91 s"]).hash != hash)
    #expect(try TestFiles.load(Self.text + "\n", settings: ["run.warmUp=90000 ms"]).hash == hash)
    let plain = try TestFiles.load("run: {duration: 9 s}")
    #expect(try TestFiles.load("run: {duration: 9 s}", settings: ["run.seed=5"]).hash == plain.hash)
  }
}
