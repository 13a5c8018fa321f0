extension ReportPage {
  /// What percentiles are made of, one block per operation; the first is open.
  var attribution: PageSection? {
    let blocks = perVariant { index, variant in
      let explained = tellingFirst(variant.operations.filter { !Self.mixes($0).isEmpty })
      if explained.isEmpty { return nil }
      return explained.enumerated().map { number, operation in
        block(operation, opened: number == 0, variant: variant.name)
      }.joined()
    }
    guard let blocks else { return nil }
    let kinds = Set(measured.flatMap { $0.variant.operations.flatMap(Self.mixes).flatMap { $0.shares.map(\.kind) } })
    return PageSection(
      "why", "Why latency is what it is",
      """
      <p class="hint">Where requests spend their time, along the path that each of them waited for. A bar shows shares; \
      the thin line below it the length, on one scale for the operation.</p>
      \(Bars.legend(kinds))\(blocks)
      """)
  }

  /// The average request of one part of the distribution.
  struct Mix {
    /// `p99`, `mean of all`.
    var name: String
    var meanSeconds: Double
    var requests: Int64
    var shares: [TimeShare]
    var views: [DerivedView]
  }

  /// What p50, p99 and p99.9 are made of; without that, the mean and the slowest requests.
  static func mixes(_ operation: OperationResult) -> [Mix] {
    if !operation.attribution.isEmpty {
      return operation.attribution.map {
        Mix(
          name: "p\(Readable.digits($0.percent))", meanSeconds: $0.meanSeconds, requests: $0.requests,
          shares: $0.shares, views: $0.views)
      }
    }
    func mix(_ name: String, _ shares: [TimeShare], _ requests: Int64) -> Mix? {
      if shares.isEmpty { return nil }
      let mean = shares.reduce(0) { $0 + $1.seconds }
      return Mix(name: name, meanSeconds: mean, requests: requests, shares: shares, views: [])
    }
    return [
      mix("all", operation.meanShares, operation.completed), mix("slowest", operation.tailShares, operation.tailCount),
    ].compactMap { $0 }
  }

  private func block(_ operation: OperationResult, opened: Bool, variant: String) -> Markup {
    let mixes = Self.mixes(operation)
    let longest = mixes.map(\.meanSeconds).max() ?? 0
    let rows = mixes.map { mix -> Markup in
      """
      <div class="mix"><span class="mix-name"><strong>\(mix.name)</strong> \(Readable.seconds(mix.meanSeconds))</span>
      <div class="mix-bar">\(Self.bar(mix, operation.name))\(Bars.length(longest > 0 ? mix.meanSeconds / longest : 0))</div>
      </div>

      """
    }
    let place = hasSeveralVariants ? ", \(variant)" : ""
    let sentence = operation.tailShares.isEmpty ? "" : Digest.why(operation)
    return """
      <details class="operation"\(opened ? " open=\"open\"" as Markup : .empty)><summary><strong>\(operation.name)</strong> \
      <span>\(sentence)</span></summary>
      \(rows)\(Self.shares(mixes, "\(operation.name): mean time by component\(place)"))
      \(Self.views(mixes, "\(operation.name): views across components\(place)"))\
      \(Self.exemplars(operation, "\(operation.name): single requests\(place)"))
      </details>

      """
  }

  private static func bar(_ mix: Mix, _ operation: String) -> Markup {
    let segments = mix.shares.map { share in
      let name = "\(share.component) · \(TimeWords.title(share.kind))"
      return Bars.Segment(
        share: share.share, kind: share.kind, label: name,
        detail: "\(name): \(Readable.seconds(share.seconds)), \(Readable.percent(share.share))")
    }
    let parts = mix.shares.prefix(3).map {
      "\($0.component) \(TimeWords.title($0.kind)) \(Readable.percent($0.share))"
    }
    return Bars.stacked(segments, title: "\(operation) \(mix.name): \(parts.joined(separator: ", "))")
  }

  /// Components by percentile: seconds and share; what is below 0.1 % everywhere is added up.
  private static func shares(_ mixes: [Mix], _ caption: String) -> Markup {
    var names: [(component: String, kind: String)] = []
    for share in mixes.reversed().flatMap(\.shares)
    where !names.contains(where: { $0.component == share.component && $0.kind == share.kind }) {
      names.append((share.component, share.kind))
    }
    func share(_ mix: Mix, _ name: (component: String, kind: String)) -> TimeShare? {
      mix.shares.first { $0.component == name.component && $0.kind == name.kind }
    }
    let large = names.filter { name in mixes.contains { (share($0, name)?.share ?? 0) >= 0.001 } }
    func text(_ seconds: Double, _ part: Double) -> String {
      seconds == 0 ? "–" : "\(Readable.seconds(seconds)) (\(Readable.percent(part)))"
    }
    var rows = large.map { name in
      [name.component, TimeWords.title(name.kind)]
        + mixes.map { mix in share(mix, name).map { text($0.seconds, $0.share) } ?? "–" }
    }
    if large.count < names.count {
      let rest = mixes.map { mix in
        let small = mix.shares.filter { share in
          !large.contains { $0.component == share.component && $0.kind == share.kind }
        }
        return text(small.reduce(0) { $0 + $1.seconds }, small.reduce(0) { $0 + $1.share })
      }
      rows.append(["\(names.count - large.count) more", "each below 0.1 %"] + rest)
    }
    rows.append(["requests averaged", ""] + mixes.map { Readable.count(Double($0.requests)) })
    return table(
      caption: caption, columns: ["component", "kind"] + mixes.map(\.name), rows: rows, textColumns: [0, 1])
  }

  private static func views(_ mixes: [Mix], _ caption: String) -> Markup {
    var names: [String] = []
    for view in mixes.flatMap(\.views) where !names.contains(view.name) { names.append(view.name) }
    if names.isEmpty { return .empty }
    let rows = names.map { name in
      [name]
        + mixes.map { mix in
          mix.views.first { $0.name == name }.map { "\(Readable.seconds($0.seconds)) (\(Readable.percent($0.share)))" }
            ?? "–"
        }
    }
    return table(caption: caption, columns: ["part of the above"] + mixes.map(\.name), rows: rows)
  }

  private static func exemplars(_ operation: OperationResult, _ caption: String) -> Markup {
    if operation.exemplars.isEmpty { return .empty }
    var section = Digest.Section(caption)
    section.columns = [
      .init("request", right: false), .init("latency"), .init("started at"), .init("region", right: false),
      .init("largest parts", right: false),
    ]
    var seen: [String] = []
    for exemplar in operation.exemplars {
      seen.append(exemplar.role)
      let several = operation.exemplars.count { $0.role == exemplar.role } > 1
      let number = several ? " \(seen.count { $0 == exemplar.role })" : ""
      let largest = exemplar.parts.sorted { $0.nanoseconds > $1.nanoseconds }.prefix(3).map {
        "\($0.component) \(TimeWords.title($0.kind)) \(seconds($0.nanoseconds))"
      }
      section.add([
        exemplar.role + number, seconds(exemplar.latencyNanoseconds), seconds(exemplar.startedAtNanoseconds),
        exemplar.region,
        largest.joined(separator: ", "),
      ])
    }
    let bars = operation.exemplars.map { exemplar in
      let segments = exemplar.parts.map { part in
        Bars.Segment(
          share: Double(part.nanoseconds) / Double(max(exemplar.latencyNanoseconds, 1)), kind: part.kind, label: "",
          detail: "\(part.component) \(TimeWords.title(part.kind)): \(seconds(part.nanoseconds))")
      }
      return Bars.stacked(segments, title: "\(exemplar.role) of \(operation.name), its parts in order")
    }
    return table(section, caption: caption, extra: ExtraColumn(title: "parts", cells: bars, position: 4))
  }

  static func seconds(_ nanoseconds: Int64) -> String { Readable.seconds(Double(nanoseconds) * 1e-9) }
}
