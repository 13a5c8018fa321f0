import Simulator

/// The equal intervals of a run's measured time. Phases and windows begin and end on their edges, so that what is
/// judged is exactly what was measured.
struct IntervalGrid {
  let start: SimDuration
  let end: SimDuration
  let length: SimDuration

  init(_ run: RunParameters) {
    start = run.warmUp
    length = SimDuration(nanoseconds: max(1, run.duration.nanoseconds / Int64(run.batches)))
    end = run.warmUp + SimDuration(nanoseconds: length.nanoseconds * Int64(run.batches))
  }

  func problems(_ phase: PlacedPhase) -> [ScenarioError] {
    problems(phase.phase.from, phase.phase.to, phase.place, key: "phases.\(phase.phase.name)")
  }

  func problems(_ budget: Budget, _ phases: [ScenarioPhase]) -> [ScenarioError] {
    let key = "budgets.\(budget.id).over"
    switch budget.window {
    case .wholeRun: return []
    case .span(let from, let to): return problems(from, to, budget.windowPlace, key: key)
    case .phase(let name):
      if phases.contains(where: { $0.name == name }) { return [] }
      let nearest = NearestName.of(name, among: phases.map(\.name))
      return [
        ScenarioError(
          budget.windowPlace, key: key, "there is no phase \(quoted(name))",
          hint: nearest.map { "did you mean '\($0)'?" }
            ?? "name it under 'phases', such as 'phases: {\(name): 20s..40s}'")
      ]
    case .worst(let window):
      let steps = nearestSteps(min(window, end - start).nanoseconds)
      if window.nanoseconds == steps * length.nanoseconds, window <= end - start { return [] }
      let most = (end - start).nanoseconds / length.nanoseconds
      let nearest = SimDuration(nanoseconds: min(max(1, steps), most) * length.nanoseconds)
      return [
        ScenarioError(
          budget.windowPlace, key: key, "\(window.text) is not a whole number of intervals of \(length.text)",
          hint: "the nearest is 'worst \(nearest.text)'; run.batches sets the intervals")
      ]
    }
  }

  private func problems(_ from: SimDuration, _ to: SimDuration, _ place: SourcePlace, key: String) -> [ScenarioError] {
    let (first, last) = (edge(from), edge(to))
    if from == first, to == last, first < last { return [] }
    let nearest = first < last ? (first, last) : (start, end)
    let reason =
      from < start || to > end
      ? "reaches beyond the measured time, \(start.text) to \(end.text)"
      : "does not begin and end with the intervals of \(length.text) that are measured"
    return [
      ScenarioError(
        place, key: key, "\(BudgetWindow.text(from, to)) \(reason)",
        hint: "the nearest is '\(BudgetWindow.text(nearest.0, nearest.1))'; run.batches sets the intervals")
    ]
  }

  /// The nearest edge of an interval.
  private func edge(_ time: SimDuration) -> SimDuration {
    let inside = min(max(time, start), end)
    return start + SimDuration(nanoseconds: nearestSteps((inside - start).nanoseconds) * length.nanoseconds)
  }

  private func nearestSteps(_ nanoseconds: Int64) -> Int64 {
    (nanoseconds + length.nanoseconds / 2) / length.nanoseconds
  }
}
