import Experiments
import Foundation
import Reports
import Scenarios
import Testing

/// The examples of the documents, run.
@Suite struct ExampleTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
  private static let scenario = root.appendingPathComponent("examples/ci/scenarios/feed-latency.yaml").path

  private func outcome(_ overlays: [String]) throws -> RunResult {
    let scenario = try ScenarioLoader.load(
      path: Self.scenario, overlays: overlays.map { Self.root.appendingPathComponent($0).path },
      vocabulary: MetricCatalogue.vocabulary)
    var experiment = Experiment(scenario, variants: scenario.executed, reproduce: "")
    experiment.baseline = try #require(try BaselineFile.read(BaselineFile.path(scenario)))
    var run = ExperimentRun(experiment)
    run.threads = 2
    return try run.execute(PlatformRunner(scenario.executed)).result
  }

  /// The committed baseline is that of this platform: equal numbers decide without an interval.
  @Test func theCommittedBaselineHolds() throws {
    let result = try outcome([])
    #expect(result.budgets.map(\.outcome) == [.pass, .pass, .pass, .pass])
    #expect(result.budgets[1].estimate?.basis == .observed, "renew it with `darkroom baseline update`")
  }

  /// A slower ranker passes the absolute budget and breaks that against the baseline, as docs/ci.md says.
  @Test func theChangeOfTheDocumentBreaksItsBudget() throws {
    let result = try outcome(["examples/ci/slower-ranker.yaml"])
    #expect(result.budgets.map(\.outcome) == [.pass, .fail, .pass, .pass])
    #expect(RunExitCode(result) == .budgetBreached)
    #expect(result.budgets[1].place?.line == 32)
    #expect(GitHubAnnotations.text(result).contains("line=32"))
  }

  @Test func theDocumentQuotesTheScenario() throws {
    let page = try String(contentsOf: Self.root.appendingPathComponent("docs/ci.md"), encoding: .utf8)
    let file = try String(contentsOfFile: Self.scenario, encoding: .utf8)
    let budgets = try #require(file.range(of: "budgets:\n")).lowerBound
    #expect(page.contains("```yaml\n" + file[budgets...] + "```"))
  }

  @Test func everyExampleIsValid() throws {
    for name in ["examples/comparison/small.yaml", "examples/ci/scenarios/feed-latency.yaml"] {
      _ = try ScenarioLoader.load(
        path: Self.root.appendingPathComponent(name).path, vocabulary: MetricCatalogue.vocabulary)
    }
    _ = try ScenarioLoader.load(
      path: Self.root.appendingPathComponent("examples/comparison/small.yaml").path,
      overlays: [Self.root.appendingPathComponent("examples/comparison/five-percent.yaml").path])
  }
}
