import Simulator
import Workloads

/// Regional: each region counts its own changes in a row of its own and tells the others its total now and then (a counter that
/// is a conflict-free replicated type: Shapiro et al., SSS 2011).
///
/// Shown: the own row, and the last known totals of the others. Age: none for the own changes, gossip interval and one way for those
/// of others. A crash loses: nothing that was answered. Writes: one per change, and one message per counter, region and interval.
/// Limit: 1/hold changes per second, counter and region.
extension RegionalPlatform {
  /// The row is in the caller's region: nobody waits for the WAN.
  mutating func updateOwnRow(_ slot: UInt32, _ kernel: inout EngineKernel) {
    counters.requests[slot].step = .atHome
    startRowUpdate(counters.requests[slot].delta(region: region, slot: slot, at: kernel.now), shard: 0, &kernel)
  }

  /// Tells the other regions what has changed here since the last time.
  mutating func gossip(_ kernel: inout EngineKernel) {
    kernel.schedule(after: parameters.counters.gossipInterval, kind: EventKind.gossip.rawValue, slot: 0)
    counters.reports.removeAll(keepingCapacity: true)
    counters.regional.takeChanged(into: &counters.reports)
    for index in counters.reports.indices {
      var report = counters.reports[index]
      report.region = UInt16(region)
      report.total = counters.durable.value(report.counter.row(0))
      report.sentAt = kernel.now
      for other in 0..<world.geography.regionCount where other != region {
        tell(other, .regionalCount(report), &kernel)
      }
    }
  }

  mutating func shownRegional(_ counter: CounterID) -> ShownCount {
    let others = counters.regional.known(counter)
    return ShownCount(value: counters.durable.value(counter.row(0)) + others, reads: world.geography.regionCount)
  }
}

/// One region's own total of a counter, as it was when it was sent.
struct RegionalReport: Sendable {
  var counter: CounterID
  var region: UInt16 = 0
  var total: Int64 = 0
  var sentAt = SimTime.zero
}

/// What other regions have reported, and what they have to be told.
struct RegionalCounts: ~Copyable {
  private let regions: Int
  private var index = FlatMap()
  /// Totals by counter and region.
  private var totals: [Int64] = []
  private var changedMarks = FlatMap()
  private var changed: [RegionalReport] = []

  init(regions: Int) { self.regions = regions }

  mutating func changed(_ delta: CounterDelta) {
    if changedMarks.findOrInsert(delta.counter.key, 1).isNew { changed.append(RegionalReport(counter: delta.counter)) }
  }

  mutating func takeChanged(into reports: inout [RegionalReport]) {
    for report in changed {
      changedMarks.remove(report.counter.key)
      reports.append(report)
    }
    changed.removeAll(keepingCapacity: true)
  }

  /// Reports of a region come in the order in which they were sent, so the last one holds.
  mutating func learn(_ report: RegionalReport) {
    let place = index.findOrInsert(report.counter.key, UInt32(totals.count / regions))
    if place.isNew { for _ in 0..<regions { totals.append(0) } }
    totals[Int(place.value) * regions + Int(report.region)] = report.total
  }

  /// The other regions' totals together.
  func known(_ counter: CounterID) -> Int64 {
    guard let place = index.find(counter.key) else { return 0 }
    return (0..<regions).reduce(0) { $0 + totals[Int(place) * regions + $1] }
  }
}
