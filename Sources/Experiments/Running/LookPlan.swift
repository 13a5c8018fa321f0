/// At which numbers of replications the budgets are looked at, and at which level.
///
/// The permitted error is shared out equally over all planned looks (Bonferroni), so that looking several times does not
/// make a wrong decision likelier than the scenario's confidence level says. A first look at a single replication speaks
/// about that world only: its intervals come from batches, and numbers without samples have none.
struct LookPlan {
  /// Completed replications at each look, rising; the last is the limit.
  let looks: [Int]
  /// Of the intervals that decide budgets, 0…1.
  let level: Double

  /// From `first` on each look has twice the replications of the one before, and at least three; no further look than
  /// `limit`. Without budgets that could need more, there is one look.
  init(first: Int, limit: Int, hasBudgets: Bool, level: Double) {
    var looks = [first]
    while hasBudgets, let last = looks.last, last < limit {
      let next = max(3, 2 * last)
      looks.append(next * 2 > limit ? limit : next)
    }
    self.looks = looks
    self.level = 1 - (1 - level) / Double(looks.count)
  }

  /// The look after one at `replications`; nil when that was the last.
  func next(after replications: Int) -> Int? { looks.first { $0 > replications } }
}
