import Foundation
import Reports
import Simulator

/// A small result with known numbers, and the manifest that would stand beside it.
public struct MadeUpRun: Sendable {
  public var scenario = "made-up"
  public var hash = "0badcafe"
  public var seed: UInt64 = 1
  public var variants = ["direct", "buffered"]
  public var replications = 3
  /// `p99(post.visible)` of every replication of the first variant, in seconds; each further variant takes half.
  public var visibleP99 = 4.0
  public var verdict = Verdict.pass
  public var isComplete = true
  public var summary = "made-up numbers"
  public var host = "test-host"
  public var startedAt = "2026-01-31T12:00:00Z"
  public var wallSeconds = 6.5

  public init() {}

  public var result: RunResult {
    var result = RunResult(
      scenario: ScenarioIdentity(
        name: scenario, summary: summary, hash: hash, seed: seed, replications: replications, slice: 20),
      confidenceLevel: 0.95, reproduce: "darkroom run scenarios/\(scenario).yaml --seed \(seed)")
    result.verdict = verdict
    result.complete = isComplete
    result.stopped = isComplete ? nil : .interrupted
    result.takeaway = "buffered halves p99(post.visible)."
    result.variants = variants.enumerated().map { index, name in
      variant(name, visible: visibleP99 / Double(1 << index))
    }
    result.budgets = variants.enumerated().map { index, name in
      BudgetResult(
        id: "visible-p99", variant: name, requirement: "p99(post.visible) < 3 s", metric: "p99(post.visible)",
        unit: .seconds, threshold: 3, estimate: .observed(visibleP99 / Double(1 << index)),
        margin: 1 - visibleP99 / Double(1 << index) / 3, severity: .fail,
        outcome: visibleP99 / Double(1 << index) < 3 ? .pass : .fail, reason: "made up")
    }
    return result
  }

  public var manifest: Manifest {
    Manifest(
      complete: isComplete, stopped: isComplete ? nil : .interrupted, startedAt: startedAt, wallSeconds: wallSeconds,
      simulatedSeconds: 75,
      phases: Manifest.Phases(
        preparationSeconds: 1, warmUpSeconds: 1.5, measuringSeconds: 4, realTimeFactor: 15),
      executedEvents: 6_000, peakMemoryBytes: 512 << 20, threads: 2, host: host, operatingSystem: "test system",
      processors: 2, version: "0.1.0", command: ["darkroom", "run", "a file.yaml"], files: ["summary.json"])
  }

  private func variant(_ name: String, visible: Double) -> VariantResult {
    let runs = (0..<replications).map { measurements(replication: $0, visible: visible) }
    var variant = VariantResult(name: name, summary: "variant", runs: runs, estimator: Estimator())
    if replications > 0 {
      variant.values = [
        MetricValues(
          metric: "p99(post.visible)", unit: .seconds, values: Array(repeating: visible, count: replications)),
        MetricValues(
          metric: "p9999(feed.load.latency)", unit: .seconds,
          values: (0..<replications).map { $0 == 1 ? nil : 0.1 + Double($0) / 3 }),
        MetricValues(
          metric: "blockedRatio(gateway)", unit: .fraction, values: (0..<replications).map { Double($0) * 0.01 }),
      ]
    }
    return variant
  }

  private func measurements(replication: Int, visible: Double) -> RunMeasurements {
    var run = RunMeasurements()
    (run.measured, run.warmUp, run.executedEvents) = (.seconds(20), .seconds(5), 1_000)
    var latency = LatencyHistogram()
    for milliseconds in 1...200 { latency.record(.milliseconds(Int64(milliseconds + replication))) }
    run.operations = [OperationMeasurement(name: "feed.load", latency: latency, batches: [latency, latency])]
    run.rates = [RateMeasurement(name: "sessions", executed: 4_000, executedPerSecond: 200, targetPerSecond: 201)]
    run.stations = [
      StationMeasurement(
        name: "gateway", instances: 12, serversPerInstance: 32, arrivals: 4_000, blocked: 0, utilisation: 0.41,
        busiestUtilisation: 0.44, meanWaiting: .microseconds(120), longestLine: 9)
    ]
    var edge = CacheMeasurement(name: "edge")
    (edge.requests, edge.hits, edge.requestedBytes, edge.hitBytes) = (1_000, 550, 100_000, 60_000)
    run.caches = [edge]
    run.scalars = [
      ScalarMeasurement(name: "post.visible.p99", value: visible, unit: "s"),
      ScalarMeasurement(name: "stories.leakedByteHours", value: 7.25, unit: "bytes·h"),
    ]
    run.invariants = [InvariantMeasurement(name: "likes are accounted for", expected: 7, found: 7)]
    run.fingerprint = "00c0ffee00c0ffee"
    return run
  }
}
