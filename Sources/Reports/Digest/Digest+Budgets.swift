extension Digest {
  /// Every budget with value, interval and margin; the variant is named when there are several.
  static func budgets(_ result: RunResult) -> Section {
    var section = Section("Budgets")
    let several = result.variants.count > 1
    section.columns = [
      .init("", right: false), .init("budget", right: false), .init("required", right: false), .init("value"),
      .init("\(Readable.percent(rounded(result.budgetLevel))) interval", rank: 1), .init("margin", rank: 2),
    ]
    for budget in result.budgets {
      section.add(
        [
          word(budget), several ? "\(budget.id) · \(budget.variant)" : budget.id, required(budget),
          budget.estimate.map { Readable.value($0.value, budget.unit) } ?? "no data",
          budget.estimate.map { Readable.interval($0, budget.unit) } ?? "",
          budget.margin.map(Readable.signedPercent) ?? "",
        ], tone(budget))
    }
    for budget in result.budgets where budget.outcome != .pass {
      let place = several ? " (\(budget.variant))" : ""
      section.notes.append("\(budget.id)\(place): \(budget.reason)")
    }
    return section
  }

  private static func required(_ budget: BudgetResult) -> String {
    budget.over == "whole run" ? budget.requirement : "\(budget.requirement), \(budget.over)"
  }

  private static func word(_ budget: BudgetResult) -> String {
    switch (budget.outcome, budget.severity) {
    case (.pass, _): "pass"
    case (.fail, .fail): "FAIL"
    case (.fail, .warn): "WARN"
    case (.inconclusive, _): "inconclusive"
    }
  }

  private static func tone(_ budget: BudgetResult) -> Tone {
    switch (budget.outcome, budget.severity) {
    case (.pass, _): .good
    case (.fail, .fail): .bad
    case (.fail, .warn), (.inconclusive, _): .doubtful
    }
  }
}
