import Foundation
import Simulator
import Testing

@testable import Reports

@Suite struct AttributionTests {
  /// Buckets at 1, 2, 4 and 8 ms with 1,000, 100, 10 and 1 requests, each spending a third on the network.
  private func operation() -> OperationMeasurement {
    var histogram = LatencyHistogram()
    var table = LedgerTable(cells: [
      LedgerTable.Cell(component: "ranker", kind: .service), LedgerTable.Cell(component: "wan", kind: .network),
    ])
    for (milliseconds, requests) in [(1, 1_000), (2, 100), (4, 10), (8, 1)] as [(Int64, Int64)] {
      for _ in 0..<requests { histogram.record(.milliseconds(milliseconds)) }
      let sum = milliseconds * 1_000_000 * requests
      table.buckets.append(
        LedgerTable.Bucket(floor: .milliseconds(milliseconds), requests: requests, sums: [sum - sum / 3, sum / 3]))
    }
    var operation = OperationMeasurement(name: "feed.load", latency: histogram, batches: [histogram])
    operation.ledgers = table
    operation.samples = table.buckets.map {
      ExemplarMeasurement(
        region: "tokyo", startedAt: .zero, latency: $0.floor,
        entries: [LedgerShare(component: "ranker", kind: .service, nanoseconds: $0.floor.nanoseconds)])
    }
    operation.slowest = [operation.samples[3]]
    return operation
  }

  private func explained() -> OperationResult {
    var run = RunMeasurements()
    run.measured = .seconds(1)
    run.operations = [operation()]
    run.views = [ViewDefinition(name: "far away", components: ["wan", "moon"])]
    return VariantResult(name: "v", runs: [run, run], estimator: Estimator()).operations[0]
  }

  @Test func percentilesAreMadeOfTheRequestsAroundThem() throws {
    let attribution = explained().attribution
    #expect(attribution.map(\.percent) == [50, 99, 99.9])
    // Two replications of the bucket at 1 ms, of that at 2 ms, and of all above 2 ms (thirty are asked for).
    #expect(attribution.map(\.requests) == [2_000, 200, 222], "the nearer neighbour of 4 ms is 8 ms or 2 ms, alike")
    let p50 = attribution[0]
    #expect(abs(p50.seconds - 0.001) < 1e-6 && p50.meanSeconds == 0.001)
    #expect(p50.shares.map(\.component) == ["ranker", "wan"])
    #expect(abs(p50.shares[1].share - 1 / 3.0) < 1e-5)
    #expect(p50.views.map(\.name) == ["far away"] && abs(p50.views[0].share - 1 / 3.0) < 1e-5)
    for attribution in attribution {
      let sum = attribution.shares.reduce(0) { $0 + $1.seconds }
      #expect(abs(sum - attribution.meanSeconds) < 1e-5 * sum)
    }
  }

  @Test func exemplarsAreNearTheirPercentile() {
    let exemplars = explained().exemplars
    #expect(exemplars.map(\.role) == ["worst", "p50", "p99", "p99.9"])
    #expect(exemplars.map(\.latencyNanoseconds) == [8_000_000, 1_000_000, 2_000_000, 4_000_000])
    for exemplar in exemplars {
      #expect(exemplar.parts.reduce(0) { $0 + $1.nanoseconds } == exemplar.latencyNanoseconds)
    }
  }

  @Test func theCurveEndsWhereSamplesDo() {
    let curve = explained().curve
    #expect(curve.last?.percent == 99.95)
    #expect(zip(curve, curve.dropFirst()).allSatisfy { $0.seconds <= $1.seconds })
  }

  /// Tables with other cells in another order add up by name.
  @Test func tablesJoinByName() {
    let network = LedgerTable.Cell(component: "wan", kind: .network)
    let service = LedgerTable.Cell(component: "ranker", kind: .service)
    let a = LedgerTable(
      cells: [network, service], buckets: [.init(floor: .milliseconds(2), requests: 1, sums: [1, 2])])
    let b = LedgerTable(
      cells: [service],
      buckets: [
        .init(floor: .milliseconds(1), requests: 2, sums: [30]),
        .init(floor: .milliseconds(2), requests: 3, sums: [40]),
      ])
    let joined = LedgerTable(joining: [a, b])
    #expect(joined.cells == [network, service])
    #expect(joined.buckets.map(\.requests) == [2, 4])
    #expect(joined.buckets.map(\.sums) == [[0, 30], [1, 42]])
  }
}
