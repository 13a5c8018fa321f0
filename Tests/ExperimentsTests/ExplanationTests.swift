import Experiments
import Foundation
import Reports
import Scenarios
import Simulator
import SystemModel
import Testing

/// Attribution and its counterfactual on a small platform.
@Suite struct ExplanationTests {
  private static let file: String = {
    let path = NSTemporaryDirectory() + "explained-\(UUID().uuidString).yaml"
    let text = """
      run: {duration: 6 s, warmUp: 1 s, batches: 6}
      population: {users: 8 M}
      regions: {edgePopsPerRegion: 2}
      session: {storyFramesPerSession: 0}
      system: {delivery: {warmTurnover: 0 %, edgeCapacity: 32 MiB, shieldCapacity: 128 MiB}}
      """
    try! text.write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }()

  private static func variant(_ settings: [String]) throws -> ScenarioVariant {
    try ScenarioLoader.load(path: file, settings: settings).executed[0]
  }

  private func explained(_ operation: SystemModel.Operation) throws -> Explanation {
    let run = ExplanationRun(try Self.variant([]), operation: operation)
    return try #require(
      try run.explanation(
        known: nil, { try Self.variant($0) }, isInterrupted: { false }, progress: { _, _, _ in }))
  }

  /// Removing a single cause saves what the ledgers promised, to 10 %.
  @Test(arguments: [SystemModel.Operation.feedLoad, .feedPage, .like])
  func aRerunWithoutACauseSavesWhatTheLedgersPromise(_ operation: SystemModel.Operation) throws {
    let explanation = try explained(operation)
    #expect(!explanation.causes.isEmpty)
    for cause in explanation.causes {
      for point in cause.percentiles where point.percent <= 99 {
        let agreement = try #require(point.agreement, "\(cause.name)")
        #expect((0.9...1.1).contains(agreement), "\(operation) \(cause.name) p\(point.percent): \(agreement)")
      }
    }
  }

  /// Every exemplar's parts sum to its latency, to the nanosecond; so do the laws over all requests.
  @Test func ledgersSumExactly() throws {
    let explanation = try explained(.feedLoad)
    #expect(explanation.exemplars.count == 8)
    for exemplar in explanation.exemplars {
      #expect(exemplar.parts.reduce(0) { $0 + $1.nanoseconds } == exemplar.latencyNanoseconds)
    }
    for attribution in explanation.attribution {
      let sum = attribution.shares.reduce(0) { $0 + $1.seconds }
      #expect(abs(sum - attribution.meanSeconds) < 1e-4 * sum)
    }
  }

  /// At the load that the headroom names, the first bottleneck's busiest instance is busy all the time; below, it is not.
  @Test func theFirstBottleneckSaturatesAtTheLoadThatIsSaid() throws {
    func busiest(_ level: Double, _ name: String?) throws -> Bottleneck {
      let variant = try Self.variant([
        "load.level=\(level)", "system.feed.rankers.instances=1", "system.feed.rankers.workers=8",
      ])
      let run = PlatformRun(variant.platformInputs, seed: 1)
      run.prepare()
      run.run()
      let result = VariantResult(name: "v", runs: [run.measurements()], estimator: Estimator())
      return try #require(name == nil ? result.firstBottleneck : result.saturationOrder.first { $0.name == name })
    }
    let now = try busiest(1, nil)
    #expect(now.name == "ranker" && now.headroom > 1.05)
    #expect(try busiest(now.headroom * 1.1, now.name).utilisation > 0.97)
    #expect(try busiest(now.headroom * 0.8, now.name).utilisation < 0.95)
  }
}
