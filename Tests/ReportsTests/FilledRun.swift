import Reports

extension SyntheticRun {
  /// Two variants in which every field of the result holds something.
  static func filled() -> RunResult { full }

  private static let full = makeFilled()

  private static func makeFilled() -> RunResult {
    var result = pair()
    result.phases = [
      TimeMark(name: "calm", fromSeconds: 10, toSeconds: 25), TimeMark(name: "peak", fromSeconds: 25, toSeconds: 40),
    ]
    result.events = [TimeMark(name: "@celebrity-1 posts", fromSeconds: 25, toSeconds: 25)]
    result.changes = [ScenarioChange(key: "load.level", values: ["1", "2"])]
    result.notModelled = ["device clocks", "retries of an unreachable region"]
    result.sequential = SequentialResult(looks: [3, 5, 8], limit: 10, levelAtLastLook: 0.9833)
    for index in result.budgets.indices {
      result.budgets[index].over = "phase peak"
      result.budgets[index].baseline = 0.19
      result.budgets[index].place = .init(file: "scenarios/synthetic.yaml", line: 40 + index, column: 5)
    }
    for index in result.variants.indices {
      fill(&result.variants[index], slowness: index == 0 ? 10 : 1)
    }
    return result
  }

  private static func fill(_ variant: inout VariantResult, slowness: Int64) {
    variant.timeline = Timeline(
      edgesSeconds: [10, 20, 30, 40],
      series: [
        .init(metric: "p99(feed.load.latency)", unit: .seconds, values: [0.21, nil, 0.2512345]),
        .init(metric: "hitRatio(edge)", unit: .fraction, values: [0.5, 0.5625, 0.58]),
      ])
    variant.values = [
      MetricValues(metric: "p99(feed.load.latency)", unit: .seconds, values: [0.271828, nil, 0.3]),
      MetricValues(metric: "rate(feed.load)", unit: .perSecond, values: [1_333.4, 1_333.4, 1_333.4]),
    ]
    variant.hotRows[0].waitSecondsByInterval = [3_000, 3_300, 3_600]
    variant.rates[0].hops = 4.5
    variant.stations[0].meanServiceSeconds = 0.0004
    variant.caches[0].missRatioCurve = [
      MissRatioPoint(capacityBytes: 0x4000_0000, missRatio: 0.9),
      MissRatioPoint(capacityBytes: 0x10_0000_0000, missRatio: 0.42),
    ]
    variant.operations[0].curve = [
      CurvePoint(percent: 0, seconds: 0.001), CurvePoint(percent: 50, seconds: 0.04),
      CurvePoint(percent: 99.9, seconds: 0.4),
    ]
    variant.operations[0].attribution = [
      Attribution(
        percent: 99, seconds: 0.27, requests: 81, meanSeconds: 0.271, shares: variant.operations[0].tailShares,
        views: [DerivedView(name: "cache miss", seconds: 0.05, share: 0.1845)])
    ]
    variant.operations[0].exemplars = [
      exemplar("worst", "tokyo", 31_000_000_007, [61_000_003, 240_000_000, 0, 1_234_567].map { $0 * slowness }),
      exemplar("p99", "lagos", 12_345_678_901, [1, 999, 1_000, 26_999_999].map { $0 * slowness }),
    ]
    variant.operations[2].exemplars = [exemplar("worst", "lagos", 5_000_000_000, [12_345_678_901])]
    variant.operations[1].exemplars = [exemplar("p50", "tokyo", 999, [9_000_000, 0, 5, 1_001].map { $0 * slowness })]
  }

  private static func exemplar(_ role: String, _ region: String, _ start: Int64, _ spans: [Int64]) -> Exemplar {
    let causes = [
      ("accessNetwork", "network"), ("counters", "lockWait"), ("gateway", "queueing"), ("gateway", "service"),
    ]
    return Exemplar(
      role: role, region: region, startedAtNanoseconds: start, latencyNanoseconds: spans.reduce(0, +),
      parts: zip(causes, spans).map { Exemplar.Part(component: $0.0, kind: $0.1, nanoseconds: $1) })
  }

  /// A filled run whose names try to break out of every form.
  static func hostile() -> RunResult {
    var result = filled()
    let name = hostileName
    result.scenario.name = name
    result.scenario.summary = name
    result.takeaway = name
    for index in result.budgets.indices {
      result.budgets[index].id = name
      result.budgets[index].reason = name
      result.budgets[index].requirement = name
      result.budgets[index].place?.file = name
    }
    result.variants[0].name = name
    result.budgets[0].variant = name
    result.variants[0].operations[0].name = name
    result.variants[0].operations[0].exemplars[0].region = name
    result.variants[0].operations[0].exemplars[0].parts[0].component = name
    result.variants[0].stations[0].name = name
    result.variants[0].caches[0].name = name
    result.variants[0].hotRows[0].name = name
    result.variants[0].hotRows[0].microscope?.writers[0].name = name
    result.variants[0].scalars[0].unit = name
    result.variants[0].timeline?.series[0].metric = name
    return result
  }

  /// Begins like a formula; holds what XML, JSON, CSV, Markdown, OpenMetrics and workflow commands treat specially.
  static let hostileName =
    "=1+1,\"\u{301}a<b>&'\\ %0A%25:,::error::|*_`[x](http://a.example)</summary><script>@you ]]>\n## no\r\n# EOF\t{} ü 🙂"
}
