extension Digest {
  /// What a person should read of an explanation.
  public init(_ explanation: Explanation) {
    let tail = explanation.attribution.first { $0.percent == 99 }
    let largest = tail?.shares.first.map {
      "\($0.component) \(Digest.readable($0.kind)) is \(Readable.percent($0.share)) of the p99"
    }
    self.init(
      verdict: "WHY", tone: .plain, heading: "\(explanation.operation) of \(explanation.variant)",
      subheading: largest ?? "nothing was measured",
      sections: [
        Digest.parts(explanation), Digest.causes(explanation), Digest.removals(explanation),
        Digest.exemplars(explanation), Digest.saturation(explanation),
      ])
  }

  private static func parts(_ explanation: Explanation) -> Section {
    var section = Section("Where the time goes")
    let explained = explanation.attribution
    section.columns = [.init("part", right: false)] + explained.map { .init("p\(Readable.digits($0.percent))") }
    section.add(["latency"] + explained.map { Readable.seconds($0.seconds) })
    section.add(["mean of the requests around it"] + explained.map { Readable.seconds($0.meanSeconds) })
    section.add(["how many they are"] + explained.map { "\($0.requests)" })
    var names: [(String, String)] = []
    for share in explained.reversed().flatMap(\.shares) where share.share >= 0.01 {
      if !names.contains(where: { $0 == (share.component, share.kind) }) { names.append((share.component, share.kind)) }
    }
    for (component, kind) in names {
      section.add(
        ["\(component) \(readable(kind))"]
          + explained.map { attribution in
            attribution.shares.first { $0.component == component && $0.kind == kind }.map {
              "\(Readable.seconds($0.seconds))  \(Readable.percent($0.share))"
            } ?? "–"
          })
    }
    var views: [String] = []
    for view in explained.flatMap(\.views) where !views.contains(view.name) { views.append(view.name) }
    for name in views {
      section.add(
        ["of it \(name)"]
          + explained.map { attribution in
            attribution.views.first { $0.name == name }.map {
              "\(Readable.seconds($0.seconds))  \(Readable.percent($0.share))"
            } ?? "–"
          })
    }
    return section
  }

  private static func causes(_ explanation: Explanation) -> Section {
    var section = Section("Checked by removal")
    section.columns = [
      .init("p99 without", right: false), .init("share"), .init("now"), .init("by the ledgers"), .init("by a rerun"),
      .init("rerun saves, of promised"),
    ]
    for cause in explanation.causes {
      guard let p99 = cause.percentiles.first(where: { $0.percent == 99 }) else { continue }
      section.add([
        cause.name, Readable.percent(cause.share), Readable.seconds(p99.seconds), Readable.seconds(p99.attributed),
        Readable.seconds(p99.rerun), p99.agreement.map { Readable.percent($0) } ?? "–",
      ])
    }
    section.notes =
      explanation.causes.isEmpty
      ? ["no cause with a share of 2 % can be removed by a setting"]
      : [
        "by the ledgers: each request less its time there, all else as it was; by a rerun: the same draws, the cause "
          + "removed from the scenario"
      ]
    return section
  }

  private static func removals(_ explanation: Explanation) -> Section {
    var section = Section("How each was removed")
    section.notes = explanation.causes.map { "\($0.name): \($0.settings.joined(separator: ", "))" }
    return section
  }

  private static func exemplars(_ explanation: Explanation) -> Section {
    var section = Section("Requests")
    section.columns = [
      .init("role", right: false), .init("region", right: false), .init("started at"), .init("latency"),
      .init("largest parts", right: false),
    ]
    for exemplar in explanation.exemplars.filter({ $0.role != "worst" })
      + explanation.exemplars.filter({ $0.role == "worst" }).prefix(3)
    {
      let parts = exemplar.parts.sorted { $0.nanoseconds > $1.nanoseconds }.prefix(2).map {
        "\($0.component) \(readable($0.kind)) \(Readable.seconds(Double($0.nanoseconds) * 1e-9))"
      }
      section.add([
        exemplar.role, exemplar.region, Readable.seconds(Double(exemplar.startedAtNanoseconds) * 1e-9),
        Readable.seconds(Double(exemplar.latencyNanoseconds) * 1e-9), parts.joined(separator: ", "),
      ])
    }
    return section
  }

  private static func saturation(_ explanation: Explanation) -> Section {
    var section = Section("What saturates first as load grows")
    section.columns = [.init("component", right: false), .init("busiest instance"), .init("saturates at load ×")]
    for bottleneck in explanation.bottlenecks {
      section.add([
        bottleneck.kind == .row ? "row of \(bottleneck.name)" : bottleneck.name,
        Readable.percent(bottleneck.utilisation), Readable.digits(bottleneck.headroom),
      ])
    }
    return section
  }
}
