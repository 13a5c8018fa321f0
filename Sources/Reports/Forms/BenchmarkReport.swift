/// Arrays for the `github-action-benchmark` action, which keeps a history by commit and alerts on a change.
///
/// It reads one direction per file: `customSmallerIsBetter` latencies and error ratios, `customBiggerIsBetter` rates and
/// hit ratios. Caches that are not valid in this run are left out.
public enum BenchmarkReport {
  public static func smallerIsBetter(_ result: RunResult) -> String {
    text(result) { variant in
      variant.operations.flatMap { operation in
        var entries: [Entry] = []
        if let latency = operation.latency {
          let metric = "\(operation.name).latency"
          entries = [
            Entry("mean(\(metric))", latency.mean, .seconds), Entry("p50(\(metric))", latency.p50),
            Entry("p95(\(metric))", latency.p95), Entry("p99(\(metric))", latency.p99),
            Entry("p999(\(metric))", latency.p999),
          ]
        }
        return entries + [Entry("errorRatio(\(operation.name))", .observed(operation.errorRatio), .fraction)]
      }
    }
  }

  public static func biggerIsBetter(_ result: RunResult) -> String {
    text(result) { variant in
      variant.operations.map { Entry("rate(\($0.name))", $0.rate, .perSecond) }
        + variant.caches.filter(\.isValid).flatMap { cache in
          [("hitRatio", cache.objectHitRatio), ("byteHitRatio", cache.byteHitRatio)].compactMap { function, ratio in
            ratio.map { Entry("\(function)(\(cache.name))", $0, .fraction) }
          }
        }
    }
  }

  private struct Entry {
    var metric: String
    var estimate: Estimate
    var unit: MetricUnit
    var samplesBeyond: Int64?

    init(_ metric: String, _ estimate: Estimate, _ unit: MetricUnit) {
      (self.metric, self.estimate, self.unit) = (metric, estimate, unit)
    }

    init(_ metric: String, _ percentile: PercentileResult) {
      self.init(metric, percentile.estimate, .seconds)
      samplesBeyond = percentile.samplesBeyond
    }
  }

  private static func text(_ result: RunResult, _ entries: (VariantResult) -> [Entry]) -> String {
    let items = result.variants.flatMap { variant in
      entries(variant).filter { $0.estimate.value.isFinite }.map { item($0, variant.name, result) }
    }
    return JSONValue.lines(items) + "\n"
  }

  private static func item(_ entry: Entry, _ variant: String, _ result: RunResult) -> JSONValue {
    let estimate = entry.estimate
    var members: [(key: String, value: JSONValue)] = [
      ("name", .string("\(variant): \(entry.metric)")), ("unit", .string(entry.unit.rawValue)),
      ("value", .number(estimate.value)),
    ]
    if let low = estimate.low, let high = estimate.high { members.append(("range", .string("[\(low), \(high)]"))) }
    var extra = [
      "scenario \(result.scenario.name) \(result.scenario.hash)", "seed \(result.scenario.seed)",
      "\(Readable.percent(result.confidenceLevel)) interval: \(estimate.basis.rawValue)",
    ]
    if let samples = entry.samplesBeyond { extra.append("\(samples) samples beyond") }
    return .object(members + [("extra", .string(extra.joined(separator: "\n")))])
  }
}
