/// Rows that made writers wait.
extension Digest {
  static func hotRows(_ variant: VariantResult, most: Int = 4) -> Section {
    hotRows(variant.hotRows, most: most)
  }

  /// One line for each row, and a sentence about the hottest.
  static func hotRows(_ rows: [RowResult], most: Int) -> Section {
    var section = Section("Hot rows")
    let shown = Array(rows.prefix(most))
    section.columns = [.init("row", right: false)] + rowColumns(shown)
    for row in shown { section.add([row.name] + rowCells(row, shown)) }
    section.notes = rows.first.flatMap(sentence).map { [$0] } ?? []
    if shown.contains(where: \.isBound) { section.notes.append(boundNote) }
    if rows.isEmpty { section.notes = ["no row made a writer wait"] }
    return section
  }

  /// Two rows of each variant.
  static func hotRows(_ variants: [VariantResult]) -> Section {
    var section = Section("Hot rows")
    let shown = variants.flatMap { $0.hotRows.prefix(2) }
    let columns = rowColumns(shown)
    section.columns = [.init("variant", right: false, rank: 0), .init("row", right: false)] + columns
    for variant in variants where variant.replications > 0 {
      if variant.hotRows.isEmpty {
        section.add([variant.name, "no row made a writer wait"] + columns.map { _ in "" })
      }
      for row in variant.hotRows.prefix(2) { section.add([variant.name, row.name] + rowCells(row, shown)) }
      if let first = variant.hotRows.first, let sentence = sentence(first) {
        section.notes.append("\(variant.name): \(sentence)")
      }
    }
    if shown.contains(where: \.isBound) { section.notes.append(boundNote) }
    if variants.allSatisfy(\.hotRows.isEmpty) { section.rows = [] }
    return section
  }

  private static let boundNote =
    "≤: more rows were contended than the run keeps; this one took another's place, whose wait it may hold"

  private static func rowColumns(_ rows: [RowResult]) -> [TextTable.Column] {
    let share: [TextTable.Column] = hasShare(rows) ? [.init("share of p99")] : []
    return [
      .init("updates"), .init("mean lock wait"), .init("max", rank: 1), .init("longest line", rank: 3),
      .init("locked", rank: share.isEmpty ? 0 : 2),
    ] + share
  }

  private static func rowCells(_ row: RowResult, _ rows: [RowResult]) -> [String] {
    let share = row.microscope?.tailShare.map(Readable.percent) ?? "–"
    return [
      Readable.value(row.updatesPerSecond, .perSecond),
      (row.isBound ? "≤ " : "") + Readable.seconds(row.meanLockWaitSeconds),
      Readable.seconds(row.maximumLockWaitSeconds), "\(row.longestLine)", Readable.percent(row.utilisation),
    ] + (hasShare(rows) ? [share] : [])
  }

  private static func hasShare(_ rows: [RowResult]) -> Bool { rows.contains { $0.microscope?.tailShare != nil } }

  /// What waiting for the row does to its requests, and who writes it; nil when neither is known.
  static func sentence(_ row: RowResult) -> String? {
    guard let microscope = row.microscope else { return nil }
    var parts: [String] = []
    if let share = microscope.tailShare {
      let requests = CountedKind(row: row.name)?.noun ?? "requests"
      let bound = row.isBound ? "at most " : ""
      parts.append(
        "\(bound)\(Readable.percent(share)) of the time of the slowest 1 % of \(requests) is waiting for this row")
    }
    if !microscope.writers.isEmpty { parts.append("written by \(writers(microscope, most: 3))") }
    return parts.isEmpty ? nil : "\(row.name): \(parts.joined(separator: "; "))"
  }

  /// `tokyo 40 %, lagos 35 % and 3 others`.
  static func writers(_ microscope: RowMicroscope, most: Int) -> String {
    let named = microscope.writers.prefix(most).map { "\($0.name) \(Readable.wholePercent($0.share))" }
    let rest = microscope.writers.count - named.count
    return named.joined(separator: ", ") + (rest > 0 ? " and \(counted(rest, "other"))" : "")
  }
}

extension RowResult {
  /// Its lock wait is known as an upper bound only.
  var isBound: Bool { (microscope?.lockWaitErrorSeconds ?? 0) > 0 }
}
