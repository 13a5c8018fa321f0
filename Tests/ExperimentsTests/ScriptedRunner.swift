import Experiments
import Foundation
import Reports
import Simulator
import Synchronization

/// Variant v takes `speed[v]` times as long; replications differ by a draw. Ten windows of one second each.
struct ScriptedRunner: VariantRunner {
  var slowness: [Double] = [1, 2]
  var brokenLaw = false

  func run(variant: Int, replication: Int, progress: (SimTime, UInt64) -> Bool) throws -> RunMeasurements {
    var run = RunMeasurements()
    let draws = Draws(seed: 7, replication: UInt64(replication)).purpose("service")
    var batches: [LatencyHistogram] = []
    for window in 0..<10 {
      var histogram = LatencyHistogram()
      for index in 0..<500 {
        let unit = draws.unit(UInt64(window), UInt64(index))
        histogram.record(SimDuration(seconds: -log(unit) * 0.01 * slowness[variant]))
      }
      batches.append(histogram)
      run.measured = .seconds(Int64(window + 1))
      run.executedEvents += 500
      if !progress(.zero + run.measured, run.executedEvents) { break }
    }
    var pooled = LatencyHistogram()
    for batch in batches { pooled.add(batch) }
    run.operations = [OperationMeasurement(name: "feed.load", latency: pooled, batches: batches)]
    run.scalars = [ScalarMeasurement(name: "counter.staleness.p99", value: 0.5, unit: "s")]
    run.invariants = [InvariantMeasurement(name: "law", expected: 1, found: brokenLaw ? 0 : 1)]
    run.fingerprint = "\(variant)-\(replication)"
    return run
  }
}

func experiment(replications: Int = 1, variants: [String] = ["direct", "slow"], budgets: [BudgetRule] = [])
  -> Experiment
{
  Experiment(
    name: "scripted", hash: "00000001", seed: 7, replications: replications,
    variants: variants.map { Experiment.Variant(name: $0, simulatedTime: .seconds(10), budgets: budgets) },
    reproduce: "darkroom run scripted.yaml --seed 7")
}

func rule(_ text: String, _ comparison: BudgetRule.Comparison, _ threshold: Double, _ unit: MetricUnit = .seconds)
  -> BudgetRule
{
  BudgetRule(
    id: "b", metric: MetricExpression(parsing: text)!, comparison: comparison, threshold: threshold, unit: unit)
}
