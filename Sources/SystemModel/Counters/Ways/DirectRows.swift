import Simulator

/// Direct: every change updates the counter's one locked row while the caller waits.
///
/// Shown: the row. Age: none beyond the commit. A crash loses: nothing that was answered. Writes: one per change. Limit: 1/hold
/// changes per second and counter, and every further one waits.
extension RegionalPlatform {
  mutating func shownDirectly(_ counter: CounterID) -> ShownCount {
    ShownCount(value: counters.durable.value(counter.row(0)), reads: 1)
  }
}

/// What a reader in the counter's home region sees, and how many rows or cells that takes.
struct ShownCount: Equatable {
  var value: Int64
  var reads: Int
}

extension RegionalPlatform {
  /// What is shown of a counter, in its home region.
  mutating func shown(_ counter: CounterID) -> ShownCount {
    switch parameters.counters.mode(of: counter.kind)! {
    case .direct: shownDirectly(counter)
    case .optimistic: shownOptimistic(counter)
    case .buffered: shownBuffered(counter)
    case .sharded: shownSharded(counter)
    case .appended: shownAppended(counter)
    case .merged: shownMerged(counter)
    case .regional: shownRegional(counter)
    case .approximate: shownApproximately(counter)
    }
  }
}
