extension Digest {
  /// The sections of a run with one variant.
  static func sections(of variant: VariantResult, _ budgets: [BudgetResult]) -> [Section] {
    [
      latency(variant), work(variant), hotRows(variant), caches(variant), delays(variant), capacity(variant),
      why(variant, budgets),
    ]
  }

  static func latency(_ variant: VariantResult) -> Section {
    var section = Section("Latency")
    section.columns = [
      .init("operation", right: false), .init("rate"), .init("mean", rank: 4), .init("p50"), .init("p95", rank: 2),
      .init("p99"), .init("interval", rank: 1), .init("p99.9", rank: 3), .init("max"), .init("errors"),
    ]
    // What never happens, such as segments of videos where there are none, has no row.
    for operation in variant.operations
    where operation.latency != nil || operation.inFlight > 0 || operation.failures > 0 {
      let latency = operation.latency
      func text(_ value: Double?) -> String { value.map(Readable.seconds) ?? "–" }
      section.add([
        operation.name, Readable.value(operation.rate.value, .perSecond), text(latency?.mean.value),
        text(latency?.p50.estimate.value), text(latency?.p95.estimate.value), text(latency?.p99.estimate.value),
        latency.map { Readable.interval($0.p99.estimate, .seconds) } ?? "", text(latency?.p999.estimate.value),
        text(latency?.maximum), Readable.percent(operation.errorRatio),
      ])
    }
    return section
  }

  /// What was executed beside what the scenario asks for, so that an idle run cannot pass.
  static func work(_ variant: VariantResult) -> Section {
    var section = Section("Work executed")
    section.columns = [
      .init("class", right: false), .init("per second"), .init("asked for"), .init("share"),
      .init("hops each", rank: 1),
    ]
    for rate in variant.rates where rate.targetPerSecond != nil {
      let target = rate.targetPerSecond ?? 0
      section.add([
        rate.name, Readable.value(rate.perSecond.value, .perSecond), Readable.value(target, .perSecond),
        target > 0 ? Readable.percent(rate.perSecond.value / target) : "–",
        rate.hops.map { Readable.digits($0) } ?? "–",
      ])
    }
    let rest = variant.rates.filter { $0.targetPerSecond == nil && $0.executed > 0 }
    if !rest.isEmpty {
      let list = rest.map { "\($0.name) \(Readable.value($0.perSecond.value, .perSecond))" }
      section.notes = ["and " + list.joined(separator: " · ")]
    }
    return section
  }

  static func caches(_ variant: VariantResult) -> Section {
    var section = Section("Caches")
    section.columns = [
      .init("tier", right: false), .init("requests"), .init("object hits"), .init("byte hits"),
      .init("load behind it"), .init("bytes behind it", rank: 1), .init("stored of capacity", rank: 2),
    ]
    for cache in variant.caches {
      let mark = cache.isValid ? "" : " *"
      section.add([
        cache.name + mark, Readable.value(cache.requestsPerSecond, .perSecond),
        cache.objectHitRatio.map { Readable.percent($0.value) } ?? "–",
        cache.byteHitRatio.map { Readable.percent($0.value) } ?? "–",
        Readable.value(cache.missesPerSecond, .perSecond),
        Readable.value(cache.missBytesPerSecond, .bytesPerSecond),
        "\(Readable.bytes(Double(cache.storedBytes))) of \(Readable.bytes(Double(cache.capacityBytes)))",
      ])
    }
    if variant.caches.contains(where: { !$0.isValid }) {
      section.notes = ["* not valid in this run: the tier does not see its true arrivals"]
    }
    return section
  }

  /// Delays that are not a request's latency, such as post to visible or the staleness of counters.
  static func delays(_ variant: VariantResult, most: Int = 6) -> Section {
    var section = Section("Delays and levels")
    let suffixes = ["mean", "p50", "p95", "p99", "max"]
    section.columns = [.init("measure", right: false)] + suffixes.map { .init($0, rank: $0 == "mean" ? 1 : 0) }
    let groups = ScalarGroup.groups(variant.scalars)
    // What never happened took no time.
    for group in groups where group.isRow && group.members.contains(where: { $0.estimate.value != 0 }) {
      section.add([group.stem] + suffixes.map { suffix in group.member(suffix).map(Readable.scalar) ?? "–" })
    }
    let single = groups.filter { !$0.isRow }.flatMap(\.members).filter { $0.estimate.value != 0 }
    let shown = single.prefix(most).map { "\($0.name) \(Readable.scalar($0))" }
    let rest = single.count - shown.count
    if !shown.isEmpty {
      section.notes = [shown.joined(separator: " · ") + (rest > 0 ? " · \(rest) more in summary.json" : "")]
    }
    return section
  }

  /// Busiest first; components that did nothing are left out.
  static func capacity(_ variant: VariantResult, most: Int = 4) -> Section {
    var section = Section("Capacity")
    section.columns = [
      .init("component", right: false), .init("servers"), .init("arrivals", rank: 2), .init("utilisation"),
      .init("busiest"), .init("mean wait"), .init("longest line", rank: 1), .init("refused", rank: 3),
    ]
    for station in busiestFirst(variant).prefix(most) {
      section.add([
        station.name, "\(station.instances) × \(station.serversPerInstance)",
        Readable.value(station.arrivalsPerSecond, .perSecond), Readable.percent(station.utilisation.value),
        Readable.percent(station.busiestUtilisation.value), Readable.seconds(station.meanWaitingSeconds),
        "\(station.longestLine)", "\(station.blocked)",
      ])
    }
    if let first = variant.firstBottleneck { section.notes = ["First bottleneck: \(sentence(first))."] }
    return section
  }

  /// Components that did something, the one with the busiest instance first, equals in the model's order.
  static func busiestFirst(_ variant: VariantResult) -> [StationResult] {
    let ordered = variant.stations.enumerated().sorted {
      ($1.element.busiestUtilisation.value, $0.offset) < ($0.element.busiestUtilisation.value, $1.offset)
    }
    return ordered.map(\.element).filter { $0.busiestUtilisation.value > 0 }
  }

  static func sentence(_ bottleneck: Bottleneck) -> String {
    let subject =
      bottleneck.kind == .row ? "the row of \(bottleneck.name), locked" : "\(bottleneck.name), busiest instance busy"
    let busy = "\(subject) \(Readable.percent(bottleneck.utilisation)) of the time"
    if bottleneck.headroom <= 1.005 { return busy + ": saturated" }
    return busy + "; saturates at \(Readable.digits(bottleneck.headroom)) × this load"
  }

  /// Three operations: those with a budget first, then in the model's order.
  private static func why(_ variant: VariantResult, _ budgets: [BudgetResult]) -> Section {
    var section = Section("Why p99 is what it is")
    for operation in budgetedFirst(variant.operations.filter { !$0.tailShares.isEmpty }, budgets).prefix(3) {
      section.notes.append("\(operation.name): \(why(operation))")
    }
    return section
  }

  /// Operations with a budget on their latency first, then the others, both in the model's order.
  static func budgetedFirst(_ operations: [OperationResult], _ budgets: [BudgetResult]) -> [OperationResult] {
    func hasBudget(_ operation: OperationResult) -> Bool {
      budgets.contains { $0.metric.hasSuffix("(\(operation.name).latency)") }
    }
    return operations.filter(hasBudget) + operations.filter { !hasBudget($0) }
  }

  /// Mean time of the slowest requests and its largest parts.
  static func why(_ operation: OperationResult) -> String {
    let mean = operation.tailShares.reduce(0) { $0 + $1.seconds }
    let parts = operation.tailShares.prefix(3).filter { $0.share >= 0.02 }.map {
      "\($0.component) \(readable($0.kind)) \(Readable.percent($0.share))"
    }
    return "\(parts.joined(separator: ", ")) (\(operation.tailCount) slowest: mean \(Readable.seconds(mean)))"
  }

  static func readable(_ kind: String) -> String {
    kind == "lockWait" ? "lock wait" : kind == "backOff" ? "back-off" : kind
  }
}
