import Reports
import Simulator
import Testing

@Suite struct VariantResultTests {
  private let pair = SyntheticRun.pair()

  @Test func replicationsAreJoined() throws {
    let variant = pair.variants[0]
    let one = SyntheticRun().measurements()
    #expect(variant.replications == 3 && variant.fingerprints.count == 3)
    #expect(variant.executedEvents == 3 * one.executedEvents)
    #expect(variant.operations[0].completed == 3 * one.operations[0].latency.count)
    #expect(
      variant.operations[0].rate == Estimate(4_000.0 / 3, low: 4_000.0 / 3, high: 4_000.0 / 3, basis: .replications))
    #expect(variant.stations[1].utilisation.value == 0.71)
    #expect(variant.hotRows.map(\.name).first == "likes of post 3 by @celebrity-1")
    #expect(variant.hotRows[0].meanLockWaitSeconds == 0.225)
    #expect(variant.caveats.count == 1)
  }

  @Test func theFirstBottleneckIsTheBusiestRowOrInstance() throws {
    let row = try #require(pair.variants[0].firstBottleneck)
    #expect(row.kind == .row && row.name == "likes of post 3 by @celebrity-1" && row.utilisation == 0.97)
    var run = SyntheticRun().measurements()
    run.hotRows = []
    let variant = VariantResult(name: "x", runs: [run], estimator: Estimator())
    let station = try #require(variant.firstBottleneck)
    #expect(station.kind == .station && station.name == "media.workers")
    #expect(abs(station.headroom - 1 / 0.78) < 1e-5)
  }

  @Test func rowsWithoutAWaitAreNotHot() {
    var run = SyntheticRun().measurements()
    run.hotRows[1].lockWaitSum = .zero
    let variant = VariantResult(name: "x", runs: [run], estimator: Estimator())
    #expect(variant.hotRows.map(\.name) == ["likes of post 3 by @celebrity-1"])
  }

  @Test func sharesOfTheTailSumToOne() {
    for operation in pair.variants[0].operations {
      #expect(abs(operation.tailShares.reduce(0) { $0 + $1.share } - 1) < 1e-5)
      #expect(operation.tailShares.map(\.component) == ["counters", "access", "gateway"])
    }
  }

  @Test func aBrokenLawOfAnyReplicationIsShown() {
    var runs = (0..<3).map { SyntheticRun(replication: $0).measurements() }
    runs[2].invariants[1].found -= 1
    let variant = VariantResult(name: "x", runs: runs, estimator: Estimator())
    #expect(!variant.invariantsHold)
    #expect(variant.invariants[1].name == "flow balance of gateway")
    #expect(variant.invariants[1].expected == 240_000 && variant.invariants[1].found == 239_999)
  }

  /// A replication leaves out numbers that it has no sample of, and laws of kinds that did not occur.
  @Test func whatAReplicationLacksIsJoinedByName() {
    var runs = (0..<3).map { SyntheticRun(replication: $0).measurements() }
    runs[1].scalars.removeFirst()
    runs[2].invariants.removeFirst()
    runs[2].scalars.append(ScalarMeasurement(name: "rare", value: 3, unit: "count"))
    let variant = VariantResult(name: "x", runs: runs, estimator: Estimator())
    #expect(
      variant.scalars.map(\.name).filter { $0 == "post.visible.p50" || $0 == "rare" } == ["post.visible.p50", "rare"])
    #expect(variant.scalars[0].estimate == Estimate(2.1, basis: .tooFewSamples))
    #expect(variant.scalars.first { $0.name == "post.visible.p99" }?.estimate.value == 4.7)
    #expect(variant.invariants.count == 2 && variant.invariantsHold)
  }

  @Test func nothingMeasuredIsAnEmptyVariant() {
    let variant = VariantResult(name: "x", runs: [], estimator: Estimator())
    #expect(variant.replications == 0 && variant.operations.isEmpty && variant.firstBottleneck == nil)
  }

  @Test func emptyOperationsHaveNoLatency() {
    var run = RunMeasurements()
    run.operations = [OperationMeasurement(name: "x", latency: LatencyHistogram(), batches: [])]
    let variant = VariantResult(name: "v", runs: [run], estimator: Estimator())
    #expect(variant.operations[0].latency == nil && variant.operations[0].completed == 0)
  }

  @Test func numbersThatAreNotFiniteNeverReachAResult() throws {
    var run = SyntheticRun().measurements()
    run.scalars.append(ScalarMeasurement(name: "odd", value: .nan, unit: "s"))
    var result = SyntheticRun.single()
    result.variants = [VariantResult(name: "v", runs: [run], estimator: Estimator())]
    #expect(!result.variants[0].scalars.contains { $0.name == "odd" })
    #expect(try JSONReport.text(result).contains("\"fingerprints\""))
  }
}
