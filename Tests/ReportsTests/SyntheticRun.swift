import Foundation
import Reports
import Simulator

/// Made-up measurements with known numbers: what a small platform might leave, without running one.
struct SyntheticRun {
  var seed: UInt64 = 1
  var replication: UInt64 = 0
  /// Multiplies every latency and lock wait.
  var slowness = 1.0

  func measurements() -> RunMeasurements {
    var run = RunMeasurements()
    run.measured = .seconds(30)
    run.warmUp = .seconds(10)
    run.operations = [
      operation("feed.load", perBatch: 4_000, meanMilliseconds: 60, failures: 12, inFlight: 31),
      operation("like", perBatch: 1_500, meanMilliseconds: 9, failures: 0, inFlight: 2),
      operation("upload", perBatch: 40, meanMilliseconds: 900, failures: 1, inFlight: 40),
    ]
    run.rates = [
      RateMeasurement(name: "sessions", executed: 6_000, executedPerSecond: 200, targetPerSecond: 201),
      RateMeasurement(name: "posts", executed: 900, executedPerSecond: 30, targetPerSecond: 40),
    ]
    run.stations = [
      StationMeasurement(
        name: "gateway", instances: 12, serversPerInstance: 32, arrivals: 240_000, blocked: 0, utilisation: 0.41,
        busiestUtilisation: 0.44, meanWaiting: .microseconds(120), longestLine: 9),
      StationMeasurement(
        name: "media.workers", instances: 4, serversPerInstance: 16, arrivals: 900, blocked: 3,
        utilisation: 0.7 + Double(replication) * 0.01, busiestUtilisation: 0.78, meanWaiting: .milliseconds(45),
        longestLine: 55),
    ]
    var edge = CacheMeasurement(name: "edge")
    (edge.requests, edge.hits) = (300_000, 174_000)
    (edge.requestedBytes, edge.hitBytes) = (24_000_000_000, 11_784_000_000)
    (edge.capacityBytes, edge.storedBytes, edge.storedObjects) = (64 << 30, 63 << 30, 800_000)
    edge.evictions = 126_000
    var shield = CacheMeasurement(name: "shield")
    (shield.requests, shield.hits, shield.requestedBytes, shield.hitBytes) = (
      126_000, 40_068, 12_216_000_000, 3_090_648_000
    )
    (shield.capacityBytes, shield.isValid) = (256 << 30, false)
    run.caches = [edge, shield]
    run.hotRows = [
      RowMeasurement(
        name: "likes of post 3 by @celebrity-1", updates: 44_000, lockWaitSum: scaled(.seconds(9_900)),
        lockWaitMaximum: scaled(.milliseconds(1_200)), longestLine: 512, utilisation: 0.97),
      RowMeasurement(
        name: "likes of post 8 by @celebrity-2", updates: 900, lockWaitSum: scaled(.milliseconds(450)),
        lockWaitMaximum: scaled(.milliseconds(21)), longestLine: 4, utilisation: 0.02),
    ]
    run.hotRows[0].magnify(replication)
    run.scalars = [
      ScalarMeasurement(name: "post.visible.p50", value: 2.1 * slowness, unit: "s"),
      ScalarMeasurement(name: "post.visible.p99", value: 4.7 * slowness, unit: "s"),
      ScalarMeasurement(name: "counter.staleness.p99", value: 0.98, unit: "s"),
      ScalarMeasurement(name: "counter.staleness.max", value: 1.02, unit: "s"),
      ScalarMeasurement(name: "timeline.read.candidates", value: 512.5, unit: "1"),
    ]
    run.invariants = [
      InvariantMeasurement(name: "likes are accounted for", expected: 45_000, found: 45_000),
      InvariantMeasurement(name: "flow balance of gateway", expected: 240_000, found: 240_000),
    ]
    run.caveats = ["the shield sees the requests of 1 PoP in 20 only"]
    run.executedEvents = 12_345_678
    run.fingerprint = "00c0ffee00c0ffee"
    return run
  }

  private func scaled(_ span: SimDuration) -> SimDuration { SimDuration(seconds: span.seconds * slowness) }

  /// Ten batches of exponential latencies.
  private func operation(_ name: String, perBatch: Int, meanMilliseconds: Double, failures: Int64, inFlight: Int64)
    -> OperationMeasurement
  {
    let draws = Draws(seed: seed, replication: replication).purpose(name)
    var pooled = LatencyHistogram()
    let batches = (0..<10).map { batch in
      var histogram = LatencyHistogram()
      for index in 0..<perBatch {
        let unit = draws.unit(UInt64(batch), UInt64(index))
        histogram.record(SimDuration(seconds: -log(unit) * meanMilliseconds * 1e-3 * slowness))
      }
      pooled.add(histogram)
      return histogram
    }
    var operation = OperationMeasurement(name: name, latency: pooled, batches: batches)
    operation.failures = failures
    operation.inFlight = inFlight
    let tail = Int64(perBatch / 10)
    operation.tailCount = tail
    let share = Int64(meanMilliseconds * 4_600_000 * slowness) * tail / 10
    operation.tailLedger = [
      LedgerShare(component: "gateway", kind: .service, nanoseconds: share),
      LedgerShare(component: "counters", kind: .lockWait, nanoseconds: 5 * share),
      LedgerShare(component: "access", kind: .network, nanoseconds: 4 * share),
    ]
    operation.meanLedger = operation.tailLedger
    return operation
  }
}

extension RowMeasurement {
  /// Three intervals of waits in four classes of length, and three regions that write.
  fileprivate mutating func magnify(_ replication: UInt64) {
    waits = 43_000
    waitLengthEdges = [.milliseconds(1), .milliseconds(30), .milliseconds(500)]
    waitsByLength = [[1_000, 9_000, 0, 0], [0, 3_000, 15_000, 0], [0, 0, 14_500, 500 + Int64(replication)]]
    longestLineByInterval = [40, 230, 512 - Int(replication)]
    tailShare = 0.5 + Double(replication) * 0.01
    writers = [("lagos", 11_000), ("tokyo", 26_400), ("frankfurt", 0), ("oregon", 6_600)].map {
      RowWriter(name: $0.0, updates: $0.1)
    }
  }
}

extension SyntheticRun {
  static let identity = ScenarioIdentity(
    name: "synthetic", summary: "made-up numbers", hash: "0badcafe", seed: 1, replications: 1, slice: 20)

  static func single() -> RunResult { one }
  static func pair() -> RunResult { two }

  private static let one = makeSingle()
  private static let two = makePair()

  /// A single variant with one passing, one breached and one open budget.
  private static func makeSingle() -> RunResult {
    var result = RunResult(
      scenario: identity, confidenceLevel: 0.95, reproduce: "darkroom run scenarios/synthetic.yaml --seed 1")
    result.variants = [
      VariantResult(name: "base", runs: [SyntheticRun().measurements()], estimator: Estimator(level: 0.95))
    ]
    let p99 = result.variants[0].operations[0].latency!.p99.estimate
    result.budgets = [
      budget("feed-p99", "base", p99, threshold: 0.4, .pass, "the interval lies below 400 ms"),
      budget("feed-fast", "base", p99, threshold: 0.2, .fail, "the interval lies above 200 ms"),
      budget("feed-edge", "base", p99, threshold: p99.value, .inconclusive, "the interval contains the threshold"),
      budget("feed-wish", "base", nil, threshold: 0.1, .fail, "the run has no such data", severity: .warn),
    ]
    result.verdict = .fail
    return result
  }

  /// Two variants with three replications each; the second is ten times as fast.
  private static func makePair() -> RunResult {
    var result = single()
    result.scenario.replications = 3
    result.variants = [("direct", 1.0), ("buffered", 0.1)].map { name, slowness in
      VariantResult(
        name: name,
        runs: (0..<3).map { SyntheticRun(replication: $0, slowness: slowness).measurements() },
        estimator: Estimator(level: 0.95))
    }
    result.budgets = result.variants.map { variant in
      let p99 = variant.operations[0].latency!.p99.estimate
      let passes = variant.name == "buffered"
      return budget(
        "feed-p99", variant.name, p99, threshold: 0.2, passes ? .pass : .fail,
        passes ? "the interval lies below 200 ms" : "the interval lies above 200 ms")
    }
    result.takeaway = "p99(feed.load.latency) is 10 times as high with direct as with buffered."
    return result
  }

  static func budget(
    _ id: String, _ variant: String, _ estimate: Estimate?, threshold: Double, _ outcome: BudgetResult.Outcome,
    _ reason: String, severity: BudgetResult.Severity = .fail
  ) -> BudgetResult {
    BudgetResult(
      id: id, variant: variant, requirement: "p99(feed.load.latency) < \(Readable.seconds(threshold))",
      metric: "p99(feed.load.latency)", unit: .seconds, threshold: threshold, estimate: estimate,
      margin: estimate.map { 1 - $0.value / threshold }, severity: severity, outcome: outcome, reason: reason)
  }
}
