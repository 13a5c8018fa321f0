extension Digest {
  /// Under which assumptions the numbers hold, most serious first.
  static func validity(_ result: RunResult) -> Section {
    var section = Section("Validity")
    if !result.complete { section.notes.append(partial(result)) }
    for variant in result.variants {
      let place = result.variants.count > 1 ? "\(variant.name): " : ""
      for law in variant.invariants where !law.holds {
        section.notes.append("\(place)LAW BROKEN \(law.name): expected \(law.expected), found \(law.found)")
      }
    }
    let laws = result.variants.flatMap(\.invariants)
    if !laws.isEmpty, laws.allSatisfy(\.holds) { section.notes.append("\(laws.count) of \(laws.count) laws hold") }
    section.notes.append(basis(result))
    if let note = sequential(result) { section.notes.append(note) }
    section.notes += sampling(result.variants.filter { $0.replications > 0 })
    var seen: [String] = []
    for caveat in result.variants.flatMap(\.caveats) where !seen.contains(caveat) { seen.append(caveat) }
    section.notes += seen
    return section
  }

  private static func partial(_ result: RunResult) -> String {
    let cause = result.stopped == .wallLimit ? "the limit on wall time was reached" : "it was interrupted"
    let missing = result.variants.filter { $0.replications == 0 }.map(\.name)
    let rest = missing.isEmpty ? "" : "; not measured: \(missing.joined(separator: ", "))"
    return "PARTIAL: the run ended early because \(cause)\(rest)"
  }

  private static func basis(_ result: RunResult) -> String {
    let level = Readable.percent(result.confidenceLevel)
    let most = result.variants.map(\.replications).max() ?? 0
    if most >= 2 { return "\(level) intervals: Student's t over \(most) replications" }
    return "\(level) intervals: batches of one run, conditional on this world; --replications 5 speaks about others"
  }

  /// Nil when replications could not be added.
  private static func sequential(_ result: RunResult) -> String? {
    guard let plan = result.sequential, let used = plan.looks.last else { return nil }
    let level = Readable.percent(rounded(result.budgetLevel))
    let end =
      used > plan.looks[0]
      ? "replications were added until \(used) because a budget was undecided"
      : "up to \(plan.limit) replications would be added while one is undecided"
    return "budgets: \(level) intervals, \(Readable.percent(result.confidenceLevel)) shared out over the looks; \(end)"
  }

  /// What is said of all variants is said once.
  private static func sampling(_ variants: [VariantResult]) -> [String] {
    let notes = variants.map { sampling($0) }
    let common = (notes.first ?? []).filter { note in notes.allSatisfy { $0.contains(note) } }
    if variants.count < 2 { return common }
    return common.map { "all variants: \($0)" }
      + zip(variants, notes).flatMap { variant, own in
        own.filter { !common.contains($0) }.map { "\(variant.name): \($0)" }
      }
  }

  private static func sampling(_ variant: VariantResult) -> [String] {
    var notes: [String] = []
    let thin = variant.operations.filter { ($0.latency?.p99.samplesBeyond ?? 10) < 10 }
    if !thin.isEmpty {
      notes.append("fewer than 10 samples beyond p99: \(thin.map(\.name).joined(separator: ", "))")
    }
    let censored = variant.operations.filter { $0.inFlight > 0 && $0.inFlight * 100 > $0.completed }
    if !censored.isEmpty {
      let list = censored.map { "\($0.name) (\($0.inFlight))" }.joined(separator: ", ")
      notes.append("unfinished at the end, more than 1 % of the completed: \(list)")
    }
    let beyondRange = variant.operations.filter { $0.outOfRange > 0 }
    if !beyondRange.isEmpty {
      notes.append("latencies beyond 1 h, in no percentile: \(beyondRange.map(\.name).joined(separator: ", "))")
    }
    let off = variant.rates.filter { rate in
      guard let target = rate.targetPerSecond, target > 0 else { return false }
      let expected = target * variant.measuredSeconds * Double(variant.replications)
      let excess = abs(Double(rate.executed) - expected)
      return excess > 0.05 * expected && excess > 5 * expected.squareRoot()
    }
    if !off.isEmpty {
      let list = off.map {
        "\($0.name) \(Readable.value($0.perSecond.value, .perSecond)) of \(Readable.value($0.targetPerSecond!, .perSecond))"
      }
      notes.append("rates off by more than 5 % and more than chance: \(list.joined(separator: ", "))")
    }
    return notes
  }
}
