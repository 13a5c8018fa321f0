import Simulator

extension LayerReader {
  private static let budgetKeys = ["id", "require", "over", "severity"]

  mutating func budgets(_ entry: SourceEntry, key: String) -> [Budget]? {
    guard let items = list(entry.value, key: key, "- {id: feed-p99, require: p99(feed.load.latency) < 200 ms}") else {
      return nil
    }
    var result: [Budget] = []
    for (index, item) in items.enumerated() where errors.count < SourceLimits.mistakes {
      guard let budget = budget(item, key: "\(key)[\(index)]") else { continue }
      if let earlier = result.first(where: { $0.id == budget.id }) {
        errors.append(
          ScenarioError(
            budget.place, key: "\(key)[\(index)].id",
            "the id \(quoted(budget.id)) is used on line \(earlier.place.line) already", hint: "ids name test cases"))
      }
      result.append(budget)
    }
    return result
  }

  private mutating func budget(_ item: SourceNode, key: String) -> Budget? {
    guard let entries = mapping(item, key: key) else { return nil }
    var id: String?
    var requirement: (MetricReference, Budget.Comparison, BudgetThreshold)?
    var severity = Budget.Severity.fail
    var (window, windowPlace) = (BudgetWindow.wholeRun, item.place)
    var saysRequirement = false
    for entry in entries {
      let entryKey = "\(key).\(entry.key)"
      switch entry.key {
      case "id":
        id = text(entry, key: entryKey)
        if let name = id, !Self.isName(name) {
          errors.append(
            ScenarioError(
              entry.value.place, key: entryKey, "\(quoted(name)) is not an id", hint: "use letters, digits, - and _"))
        }
      case "require":
        saysRequirement = true
        requirement = self.requirement(entry, key: entryKey)
      case "over":
        windowPlace = entry.value.place
        guard let text = text(entry, key: entryKey) else { continue }
        if let known = BudgetWindow(parsing: text) {
          window = known
        } else {
          errors.append(
            ScenarioError(
              entry.value.place, key: entryKey, "\(quoted(text)) is not a part of the run",
              hint: "write \(BudgetWindow.examples)"))
        }
      case "severity":
        guard let text = text(entry, key: entryKey) else { continue }
        if let known = Budget.Severity(rawValue: text) {
          severity = known
        } else {
          errors.append(
            ScenarioError(
              entry.value.place, key: entryKey, "unknown severity \(quoted(text))", hint: "use fail or warn"))
        }
      default:
        let nearest = NearestName.of(entry.key, among: Self.budgetKeys)
        errors.append(
          ScenarioError(
            entry.keyPlace, key: entryKey, "unknown key",
            hint: nearest.map { "did you mean '\($0)'?" } ?? "keys here: \(Self.budgetKeys.joined(separator: ", "))"))
      }
    }
    if !saysRequirement {
      errors.append(
        ScenarioError(
          item.place, key: key, "a budget needs 'require'",
          hint: "write for example 'require: p99(feed.load.latency) < 200 ms'"))
    }
    guard let (metric, comparison, threshold) = requirement else { return nil }
    if window != .wholeRun, let entry = vocabulary.entries(named: metric.metric).first, !entry.hasParts(metric.function)
    {
      errors.append(
        ScenarioError(
          windowPlace, key: "\(key).over",
          "\(quoted(metric.function)) of \(quoted(metric.metric)) is measured over the whole run only",
          hint: "leave 'over' out"))
    }
    let generated = ([metric.function, metric.metric] + (metric.region.map { [$0] } ?? [])).joined(separator: "-")
    return Budget(
      id: id ?? String(generated.map { $0 == "." ? "-" : $0 }), metric: metric, comparison: comparison,
      threshold: threshold, window: window, severity: severity, place: item.place, windowPlace: windowPlace)
  }

  /// `phases: {peak: 20s..40s}`, in the order of the text.
  mutating func phases(_ entry: SourceEntry) -> [PlacedPhase] {
    guard let entries = mapping(entry.value, key: entry.key) else { return [] }
    return entries.compactMap { phase in
      let key = "phases.\(phase.key)"
      if !Self.isName(phase.key) {
        errors.append(ScenarioError(phase.keyPlace, key: key, "not a name", hint: "use letters, digits, - and _"))
      }
      guard let text = text(phase, key: key) else { return nil }
      guard let span = BudgetWindow.span(text) else {
        errors.append(
          ScenarioError(
            phase.value.place, key: key, "\(quoted(text)) is not a part of the run",
            hint: "write for example '20s..40s', from the start of the run, warm-up included"))
        return nil
      }
      return PlacedPhase(
        phase: ScenarioPhase(name: phase.key, from: span.from, to: span.to), place: phase.value.place)
    }
  }

  private mutating func requirement(_ entry: SourceEntry, key: String) -> (
    MetricReference, Budget.Comparison, BudgetThreshold
  )? {
    guard let text = text(entry, key: key) else { return nil }
    do {
      return try RequirementParser(vocabulary: vocabulary).requirement(text)
    } catch {
      errors.append(note(error, in: entry.value, key: key))
      return nil
    }
  }

  /// Points into a plain one-line text, else at its start.
  func note(_ problem: RequirementParser.Problem, in node: SourceNode, key: String) -> ScenarioError {
    var place = node.place
    if case .scalar(let text, let isPlain) = node.content, isPlain, !text.contains("\n"), place.line > 0 {
      place.column += problem.offset
    }
    return ScenarioError(place, key: key, problem.message, hint: problem.hint)
  }
}
