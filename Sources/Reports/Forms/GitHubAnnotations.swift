/// Workflow commands that GitHub shows beside the budget's line in the scenario file: `::error file=…,line=…::message`.
///
/// A breach is an error, a breached warning a warning, an open budget a notice. The worst come first, because GitHub keeps
/// ten of each kind per step.
public enum GitHubAnnotations {
  public static func text(_ result: RunResult) -> String {
    let several = result.variants.count > 1
    let laws = result.variants.flatMap { variant in
      variant.invariants.filter { !$0.holds }.map { law in
        line(
          .error, nil, title: "law broken: \(law.name)",
          "\(variant.name): expected \(law.expected), found \(law.found); nothing else of this run may be believed")
      }
    }
    let budgets = [Level.error, .warning, .notice].flatMap { level in
      result.budgets.filter { Level($0) == level }.map { budget in
        line(
          level, budget.place, title: several ? "budget \(budget.id) · \(budget.variant)" : "budget \(budget.id)",
          message(budget))
      }
    }
    var stops: [String] = []
    if !result.complete {
      stops.append(
        line(.warning, nil, title: "run ended early", "\(result.scenario.name): the numbers are those of a part of it"))
    }
    return (laws + budgets + stops).map { $0 + "\n" }.joined()
  }

  private enum Level: String {
    case error, warning, notice

    /// Nil when there is nothing to say.
    init?(_ budget: BudgetResult) {
      switch (budget.outcome, budget.severity) {
      case (.pass, _): return nil
      case (.inconclusive, _): self = .notice
      case (.fail, .warn): self = .warning
      case (.fail, .fail): self = .error
      }
    }
  }

  private static func message(_ budget: BudgetResult) -> String {
    var parts = [budget.over == "whole run" ? budget.requirement : "\(budget.requirement), \(budget.over)"]
    if let estimate = budget.estimate {
      parts.append(
        "\(Readable.value(estimate.value, budget.unit)), interval \(Readable.interval(estimate, budget.unit))")
    }
    return (parts + [budget.reason]).joined(separator: "; ")
  }

  private static func line(_ level: Level, _ place: BudgetResult.Place?, title: String, _ message: String) -> String {
    var properties: [(String, String)] = []
    if let place {
      properties = [("file", place.file), ("line", "\(place.line)"), ("col", "\(place.column)")]
    }
    properties.append(("title", title))
    let list = properties.map { "\($0)=\(escaped($1, isProperty: true))" }.joined(separator: ",")
    return "::\(level.rawValue) \(list)::\(escaped(message, isProperty: false))"
  }

  /// The runner takes these back: percent, line ends, and in properties also the colon and the comma.
  private static func escaped(_ text: String, isProperty: Bool) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      case ":" where isProperty: result += "%3A"
      case "," where isProperty: result += "%2C"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
