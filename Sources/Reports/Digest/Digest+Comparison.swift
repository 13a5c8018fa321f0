extension Digest {
  /// Variants side by side, four to a table, then hot rows, the parts of p99 and the takeaway.
  static func comparison(_ result: RunResult) -> [Section] {
    var sections: [Section] = []
    sections += sideBySide(result.variants)
    sections.append(hotRows(result.variants))
    sections.append(why(result))
    if let takeaway = result.takeaway {
      var section = Section("Takeaway")
      section.notes = [takeaway]
      sections.append(section)
    }
    return sections
  }

  /// Four variants to a table, with p99 alone when there are more than two. What reads the same in all variants is named once.
  static func sideBySide(_ variants: [VariantResult]) -> [Section] {
    let rows = rows(variants)
    let alike = rows.filter { row in row.cells.count > 1 && row.cells.allSatisfy { $0 == row.cells[0] } }
    let different = rows.filter { row in !alike.contains { $0.label == row.label } }
    // What is off in all variants has nothing to say.
    let same = alike.filter { !isZero($0.cells[0]) }
    var sections = stride(from: 0, to: variants.count, by: 4).map { start in
      let chosen = start..<min(start + 4, variants.count)
      var section = Section("Side by side")
      section.columns = [.init("", right: false)] + variants[chosen].map { .init($0.name) }
      for row in different { section.add([row.label] + row.cells[chosen]) }
      return section
    }
    if sections.isEmpty { return [] }
    let last = sections.count - 1
    if variants.contains(where: { $0.caches.contains { !$0.isValid } }) {
      sections[last].notes.append("* not valid in this run: the tier does not see its true arrivals")
    }
    if !same.isEmpty {
      let list = same.map { "\($0.label) \($0.cells[0])" }.joined(separator: " · ")
      sections[last].notes.append("the same in all variants: " + list)
    }
    return sections
  }

  /// Whether the number that a cell begins with is zero.
  private static func isZero(_ cell: String) -> Bool {
    let number = cell.prefix { $0.isASCII && $0.isNumber || $0 == "." }
    return !number.isEmpty && Double(number) == 0
  }

  private static func rows(_ variants: [VariantResult]) -> [(label: String, cells: [String])] {
    var rows: [(label: String, cells: [String])] = []
    func row(_ label: String, _ cell: (VariantResult) -> String?) {
      let cells = variants.map { cell($0) ?? "–" }
      if cells.contains(where: { $0 != "–" }) { rows.append((label, cells)) }
    }
    for name in names(variants.map { $0.operations.map(\.name) }) {
      func operation(_ variant: VariantResult) -> OperationResult? { variant.operations.first { $0.name == name } }
      if variants.count > 2 {
        row("\(name) p99") { operation($0)?.latency.map { spread($0.p99.estimate) } }
      } else {
        row("\(name) p50, p99") { variant in
          operation(variant)?.latency.map { "\(Readable.seconds($0.p50.estimate.value)), \(spread($0.p99.estimate))" }
        }
      }
      if variants.contains(where: { (operation($0)?.failures ?? 0) > 0 }) {
        row("\(name) errors") { operation($0).map { Readable.percent($0.errorRatio) } }
      }
    }
    if variants.contains(where: { !$0.hotRows.isEmpty }) {
      row("hottest row: mean lock wait") {
        $0.hotRows.first.map { Readable.seconds($0.meanLockWaitSeconds) } ?? "none"
      }
      row("hottest row: updates") { $0.hotRows.first.map { Readable.value($0.updatesPerSecond, .perSecond) } ?? "none" }
    }
    for name in names(variants.map { $0.caches.map(\.name) }) {
      func hits(_ variant: VariantResult, _ ratios: [KeyPath<CacheResult, Estimate?>]) -> String? {
        variant.caches.first { $0.name == name }.map { cache in
          ratios.map { cache[keyPath: $0].map { Readable.percent($0.value) } ?? "–" }.joined(separator: ", ")
            + (cache.isValid ? "" : " *")
        }
      }
      if variants.count > 2 {
        row("\(name) object hits") { hits($0, [\.objectHitRatio]) }
        row("\(name) byte hits") { hits($0, [\.byteHitRatio]) }
      } else {
        row("\(name) hits: objects, bytes") { hits($0, [\.objectHitRatio, \.byteHitRatio]) }
      }
    }
    for name in differingRates(variants) { row(name) { Readable.value(rate(name, of: $0), .perSecond) } }
    let shownUnits = ["s", "bytes/s", "bytes·h", "1"]
    for name in names(variants.map { $0.scalars.filter { shownUnits.contains($0.unit) }.map(\.name) }) {
      row(name) { $0.scalars.first { $0.name == name }.map(Readable.scalar) }
    }
    row("first bottleneck") {
      $0.firstBottleneck.map {
        "\($0.kind == .row ? "hottest row" : $0.name) \(Readable.percent($0.utilisation))"
      }
    }
    row("saturates at load ×") { $0.firstBottleneck.map { Readable.digits($0.headroom) } }
    return rows
  }

  /// Rates that no scenario asks for, such as requests that reach the store, where they differ by more than 2 %.
  private static func differingRates(_ variants: [VariantResult]) -> [String] {
    names(variants.map { $0.rates.filter { $0.targetPerSecond == nil && $0.executed > 0 }.map(\.name) }).filter {
      name in
      let rates = variants.map { rate(name, of: $0) }
      return rates.max()! > rates.min()! * 1.02
    }
  }

  private static func rate(_ name: String, of variant: VariantResult) -> Double {
    variant.rates.first { $0.name == name }?.perSecond.value ?? 0
  }

  /// Operations that are explained, the one whose p99 the variants change most first.
  static func changedFirst(_ result: RunResult) -> [String] {
    let p99 = { (variant: VariantResult, name: String) in
      variant.operations.first { $0.name == name }?.latency?.p99.estimate.value
    }
    func factor(_ name: String) -> Double {
      let values = result.variants.compactMap { p99($0, name) }.filter { $0 > 0 }
      return values.isEmpty ? 0 : values.max()! / values.min()!
    }
    let candidates = names(result.variants.map { $0.operations.filter { !$0.tailShares.isEmpty }.map(\.name) })
    let ordered = candidates.map { (name: $0, factor: factor($0)) }.enumerated().sorted {
      ($1.element.factor, $0.offset) < ($0.element.factor, $1.offset)
    }
    return ordered.map(\.element.name)
  }

  /// The operation whose p99 the variants change most, explained for each of them.
  private static func why(_ result: RunResult) -> Section {
    guard let name = changedFirst(result).first else { return Section("Why") }
    var section = Section("Why p99 of \(name) is what it is")
    for variant in result.variants {
      guard let operation = variant.operations.first(where: { $0.name == name }), !operation.tailShares.isEmpty else {
        continue
      }
      section.notes.append("\(variant.name): \(why(operation))")
    }
    return section
  }

  /// `143 ms ±3 %`; the value alone when it has no interval.
  private static func spread(_ estimate: Estimate) -> String {
    let text = Readable.seconds(estimate.value)
    guard let low = estimate.low, let high = estimate.high, estimate.value > 0 else { return text }
    let half = max(high - estimate.value, estimate.value - low) / estimate.value
    return "\(text) ±\(Readable.wholePercent(half))"
  }

  /// All names of the lists, in the order of their first appearance.
  private static func names(_ lists: [[String]]) -> [String] {
    var names: [String] = []
    for name in lists.joined() where !names.contains(name) { names.append(name) }
    return names
  }
}
