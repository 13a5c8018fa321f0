extension ReportPage {
  /// Every budget with its interval drawn against its threshold.
  var budgets: PageSection? {
    if result.budgets.isEmpty { return nil }
    let section = Digest.budgets(result)
    let bars = ExtraColumn(title: "value against threshold", cells: result.budgets.map(BudgetBar.svg), position: 4)
    let table = Self.table(section, caption: "Budgets", header: 1, untitled: "outcome", extra: bars)
    let context = result.budgets.compactMap(context)
    return PageSection(
      "budgets", "Budgets",
      """
      \(table)
      <p class="hint">The shaded side is allowed. The dot is the value, the line through it its interval, the upright \
      line the threshold.</p>
      \(Self.notes(section.notes + context + sequential))
      """)
  }

  /// Where a budget comes from and what it is about, where that is not the whole run.
  private func context(_ budget: BudgetResult) -> String? {
    var parts: [String] = []
    if budget.over != "whole run" { parts.append("judged over \(budget.over)") }
    if let baseline = budget.baseline { parts.append("baseline \(Readable.value(baseline, budget.unit))") }
    if let place = budget.place { parts.append("stated in \(place.file), line \(place.line)") }
    if parts.isEmpty { return nil }
    let name = hasSeveralVariants ? "\(budget.id) (\(budget.variant))" : budget.id
    return "\(name): \(parts.joined(separator: ", "))"
  }

  private var sequential: [String] {
    guard let sequential = result.sequential else { return [] }
    let looks = sequential.looks.map(String.init).joined(separator: ", ")
    return [
      "replications were added until the budgets were decided: looked after \(looks), at most \(sequential.limit); "
        + "level of the last look \(Readable.percent(sequential.levelAtLastLook))"
    ]
  }
}
