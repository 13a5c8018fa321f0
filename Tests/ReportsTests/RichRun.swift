import Foundation

@testable import Reports

extension SyntheticRun {
  /// Two variants with a made-up value in every field that the page can draw, and names of the platform's components.
  static func rich() -> RunResult { richResult }

  private static let richResult = makeRich()

  private static func makeRich() -> RunResult {
    var result = pair()
    result.scenario.name = "rich"
    result.phases = [
      TimeMark(name: "calm", fromSeconds: 10, toSeconds: 20), TimeMark(name: "peak", fromSeconds: 20, toSeconds: 30),
    ]
    result.events = [TimeMark(name: "celebrity 1 posts", fromSeconds: 22, toSeconds: 22)]
    result.changes = changes
    result.notModelled = ["Network: no handshakes.", "Gateway: no TLS."]
    result.sequential = SequentialResult(looks: [2, 3], limit: 8, levelAtLastLook: 0.98)
    result.budgets[0].place = .init(file: "scenarios/rich.yaml", line: 12, column: 5)
    result.budgets[0].baseline = 0.19
    for index in result.variants.indices {
      enrich(&result.variants[index], slowness: index == 0 ? 1 : 0.1)
    }
    return result
  }

  private static func enrich(_ variant: inout VariantResult, slowness: Double) {
    variant.summary = "a variant with a summary"
    let edges = (0...10).map { 10 + Double($0) * 2 }
    variant.timeline = Timeline(
      edgesSeconds: edges,
      series: [
        .init(metric: "p99(feed.load.latency)", unit: .seconds, values: (0..<10).map { 0.2 + Double($0 % 3) * 0.05 }),
        .init(
          metric: "p99(like.latency)", unit: .seconds,
          values: [0.04, nil, 0.05, 0.06, nil, 0.04, 0.04, 0.05, 0.05, 0.1]),
        .init(metric: "utilisation(gateway)", unit: .fraction, values: (0..<10).map { 0.3 + Double($0) * 0.02 }),
        .init(metric: "hitRatio(edge)", unit: .fraction, values: Array(repeating: 0.58, count: 10)),
      ])
    for index in variant.operations.indices { enrich(&variant.operations[index], slowness) }
    variant.operations[2].name = "post.visible"
    variant.caches[0].missRatioCurve = (1...8).map {
      MissRatioPoint(capacityBytes: pow(2, Double($0)) * 1e9, missRatio: 0.9 - Double($0) * 0.1)
    }
    for index in variant.hotRows.indices {
      variant.hotRows[index].waitSecondsByInterval = (0..<10).map { Double($0 * (index + 1)) }
      variant.hotRows[index].microscope = RowMicroscope(
        waits: 43_000, lockWaitErrorSeconds: index == 0 ? 0 : 0.0001, tailShare: index == 0 ? 0.71 : nil,
        writers: [.init(name: "tokyo", share: 0.75), .init(name: "lagos", share: 0.25)],
        longestLineByInterval: (0..<10).map { $0 * 50 },
        waitsByLength: (0..<10).map { [0, Int64($0), 4_000, 100 / Int64($0 + 1)] },
        waitLengthEdgesSeconds: [0.001, 0.016384, 1.07374])
    }
    let names = ["gateway", "mediaWorkers"] + componentNames
    let pattern = variant.stations[0]
    while variant.stations.count < names.count { variant.stations.append(pattern) }
    for (index, name) in names.enumerated() {
      variant.stations[index].name = name
      variant.stations[index].meanServiceSeconds = 0.002
    }
    if slowness == 1 { makeIdle(&variant, ["uploadProxy"]) } else { makeIdle(&variant, ["counterBuffer"]) }
  }

  private static let componentNames = [
    "uploadService", "uploadProxy", "objectStore", "moderation", "postStore", "eventLog", "searchIndexer",
    "hashtagCounters", "notifications", "fanOut", "timelineCache", "authorCache", "postReplica", "ranker", "edge",
    "shield", "feedService", "storyService", "counterBuffer", "counterStore", "sweeper",
  ]

  private static func makeIdle(_ variant: inout VariantResult, _ names: [String]) {
    for index in variant.stations.indices where names.contains(variant.stations[index].name) {
      variant.stations[index].arrivalsPerSecond = 0
      variant.stations[index].utilisation = .observed(0)
      variant.stations[index].busiestUtilisation = .observed(0)
    }
  }

  private static func enrich(_ operation: inout OperationResult, _ slowness: Double) {
    let percents: [Double] = [1, 10, 50, 90, 95, 99, 99.9, 99.99, 100]
    operation.curve = percents.enumerated().map {
      CurvePoint(percent: $0.element, seconds: 0.01 * slowness * pow(1.6, Double($0.offset)))
    }
    let shares = [
      TimeShare(component: "access", kind: "network", share: 0.5, seconds: 0.1 * slowness),
      TimeShare(component: "counterRow", kind: "lockWait", share: 0.3, seconds: 0.06 * slowness),
      TimeShare(component: "gateway", kind: "queueing", share: 0.1495, seconds: 0.0299 * slowness),
      TimeShare(component: "gateway", kind: "backOff", share: 0.05, seconds: 0.01 * slowness),
      TimeShare(component: "gateway", kind: "service", share: 0.0005, seconds: 0.0001 * slowness),
    ]
    operation.attribution = [50.0, 99, 99.9].map {
      Attribution(
        percent: $0, seconds: 0.2 * slowness, requests: 40, meanSeconds: 0.2 * slowness, shares: shares,
        views: [DerivedView(name: "edge misses", seconds: 0.03 * slowness, share: 0.15)])
    }
    operation.exemplars = ["worst", "worst", "p50", "p99"].map { role in
      Exemplar(
        role: role, region: "frankfurt", startedAtNanoseconds: 12_000_000_000, latencyNanoseconds: 1_000_000_000,
        parts: [
          .init(component: "phone", kind: "service", nanoseconds: 300_000_000),
          .init(component: "accessNetwork", kind: "network", nanoseconds: 600_000_000),
          .init(component: "mediaWorkers", kind: "queueing", nanoseconds: 100_000_000),
        ])
    }
  }

  /// Keys that the two variants set differently.
  static let changes = [
    ScenarioChange(key: "system.counters.mode", values: ["direct", "buffered"]),
    ScenarioChange(key: "system.counters.flushEvery", values: ["–", "1 s"]),
  ]
}
