import Simulator
import Testing

@testable import Scenarios

@Suite struct ScenarioLoadingTests {
  @Test func laterLayersWin() throws {
    let files = try TestFiles([
      "base.yaml": "run: {duration: 1 s, warmUp: 2 s, seed: 3, replications: 4, slice: 1/5}",
      "own.yaml": "extends: base.yaml\nrun: {warmUp: 20 s, seed: 30, replications: 40, slice: 1/50}",
      "one.yaml": "run: {seed: 300, replications: 400, slice: 1/500}",
      "two.yaml": "run: {replications: 4000, slice: 1/600}",
    ])
    let run = try files.load("own.yaml", overlays: ["one.yaml", "two.yaml"], settings: ["run.slice=1/700"]).parameters
      .run
    #expect(run.confidence == 0.95)
    #expect(run.duration == .seconds(1))
    #expect(run.warmUp == .seconds(20))
    #expect(run.seed == 300)
    #expect(run.replications == 4_000)
    #expect(run.slice == 700)
  }

  @Test func extendsIsRelativeToItsFileAndChains() throws {
    let files = try TestFiles([
      "a/main.yaml": "extends: ../b/middle.yaml\nrun: {seed: 1}",
      "b/middle.yaml": "extends: deep/root.yaml\nrun: {warmUp: 2 s}",
      "b/deep/root.yaml": "run: {warmUp: 9 s, duration: 9 s, seed: 9}",
    ])
    let scenario = try files.load("a/main.yaml")
    #expect(scenario.parameters.run.seed == 1)
    #expect(scenario.parameters.run.warmUp == .seconds(2))
    #expect(scenario.parameters.run.duration == .seconds(9))
    #expect(scenario.name == "main")
    #expect(scenario.sources.map { $0.split(separator: "/").last } == ["main.yaml", "middle.yaml", "root.yaml"])
  }

  @Test func listsReplaceAndVariantsMerge() throws {
    let files = try TestFiles([
      "base.yaml": """
      budgets: [{id: a, require: p99(feed.load.latency) < 1 s}, {id: b, require: rate(feed.load) > 1/s}]
      events: [{celebrityPost: {at: 5 s}}]
      variants:
        first: {describe: one, run: {seed: 5, duration: 30 s}}
        second: {}
      """,
      "own.yaml": """
      extends: base.yaml
      budgets: [{id: c, require: hitRatio(edge) >= 55 %}]
      variants:
        first: {run: {seed: 6}}
        third: {events: []}
      """,
    ])
    let scenario = try files.load("own.yaml", settings: ["variants.second.run.seed=8"])
    #expect(scenario.budgets.map(\.id) == ["c"])
    #expect(scenario.budgets[0].threshold == .quantity(.fraction(0.55)))
    #expect(scenario.budgets[0].comparison == .atLeast)
    #expect(scenario.variants.map(\.name) == ["first", "second", "third"])
    #expect(scenario.variants[0].describe == "one")
    #expect(scenario.variants[0].parameters.run.seed == 6)
    #expect(scenario.variants[0].parameters.run.duration == .seconds(30))
    #expect(scenario.variants[1].parameters.run.seed == 8)
    #expect(scenario.variants.map(\.events.count) == [1, 1, 0])
    #expect(scenario.executed.count == 3)
  }

  @Test func settingsWinOverVariants() throws {
    let scenario = try TestFiles.load("variants: {a: {run: {seed: 5}}}", settings: ["run.seed=7", "run.maxWall=30 s"])
    #expect(scenario.variants[0].parameters.run.seed == 7)
    #expect(scenario.parameters.run.maxWall == .seconds(30))
  }

  @Test func sliceIsWrittenAsAShare() throws {
    #expect(try TestFiles.load("run: {slice: 1/20}").parameters.run.slice == 20)
    #expect(try TestFiles.load("run: {slice: 20}").parameters.run.slice == 20)
    #expect(try TestFiles.load("run: {slice: 1/20}").resolvedYAML.contains("slice: 1/20\n"))
    #expect(
      try TestFiles.mistakes("run: {slice: 1/0}") == [
        "scenario.yaml:1:14: error: run.slice: '0' is out of range; allowed: 1 … 1000"
      ])
  }

  @Test func budgetsAreReadToTheirParts() throws {
    let budgets = try TestFiles.load(
      """
      budgets:
        - require: p99(feed.load.latency) < 200 ms
          over: whole run
        - {id: origin, require: "rate(object-store) <= 1.2 K/s", severity: warn}
        - {require: utilisation(gateway) < 80 %}
        - {require: value(counter.staleness) > 3}
        - {require: p9999(like.latency)>=1s}
      """
    ).budgets
    #expect(
      budgets.map(\.requirement) == [
        "p99(feed.load.latency) < 200 ms", "rate(object-store) <= 1.2 K/s", "utilisation(gateway) < 80 %",
        "value(counter.staleness) > 3", "p9999(like.latency) >= 1 s",
      ])
    #expect(budgets.map(\.severity) == [.fail, .warn, .fail, .fail, .fail])
    #expect(budgets[0].id == "p99-feed-load-latency")
    #expect(budgets[0].function == "p99" && budgets[0].metric.metric == "feed.load.latency")
    #expect(budgets[0].threshold == .quantity(.duration(.milliseconds(200))))
    #expect(budgets[1].comparison == .atMost && budgets[1].id == "origin")
    #expect(budgets[0].place.line == 2)
  }

  @Test func metricNamesAreCheckedAgainstAGivenList() throws {
    let files = try TestFiles([
      "x.yaml": "budgets: [{require: p99(feed.lod.latency) < 1 s}]\ntakeaway: p99(feed.load.latency)"
    ])
    let vocabulary = MetricVocabulary(
      ["feed.load.latency", "like.latency"].map { .init(name: $0, functions: ["p99"], hasParts: true) })
    do {
      _ = try ScenarioLoader.load(path: files.directory + "x.yaml", vocabulary: vocabulary)
      Issue.record("an unknown metric was accepted")
    } catch {
      #expect(error.errors.map(\.message) == ["unknown metric 'feed.lod.latency'"])
      #expect(error.errors[0].hint == "did you mean 'feed.load.latency'?")
      #expect(error.errors[0].line == 1 && error.errors[0].column == 25)
    }
  }

  @Test func anchorsWorkWithinTheirBudget() throws {
    let scenario = try TestFiles.load(
      "variants:\n  a: {run: &short {duration: 5 s}}\n  b: {run: *short, describe: same}\n")
    #expect(scenario.variants.map(\.parameters.run.duration) == [.seconds(5), .seconds(5)])
  }

  @Test func allMistakesComeAtOnceInOrderOfPlace() throws {
    let files = try TestFiles([
      "base.yaml": "run:\n  sed: 4\n", "over.yaml": "run: {warmUp: -1 s}",
      "own.yaml": "extends: base.yaml\nrun:\n  seed: many\n  duration: 5\nnme: x\n",
    ])
    #expect(
      files.mistakes("own.yaml", overlays: ["over.yaml"], settings: ["run.slice=0", "nonsense"]) == [
        "own.yaml:3:9: error: run.seed: 'many' is not a whole number; write for example '10 K'",
        "own.yaml:4:13: error: run.duration: '5' has no unit; write for example '5 s' (units: ns, us, ms, s, min, h, d)",
        "own.yaml:5:1: error: nme: unknown key (value 'x'); did you mean 'name'?",
        "base.yaml:2:3: error: run.sed: unknown key (value '4'); did you mean 'seed'?",
        "over.yaml:1:15: error: run.warmUp: '-1 s' is out of range; allowed: 0 s … 7 d",
        "--set run.slice=0: error: run.slice: '0' is out of range; allowed: 1 … 1000",
        "--set nonsense: error: not of the form key=value; write for example '--set run.duration=30s'",
      ])
  }

  @Test func exitCodesTellMissingFromWrong() throws {
    let files = try TestFiles(["bad.yaml": "nme: x", "lost.yaml": "extends: gone.yaml"])
    func code(_ name: String) -> Int32 {
      do {
        _ = try files.load(name)
        return 0
      } catch {
        return error.exitCode
      }
    }
    #expect(code("bad.yaml") == 65)
    #expect(code("none.yaml") == 66)
    #expect(code("lost.yaml") == 66)
    #expect(code("") == 66)
  }
}
