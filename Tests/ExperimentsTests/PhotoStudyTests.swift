import Caching
import Experiments
import Foundation
import Scenarios
import Simulator
import SystemModel
import Testing

@Suite struct PhotoStudyTests {
  private func values<P: ParameterSet>(_ parameters: P) -> [String] {
    P.fields.map { "\($0.path): \($0.read(parameters))" }
  }

  /// The file that people read and the inputs that `validate` replays are one platform, but for the size of the edge.
  @Test func theScenarioIsTheStudy() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
    let scenario = try ScenarioLoader.load(
      path: root.appendingPathComponent("scenarios/photo-cache-study.yaml").path, vocabulary: MetricCatalogue.vocabulary
    )
    var inputs = try #require(scenario.executed.first { $0.name == "fifo" }).platformInputs
    let study = PhotoCacheStudy.inputs
    let capacity = inputs.platform.delivery.edgeCapacity
    inputs.platform.delivery.edgeCapacity = study.platform.delivery.edgeCapacity
    inputs.platform.delivery.warmTurnover = study.platform.delivery.warmTurnover
    #expect(values(inputs.population) == values(study.population))
    #expect(values(inputs.graph) == values(study.graph))
    #expect(values(inputs.geography) == values(study.geography))
    #expect(values(inputs.session) == values(study.session))
    #expect(values(inputs.platform) == values(study.platform))
    #expect(capacity == 3_807 << 20)
  }

  /// A short study: the size is fitted, the bounds hold, and threads change nothing.
  @Test func boundsHold() {
    var inputs = PhotoCacheStudy.inputs
    inputs.population.users = 4_000
    inputs.graph.meanFollowees = 60
    let study = PhotoCacheStudy(inputs, seed: 3, period: .days(4), threads: 2)
    let alone = PhotoCacheStudy(inputs, seed: 3, period: .days(4))
    // Four days of few users repeat too little for the published ratio: the largest size is as near as it comes.
    #expect(abs(study.hitRatio(.fifo) - PhotoCacheStudy.publishedHitRatio) < 0.06)
    #expect(study.capacityBytes <= study.facts.footprintBytes)
    for policy in [PolicyName.fifo, .lfu, .lru, .s4lru] {
      #expect(study.hitRatio(policy) <= study.hitRatio(.belady))
      #expect(study.counts(policy) == alone.counts(policy))
    }
    #expect(study.hitRatio(.belady) <= 1 - study.infinite.missRatio)
    let other = PhotoCacheStudy(inputs, seed: 4, period: .days(4))
    #expect(other.counts(.lru) != study.counts(.lru))
  }
}
