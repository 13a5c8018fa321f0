import Simulator
import Testing

@testable import Scenarios

@Suite struct BudgetWindowTests {
  private let vocabulary = MetricVocabulary(
    [
      .init(name: "feed.load.latency", functions: ["p50", "p99", "mean"], hasParts: true),
      .init(name: "ranker", functions: ["utilisation", "longestLine"], hasParts: true),
      .init(name: "counter.staleness", functions: ["p99"], hasParts: false),
    ], regions: ["tokyo", "sydney"])

  private func load(_ budget: String, _ more: String = "") throws -> Scenario {
    let files = try TestFiles([
      "x.yaml":
        "run: {duration: 10 s, warmUp: 2 s, batches: 10}\nphases: {peak: 4s..8s}\n\(more)\nbudgets: [\(budget)]\n"
    ])
    return try ScenarioLoader.load(path: files.directory + "x.yaml", vocabulary: vocabulary)
  }

  private func mistake(_ budget: String, _ more: String = "") -> String {
    do {
      _ = try load(budget, more)
      return "accepted"
    } catch let errors as ScenarioErrors {
      return errors.errors.map { "\($0.line):\($0.column) \($0.message); \($0.hint ?? "")" }.joined(separator: "\n")
    } catch {
      return "\(error)"
    }
  }

  @Test func windowsAreRead() throws {
    func window(_ text: String) throws -> BudgetWindow {
      try load("{require: p99(feed.load.latency) < 1 s, over: \(text)}").budgets[0].window
    }
    #expect(try window("whole run") == .wholeRun)
    #expect(try window("phase peak") == .phase("peak"))
    #expect(try window("2s..12s") == .span(from: .seconds(2), to: .seconds(12)))
    #expect(try window("3 s .. 4 s") == .span(from: .seconds(3), to: .seconds(4)))
    #expect(try window("worst 2s") == .worst(.seconds(2)))
  }

  @Test func mistakesNameThePlaceAndTheNearestChoice() {
    let p99 = "{require: p99(feed.load.latency) < 1 s, over: "
    #expect(mistake(p99 + "phase peek}").contains("no phase 'peek'; did you mean 'peak'?"))
    #expect(mistake(p99 + "worst 2.4s}").contains("the nearest is 'worst 2 s'"))
    #expect(mistake(p99 + "worst 99s}").contains("the nearest is 'worst 10 s'"))
    #expect(mistake(p99 + "worst 9223372036.8 s}").contains("the nearest is 'worst 10 s'"))
    #expect(mistake(p99 + "1s..5s}").contains("beyond the measured time, 2 s to 12 s; the nearest is '2 s .. 5 s'"))
    #expect(mistake(p99 + "2.5s..5s}").contains("the nearest is '3 s .. 5 s'"))
    #expect(mistake(p99 + "8s..4s}").contains("is not a part of the run"))
    #expect(mistake(p99 + "later}").hasPrefix("4:57 'later' is not a part of the run"))
    #expect(mistake("{require: longestLine(ranker) < 5, over: worst 2s}").contains("over the whole run only"))
    #expect(mistake("{require: p99(counter.staleness) < 1 s, over: phase peak}").contains("over the whole run only"))
  }

  @Test func labelsAreChecked() throws {
    let budget = try load("{require: \"p99(feed.load.latency{region=tokyo}) < 1 s\"}").budgets[0]
    #expect(budget.metric.region == "tokyo" && budget.id == "p99-feed-load-latency-tokyo")
    #expect(mistake("{require: \"p99(feed.load.latency{region=toko}) < 1 s\"}").contains("did you mean 'tokyo'?"))
    #expect(mistake("{require: \"p99(feed.load.latency{zone=a}) < 1 s\"}").contains("'{zone=a}' is not a label"))
    #expect(mistake("{require: \"longestLine(ranker{region=tokyo}) < 4\"}").contains("is not measured by region"))
    #expect(mistake("{require: p99(ranker) < 1 s}").contains("'ranker' has no 'p99'; it has utilisation, longestLine"))
  }

  @Test func thresholdsMayBeBaselines() throws {
    func threshold(_ text: String) throws -> BudgetThreshold {
      try load("{require: p99(feed.load.latency) <= \(text)}").budgets[0].threshold
    }
    #expect(try threshold("baseline") == .baseline(factor: 1))
    #expect(try threshold("baseline * 1.05") == .baseline(factor: 1.05))
    #expect(try threshold("baseline*2") == .baseline(factor: 2))
    #expect(mistake("{require: p99(feed.load.latency) < baseline + 5}").contains("write for example 'baseline * 1.05'"))
    let scenario = try load("{require: p99(feed.load.latency) < baseline}", "baseline: old.json")
    #expect(scenario.baselinePath?.hasSuffix("/old.json") == true)
  }

  /// The resolved scenario says windows, phases and labels in a form that reads back.
  @Test func theCanonicalTextReadsBack() throws {
    let scenario = try load("{require: \"p99(feed.load.latency{region=sydney}) <= baseline * 1.1\", over: phase peak}")
    let files = try TestFiles(["y.yaml": scenario.resolvedYAML])
    let again = try ScenarioLoader.load(path: files.directory + "y.yaml", vocabulary: vocabulary)
    #expect(again.resolvedYAML == scenario.resolvedYAML && again.hash == scenario.hash)
    #expect(again.phases == [ScenarioPhase(name: "peak", from: .seconds(4), to: .seconds(8))])
  }
}
