import Foundation

extension Digest {
  /// What a person should read of a cache result: the trace, its miss ratios, its curves, what they teach.
  public init(_ result: CacheStudy) {
    let trace = result.trace
    self.init(
      verdict: trace.malformed > 0 ? "DONE, WITH GAPS" : "DONE", tone: trace.malformed > 0 ? .doubtful : .plain,
      heading: trace.name, subheading: Digest.facts(result),
      sections: [Digest.malformed(trace)] + Digest.replays(result) + [Digest.curves(result), Digest.conclusion(result)])
  }

  private static func facts(_ result: CacheStudy) -> String {
    let (trace, settings) = (result.trace, result.settings)
    var parts = [
      trace.form, CacheStudy.counted(trace.requests, "request"), CacheStudy.counted(trace.objects, "object"),
    ]
    if settings.ignoresSize {
      parts.append("sizes ignored")
    } else {
      parts.append("\(Readable.bytes(Double(trace.requestedBytes))) requested")
      parts.append("footprint \(Readable.bytes(Double(trace.footprintBytes)))")
      parts.append("largest object \(Readable.bytes(Double(trace.largestBytes)))")
    }
    let share = Double(trace.oneHitObjects) / Double(max(1, trace.objects))
    parts.append("\(Readable.percent(share)) of the objects requested once")
    if trace.sizeChanges > 0 { parts.append(CacheStudy.counted(trace.sizeChanges, "change", of: " of size")) }
    if trace.emptyRequests > 0 {
      parts.append(CacheStudy.counted(trace.emptyRequests, "request", of: " of 0 bytes left out"))
    }
    if trace.sampleRate < 1 {
      parts.append("sample of \(Readable.percent(trace.sampleRate)) of the objects, caches scaled alike")
    }
    if settings.warmUpRequests > 0 {
      parts.append("the first \(CacheStudy.grouped(settings.warmUpRequests)) requests not counted")
    }
    if settings.admission != "all" { parts.append("admission \(settings.admission)") }
    if settings.isCompatible { parts.append("compatible with libCacheSim 0.3.5") }
    return parts.joined(separator: ", ")
  }

  private static func malformed(_ trace: CacheStudy.Trace) -> Section {
    var section = Section("Malformed, and left out")
    if trace.malformed == 0 { return section }
    section.notes = trace.firstMalformed.map { problem in
      problem.text.isEmpty
        ? "\(problem.place): \(problem.reason)" : "\(problem.place): \(problem.reason): \(problem.text)"
    }
    let rest = trace.malformed - trace.firstMalformed.count
    if rest > 0 { section.notes.append("\(CacheStudy.grouped(rest)) more") }
    return section
  }

  private static func replays(_ result: CacheStudy) -> [Section] {
    if result.replays.isEmpty { return [] }
    var sections = [table("Object miss ratio", result, { CacheTakeaway.percent($0.missRatio) }, { $0.missRatio })]
    if !result.settings.ignoresSize {
      sections.append(
        table("Byte miss ratio", result, { CacheTakeaway.percent($0.byteMissRatio) }, { $0.byteMissRatio }))
    }
    sections.append(table("Misses", result, { "\($0.misses)" }, { Double($0.misses) }))
    let hasBounds = result.replays.contains(where: \.isBound)
    if result.byPolicy.count(where: { !$0.isBound }) > 1 {
      sections[0].notes = ["* the least at its size" + (hasBounds ? ", bounds (in brackets) apart" : "")]
    }
    sections[0].notes += CacheNotes.replays(result)
    return sections
  }

  /// Policies down, sizes across; inner sizes give way when the terminal is narrow.
  private static func table(
    _ title: String, _ result: CacheStudy, _ text: (CacheStudy.Replay) -> String,
    _ value: (CacheStudy.Replay) -> Double
  ) -> Section {
    let (sizes, policies) = (result.capacities, result.byPolicy)
    var section = Section(title)
    section.columns = [.init("policy", right: false)]
    for (place, size) in sizes.enumerated() {
      let isEnd = place == 0 || place == sizes.count - 1
      section.columns.append(.init(result.shortWords(size) + " ", rank: isEnd ? 0 : sizes.count - place))
    }
    let shows = sizes.count > 2
    if shows { section.columns.append(.init("by size", right: false, rank: sizes.count + 1)) }
    let real = policies.filter { !$0.isBound }
    let least = sizes.indices.map { size in real.map { value($0.replays[size]) }.min() ?? .nan }
    let highest = policies.flatMap { $0.replays.map(value) }.max() ?? 1
    for policy in policies {
      let cells = policy.replays.enumerated().map { size, replay in
        let isLeast = real.count > 1 && !policy.isBound && value(replay) == least[size]
        return text(replay) + (isLeast ? "*" : " ")
      }
      let bars = shows ? [sparkline(policy.replays.map { value($0) / max(highest, 1e-300) })] : []
      section.add([policy.isBound ? "(\(policy.title))" : policy.title] + cells + bars)
    }
    return section
  }

  private static func curves(_ result: CacheStudy) -> Section {
    var section = Section("Miss-ratio curve")
    guard let first = result.curves.first else { return section }
    let shown = Set((0...4).map { $0 * (first.points.count - 1) / 4 }).sorted()
    section.columns = [
      .init("policy", right: false), .init("method", right: false), .init("objects", rank: 6), .init("error"),
    ]
    section.columns += shown.map { .init(result.shortWords(first.points[$0].capacity)) }
    section.columns.append(.init("by size", right: false, rank: 7))
    for curve in result.curves {
      let error =
        curve.measuredError.map { points($0) } ?? curve.expectedError.map { "about " + points($0) } ?? "none"
      section.add(
        [curve.title, curve.method, CacheStudy.grouped(curve.sampledObjects), error]
          + shown.map { CacheTakeaway.percent(curve.points[$0].missRatio) }
          + [sparkline(curve.points.map(\.missRatio))])
    }
    let sampled = result.curves.contains { $0.measuredError != nil || $0.expectedError != nil }
    if sampled {
      section.notes = [
        "error: mean over the sizes, in points of miss ratio; measured against the exact curve, or about what the sample tells"
      ]
    }
    if let smallest = first.points.first?.capacity, !result.settings.ignoresSize, smallest < result.trace.largestBytes {
      section.notes.append(
        "sizes below the largest object (\(Readable.bytes(Double(result.trace.largestBytes)))) are approximate: stack "
          + "distances count objects that such a cache cannot hold")
    }
    section.notes += CacheNotes.curves(result)
    return section
  }

  private static func conclusion(_ result: CacheStudy) -> Section {
    var section = Section("What it teaches")
    section.notes = [result.takeaway]
    return section
  }

  private static func points(_ share: Double) -> String { String(format: "%.2f", share * 100) }

  /// Eight heights for shares 0…1.
  static func sparkline(_ shares: [Double]) -> String {
    let bars = Array("▁▂▃▄▅▆▇█")
    return String(shares.map { bars[max(0, min(bars.count - 1, Int($0 * Double(bars.count))))] })
  }
}
