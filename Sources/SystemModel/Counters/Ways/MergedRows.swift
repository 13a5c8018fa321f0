import Simulator

/// Merged in the engine: whoever gets the row's lock commits the changes of those who wait for it too, in one hold.
///
/// Shown: the row. Age: none beyond the commit. A crash loses: nothing that was answered. Writes: one per hold. Limit: a batch of k
/// takes hold + (k − 1) × merge cost, so 1/(merge cost) changes per second and counter.
extension RegionalPlatform {
  /// Further writers join the holder of `slot`; returns by how much its hold grows.
  mutating func takeAlong(_ slot: UInt32, at now: SimTime) -> SimDuration {
    let delta = counters.updates[slot].delta
    if parameters.counters.mode(of: delta.counter.kind) != .merged || parameters.counters.mergeLimit == 1 {
      return .zero
    }
    counters.joined.removeAll(keepingCapacity: true)
    let count = counters.rows.joinWaiters(
      delta.row, most: parameters.counters.mergeLimit - 1, into: &counters.joined, at: now)
    var last = slot
    for index in 0..<count {
      let member = counters.joined[index].slot
      waited(member, at: now)
      counters.updates[last].next = member
      last = member
    }
    return parameters.counters.mergeCost * Int64(count)
  }

  mutating func shownMerged(_ counter: CounterID) -> ShownCount {
    ShownCount(value: counters.durable.value(counter.row(0)), reads: 1)
  }
}
