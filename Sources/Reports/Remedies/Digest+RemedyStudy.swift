import Foundation

extension Digest {
  /// What a person should read of the remedies for a hot row.
  public init(_ study: RemedyStudy) {
    let best = study.effects.first { Digest.tone($0) == .good }
    let (verdict, tone): (String, Tone) =
      !study.brokenLaws.isEmpty ? ("BROKEN", .bad) : study.rows.isEmpty ? ("NO HOT ROW", .good) : ("HOT ROW", .doubtful)
    var subheading = "no row made a writer wait"
    if let row = study.rows.first {
      subheading = row.name
      if let best {
        subheading += "; \(best.remedy.title) helps most"
      } else if !study.effects.isEmpty {
        subheading += "; no remedy has an effect that \(Self.runs(study)) can tell"
      }
    }
    self.init(
      verdict: verdict, tone: tone, heading: "\(study.scenario.name), \(study.variant)", subheading: subheading,
      sections: [
        Digest.hotRows(study.rows, most: 3), Digest.remedies(study), Digest.answers(study), Digest.means(study),
        Digest.basis(study), Digest.reproduction(study),
      ])
  }

  private static func runs(_ study: RemedyStudy) -> String { counted(study.replications, "replication") }

  /// One line for each remedy, below one for the run as it is.
  private static func remedies(_ study: RemedyStudy) -> Section {
    var section = Section("Remedies")
    guard let kind = study.counted, !study.effects.isEmpty else { return section }
    let measures = RemedyMeasure.all(of: kind).filter { measure in
      let changes = study.effects.compactMap { $0.change(measure.metric) }
      return measure.isMain || changes.contains { $0.before != 0 || $0.after != 0 }
    }
    section.columns = [.init("remedy", right: false)]
    for (index, measure) in measures.enumerated() {
      section.columns.append(.init(index == 0 ? measure.words : measure.title, rank: index))
      if index == 0 { section.columns.append(.init("change")) }
    }
    func cell(_ value: Double?, _ measure: RemedyMeasure) -> String {
      value.map { Readable.value($0, measure.unit) } ?? "–"
    }
    section.add(
      ["as it is"]
        + measures.enumerated().flatMap { index, measure -> [String] in
          let before = study.effects.lazy.compactMap { $0.change(measure.metric)?.before }.first
          return [cell(before, measure)] + (index == 0 ? [""] : [])
        })
    for effect in study.effects {
      section.add(
        [effect.remedy.name]
          + measures.enumerated().flatMap { index, measure -> [String] in
            let change = effect.change(measure.metric)
            let margin = change.map { Readable.plusMinus($0.difference, measure.unit, isSigned: true) } ?? ""
            return [cell(change?.after, measure)] + (index == 0 ? [margin] : [])
          }, tone(effect))
    }
    return section
  }

  private static func tone(_ effect: RemedyEffect) -> Tone {
    guard let main = effect.mainChange, main.isCertain else { return .plain }
    return main.difference.value < 0 ? .good : .bad
  }

  private static func answers(_ study: RemedyStudy) -> Section {
    var section = Section("What each takes off, and what it costs")
    section.notes = study.effects.map { sentence($0, study) }
    return section
  }

  /// `buffering takes 41 ms ± 3 off p99 of likes and costs 0.81 s ± 0.02 of staleness (p95)`.
  static func sentence(_ effect: RemedyEffect, _ study: RemedyStudy) -> String {
    let title = effect.remedy.title
    if effect.isSameBehaviour { return "\(title) changes nothing: the same events in the same order" }
    guard let main = effect.mainChange, let measure = RemedyMeasure.of(main.metric) else {
      return "\(title): \(study.rankedBy ?? "its metric") is missing in some replication, so nothing can be said"
    }
    let (gains, costs) = sides(effect)
    if study.replications < 2 {
      return "\(title): \(measure.words) goes from \(Readable.value(main.before, main.unit)) to "
        + "\(Readable.value(main.after, main.unit)) in one replication, which decides nothing"
    }
    var text: String
    if !main.isCertain {
      text =
        "\(title) has no effect on \(measure.words) that \(runs(study)) can tell "
        + "(\(Readable.plusMinus(main.difference, main.unit, isSigned: true)))"
    } else if main.difference.value < 0 {
      text = "\(title) takes \(Readable.plusMinus(main.difference, main.unit)) off \(measure.words)"
    } else {
      text = "\(title) adds \(Readable.plusMinus(main.difference, main.unit)) to \(measure.words)"
    }
    if !gains.isEmpty { text += main.isCertain ? ", saves \(list(gains))" : "; it saves \(list(gains))" }
    if !costs.isEmpty { return text + " and costs \(list(costs))" }
    return main.isCertain && main.difference.value < 0 ? text + " and costs nothing that is measured here" : text
  }

  /// Further changes that are sure and large enough to matter. Waits at a row and mean latency follow from the first number.
  private static func sides(_ effect: RemedyEffect) -> (gains: [String], costs: [String]) {
    var (gains, costs): ([String], [String]) = ([], [])
    for change in effect.changes where change.isCertain {
      guard let measure = RemedyMeasure.of(change.metric), !measure.isMain, measure.isSideEffect,
        abs(change.difference.value) >= max(measure.leastChange, 0.01 * abs(change.before))
      else { continue }
      let words = "\(Readable.plusMinus(change.difference, change.unit)) \(measure.words)"
      if change.difference.value > 0 { costs.append(words) } else { gains.append(words) }
    }
    return (gains, costs)
  }

  private static func list(_ parts: [String]) -> String {
    parts.count < 2 ? parts.joined() : parts.dropLast().joined(separator: ", ") + " and " + parts[parts.count - 1]
  }

  private static func means(_ study: RemedyStudy) -> Section {
    var section = Section("How each was set")
    section.notes = study.effects.map { "\($0.remedy.name): \($0.remedy.settings.joined(separator: ", "))" }
    if !study.effects.isEmpty || !study.rows.isEmpty {
      section.notes += study.skipped.map { "\($0.name) was not tried: \($0.reason)" }
    }
    return section
  }

  private static func basis(_ study: RemedyStudy) -> Section {
    var section = Section("Validity")
    section.notes = study.brokenLaws.map { "broken law: \($0)" }
    if !study.effects.isEmpty {
      let draws = "\(runs(study)) of each, on common random numbers, seed \(study.scenario.seed)"
      section.notes.append(
        study.replications < 2
          ? draws + "; without a second replication there is no interval"
          : draws
            + "; ± is half of a \(Readable.percent(study.confidenceLevel)) interval of the paired differences, each by "
            + "itself")
    }
    return section
  }

  private static func reproduction(_ study: RemedyStudy) -> Section {
    var section = Section("Reproduce")
    section.isCommand = true
    section.notes = [study.reproduce]
    return section
  }
}

extension RemedyMeasure {
  /// Said of a remedy beside its main effect.
  var isSideEffect: Bool { !metric.hasPrefix("mean(") }
}

extension Readable {
  /// `41.2 ms ± 3.1`: a size and half of its interval, in one unit. The sign is said in words, unless asked for.
  static func plusMinus(_ estimate: Estimate, _ unit: MetricUnit, isSigned: Bool = false) -> String {
    let size = abs(estimate.value)
    let half = estimate.low.flatMap { low in estimate.high.map { ($0 - low) / 2 } }
    let sign = !isSigned || estimate.value == 0 ? "" : estimate.value < 0 ? "−" : "+"
    // The unit of the larger of the two, so that neither is a row of zeros.
    let leading = value(max(size, half ?? 0), unit)
    let number = leading.prefix { $0.isNumber || $0 == "." }
    guard let shown = Double(number), shown > 0 else { return sign + value(size, unit) }
    let scale = max(size, half ?? 0) / shown
    let unitText = leading.dropFirst(number.count)
    guard let half else { return sign + fitting(size / scale, decimals: 4) + unitText }
    let margin = half == 0 ? "0" : twoDigits(half / scale)
    let decimals = half == 0 ? 4 : margin.split(separator: ".").dropFirst().first?.count ?? 0
    return sign + fitting(size / scale, decimals: decimals) + unitText + " ± " + margin
  }

  /// Three digits, but no more decimals than the margin has.
  private static func fitting(_ value: Double, decimals: Int) -> String {
    let text = value >= 999.5 ? count(value) : digits(value)
    let own = text.split(separator: ".").dropFirst().first?.count ?? 0
    return own > decimals ? String(format: "%.\(decimals)f", value) : text
  }

  private static func twoDigits(_ value: Double) -> String {
    if value >= 9.95 { return String(format: "%.0f", value) }
    if value >= 0.995 { return String(format: "%.1f", value) }
    return value >= 0.0995
      ? String(format: "%.2f", value) : value >= 0.000_995 ? String(format: "%.3f", value) : "0.001"
  }
}
