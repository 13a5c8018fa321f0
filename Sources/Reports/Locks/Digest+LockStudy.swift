extension Digest {
  /// What a person should read of a fitted lock: its parameters, how well they explain each row, what they teach.
  public init(_ study: LockStudy) {
    self.init(
      verdict: study.warnings.isEmpty ? "DONE" : "DONE, WITH DOUBTS", tone: study.warnings.isEmpty ? .plain : .doubtful,
      heading: study.name, subheading: Digest.facts(study),
      sections: [
        Digest.parameters(study), Digest.rows(study), Digest.doubts(study), Digest.lines(study), Digest.lesson(study),
      ])
  }

  private static func facts(_ study: LockStudy) -> String {
    let clients = study.rows.map(\.measured.clients)
    let (least, most) = (clients.min() ?? 0, clients.max() ?? 0)
    let span = least == most ? counted(least, "client") : "\(least) to \(most) clients"
    return "one locked row, \(counted(study.rows.count, "row")) of measurements, \(span)"
  }

  private static func parameters(_ study: LockStudy) -> Section {
    var section = Section("Fitted lock")
    section.columns = [
      .init("parameter", right: false), .init("value"), .init("std. error"), .init("95 % interval"),
      .init("meaning", right: false, rank: 1),
    ]
    for parameter in study.parameters { section.add(parameter.texts) }
    let fits = [
      ("throughput", study.deviation(\.throughput)), ("mean", study.deviation(\.mean)),
      ("p99", study.deviation(\.p99)),
    ].compactMap { name, value in value.map { "\(name) \(Readable.percent($0))" } }
    section.notes = ["typical distance of a row from the fit (root mean square): " + fits.joined(separator: ", ")]
    return section
  }

  private static func rows(_ study: LockStudy) -> Section {
    var section = Section("Measured, fitted, difference")
    section.columns = [
      .init("clients"), .init("throughput"), .init("fitted", rank: 1), .init("diff."), .init("mean"),
      .init("fitted", rank: 2), .init("diff."), .init("p99"), .init("fitted", rank: 3), .init("diff."),
    ]
    func cells(_ row: LockStudy.Row, _ value: (LockStudy.Point) -> Double?, _ text: (Double) -> String) -> [String] {
      let (measured, fitted) = (value(row.measured), value(row.fitted))
      let both = measured.flatMap { measured in fitted.map { measured / $0 - 1 } }
      return [measured.map(text) ?? "–", fitted.map(text) ?? "–", both.map(Readable.signedPercent) ?? "–"]
    }
    for row in study.rows {
      section.add(
        ["\(row.measured.clients)"] + cells(row, \.throughput) { Readable.value($0, .perSecond) }
          + cells(row, \.mean, Readable.seconds) + cells(row, \.p99, Readable.seconds))
    }
    return section
  }

  private static func doubts(_ study: LockStudy) -> Section {
    var section = Section("Doubts")
    section.notes = study.warnings
    return section
  }

  private static func lines(_ study: LockStudy) -> Section {
    var section = Section("For a scenario file")
    section.isCommand = true
    section.notes = study.scenario
    return section
  }

  private static func lesson(_ study: LockStudy) -> Section {
    var section = Section("What it teaches")
    section.notes = [study.takeaway]
    return section
  }
}
