import Foundation

/// A threshold against the interval of a value: which side is allowed, where the value lies, how sure it is.
enum BudgetBar {
  static func svg(_ budget: BudgetResult) -> Markup {
    guard let estimate = budget.estimate, estimate.value.isFinite else { return .empty }
    let ends = [estimate.low, estimate.high].compactMap { $0 }
    let values = ends + [estimate.value, budget.threshold]
    guard let scale = scale(values) else { return .empty }
    func percent(_ value: Double) -> Markup { "\(scale.place(value))%" }
    let threshold = percent(budget.threshold)
    let allowsLess = budget.requirement.contains("<")
    let allowed: Markup =
      allowsLess
      ? "<rect class=\"allowed\" width=\"\(threshold)\" height=\"20\"/>"
      : "<rect class=\"allowed\" x=\"\(threshold)\" width=\"\(100 - scale.place(budget.threshold))%\" height=\"20\"/>"
    var interval = Markup.empty
    if let low = estimate.low, let high = estimate.high {
      interval = """
        <line class="interval" x1="\(percent(low))" x2="\(percent(high))" y1="10" y2="10"/>\
        <line class="cap" x1="\(percent(low))" x2="\(percent(low))" y1="6" y2="14"/>\
        <line class="cap" x1="\(percent(high))" x2="\(percent(high))" y1="6" y2="14"/>
        """
    }
    let unit = budget.unit
    let label =
      "value \(Readable.value(estimate.value, unit)), threshold \(Readable.value(budget.threshold, unit)), "
      + "allowed \(allowsLess ? "below" : "above") it"
    return """
      <svg class="budget \(tone(budget))" width="100%" height="20" role="img" aria-label="\(label)">\
      <rect class="track" width="100%" height="20"/>\(allowed)\(interval)\
      <line class="threshold" x1="\(threshold)" x2="\(threshold)" y1="0" y2="20"/>\
      <circle class="value" cx="\(percent(estimate.value))" cy="10" r="4"/></svg>
      """
  }

  /// Linear from zero, unless one end would then be invisible.
  private static func scale(_ values: [Double]) -> ChartScale? {
    guard let least = values.min(), let most = values.max(), most > 0 || least < 0 else { return nil }
    if least > 0, most / least > 20 {
      return ChartScale(kind: .logarithmic, low: least / 2, high: most * 2, start: 0, end: 100)
    }
    return ChartScale(kind: .linear, low: min(0, least), high: max(0, most) * 1.2, start: 0, end: 100)
  }

  private static func tone(_ budget: BudgetResult) -> Markup {
    switch (budget.outcome, budget.severity) {
    case (.pass, _): "good"
    case (.fail, .fail): "bad"
    case (.fail, .warn), (.inconclusive, _): "doubtful"
    }
  }
}
