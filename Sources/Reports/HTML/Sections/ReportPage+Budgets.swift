extension ReportPage {
  /// Every budget with its interval drawn against its threshold.
  var budgets: PageSection? {
    if result.budgets.isEmpty { return nil }
    let section = Digest.budgets(result)
    let bars = ExtraColumn(title: "value against threshold", cells: result.budgets.map(BudgetBar.svg), position: 4)
    let table = Self.table(section, caption: "Budgets", isQuiet: true, header: 1, untitled: "outcome", extra: bars)
    return PageSection(
      "budgets", "Budgets",
      """
      \(table)
      <p class="hint">The shaded side is allowed. The dot is the value, the line through it its interval, the upright \
      line the threshold.</p>
      \(Self.notes(section.notes + baselines + places))
      """)
  }

  private var baselines: [String] {
    result.budgets.compactMap { budget in
      let name = hasSeveralVariants ? "\(budget.id) (\(budget.variant))" : budget.id
      return budget.baseline.map { "\(name): the baseline is \(Readable.value($0, budget.unit))" }
    }
  }

  /// Where the scenario states its budgets, one sentence per file.
  private var places: [String] {
    var files: [(name: String, budgets: [String])] = []
    for budget in result.budgets {
      guard let place = budget.place else { continue }
      let text = "\(budget.id) in line \(place.line)"
      if let known = files.firstIndex(where: { $0.name == place.file }) {
        if !files[known].budgets.contains(text) { files[known].budgets.append(text) }
      } else {
        files.append((place.file, [text]))
      }
    }
    return files.map { "\($0.name) states \($0.budgets.joined(separator: ", "))" }
  }
}
