/// What the writers that had to wait cost their row (conflict checks, wake-ups): it lengthens the next hold.
///
/// Each wait costs `cost` × the writers then waiting, itself included. A hold takes up at most `cost` × the writers present
/// at its grant, and the excess is dropped: no hold is longer than hold(n) = hold + cost × (n − 1), that of n clients which
/// never think. Without this bound the holds of an overloaded open line would grow exponentially.
struct WaiterDebt: Sendable {
  private(set) var owed = SimDuration.zero

  /// A writer has to wait, as one of `waiting`; `present` counts those that hold too.
  mutating func add(_ cost: SimDuration, waiting: Int, present: Int) {
    if cost == .zero { return }
    owed = min(owed + cost * Int64(waiting), cost * Int64(present))
  }

  mutating func settle(_ cost: SimDuration, present: Int) -> SimDuration {
    let paid = min(owed, cost * Int64(present))
    owed = .zero
    return paid
  }

  /// The row falls free.
  mutating func forgive() { owed = .zero }
}
