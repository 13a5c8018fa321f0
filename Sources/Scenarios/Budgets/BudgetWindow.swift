import Simulator

/// The part of the run that a budget looks at, as the scenario writes it.
public enum BudgetWindow: Sendable, Equatable {
  case wholeRun
  case phase(String)
  /// From the start of the run, warm-up included.
  case span(from: SimDuration, to: SimDuration)
  /// The worst of all windows of this length.
  case worst(SimDuration)

  static let examples = "'whole run', 'phase peak', '10s..40s' or 'worst 5s'"

  /// Reads what `text` writes; nil when it is none of the forms.
  init?(parsing text: String) {
    if text == "whole run" {
      self = .wholeRun
    } else if text.hasPrefix("phase "), LayerReader.isName(String(text.dropFirst(6))) {
      self = .phase(String(text.dropFirst(6)))
    } else if text.hasPrefix("worst "), let length = try? SimDuration(text: String(text.dropFirst(6))), length > .zero {
      self = .worst(length)
    } else if let (from, to) = Self.span(text) {
      self = .span(from: from, to: to)
    } else {
      return nil
    }
  }

  /// `10s..40s`: two durations from the start of the run, in order.
  static func span(_ text: String) -> (from: SimDuration, to: SimDuration)? {
    guard let dots = text.firstRange(of: ".."), let from = try? SimDuration(text: trimmed(text[..<dots.lowerBound])),
      let to = try? SimDuration(text: trimmed(text[dots.upperBound...])), from >= .zero, from < to
    else { return nil }
    return (from, to)
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  public var text: String {
    switch self {
    case .wholeRun: "whole run"
    case .phase(let name): "phase \(name)"
    case .span(let from, let to): Self.text(from, to)
    case .worst(let length): "worst \(length.text)"
    }
  }

  static func text(_ from: SimDuration, _ to: SimDuration) -> String { "\(from.text) .. \(to.text)" }
}

/// A named part of the run.
public struct ScenarioPhase: Sendable, Equatable {
  public var name: String
  /// From the start of the run, warm-up included.
  public var from: SimDuration
  public var to: SimDuration
}

/// What a budget compares its metric with.
public enum BudgetThreshold: Sendable, Equatable {
  case quantity(Quantity)
  /// The recorded value of the same metric, times this factor.
  case baseline(factor: Double)

  /// Canonical text: `200 ms`, `baseline * 1.05`.
  public var text: String {
    switch self {
    case .quantity(let quantity): quantity.text
    case .baseline(let factor): factor == 1 ? "baseline" : "baseline * \(DecimalNumber(factor).text)"
    }
  }
}
