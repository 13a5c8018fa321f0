import Simulator
import Workloads

/// Up to a statement's worth of rows on their way to deletion.
struct SweepBatch {
  var rows: Int
}

/// The sweeper's passes: rows that are due ─► statements ─► [deleters], or [primary shards], among the commits of others.
extension RegionalPlatform {
  mutating func sweep(_ kernel: inout EngineKernel) {
    let stories = parameters.stories
    kernel.schedule(after: stories.sweepInterval, kind: EventKind.sweep.rawValue, slot: 0)
    if sweeper.hasUnsent { return sweeper.skipPass(at: kernel.now) }
    sweeper.rows.removeAll(keepingCapacity: true)
    sweeper.unsent.removeAll(keepingCapacity: true)
    sweeper.firstUnsent = 0
    let before = sweeper.index.steppedOver
    sweeper.collect(stories.sweepBatch, at: kernel.now)
    let stepped = sweeper.index.steppedOver - before
    measures.expiry.searched(steppedOver: stepped)
    switch stories.sweeper.deletesAt {
    case .ownReplicas:
      planForReplicas(stories.sweeper, stepped)
      while sweeper.hasUnsent { sendStatement(&kernel) }
    case .primaries:
      planForPrimaries(stories.sweeper, stepped)
      while sweeper.hasUnsent, sweeper.inFlight < stories.sweeper.statementsInFlight { sendStatement(&kernel) }
    }
  }

  /// Statements of full length in the order of the rows; each pays its part of the search.
  private mutating func planForReplicas(_ parameters: SweeperParameters, _ stepped: Int64) {
    let rows = sweeper.rows.count
    let statements = (rows + parameters.rowsPerStatement - 1) / parameters.rowsPerStatement
    let search = searchTime(parameters, rows: rows, stepped: stepped)
    for first in stride(from: 0, to: rows, by: parameters.rowsPerStatement) {
      let share = SimDuration(nanoseconds: search.nanoseconds / Int64(statements))
      sweeper.unsent.append(
        SweepStatement(shard: 0, first: first, count: min(rows - first, parameters.rowsPerStatement), search: share))
    }
  }

  /// A statement deletes rows of one shard; the shards take turns. The first statement of each pays for the shard's search.
  private mutating func planForPrimaries(_ parameters: SweeperParameters, _ stepped: Int64) {
    let shards = Int(fleets.postStore.instances)
    var numbers: [Int] = []
    numbers.reserveCapacity(sweeper.rows.count)
    for row in sweeper.rows {
      numbers.append(Int(stations.shard(of: fleets.postStore, key: row.key >> 32) - fleets.postStore.first))
    }
    sweeper.groupRows(by: numbers, shards: shards)
    let ends = sweeper.shardEnds
    var next = [0] + ends.dropLast()
    var isFirst = true
    while true {
      let before = sweeper.unsent.count
      for shard in 0..<shards where next[shard] < ends[shard] {
        let count = min(ends[shard] - next[shard], parameters.rowsPerStatement)
        let own = ends[shard] - next[shard]
        let search =
          isFirst ? searchTime(parameters, rows: own, stepped: stepped / Int64(shards)) : SimDuration.zero
        sweeper.unsent.append(
          SweepStatement(shard: UInt16(shard), first: next[shard], count: count, search: search))
        next[shard] += count
      }
      isFirst = false
      if sweeper.unsent.count == before { return }
    }
  }

  /// A scan walks the index; buckets and wheel know where to look.
  private func searchTime(_ parameters: SweeperParameters, rows: Int, stepped: Int64) -> SimDuration {
    guard parameters.index == .indexScan else { return .zero }
    return parameters.rowScanTime * Int64(rows) + parameters.tombstoneTime * stepped
  }

  private mutating func sendStatement(_ kernel: inout EngineKernel) {
    let statement = sweeper.unsent[sweeper.firstUnsent]
    sweeper.firstUnsent += 1
    sweeper.inFlight += 1
    sweeper.statementCount += 1
    let identity = Draws.mix(sweeper.statementCount ^ UInt64(region) << 40)
    let station: UInt16
    var demand: SimDuration
    switch parameters.stories.sweeper.deletesAt {
    case .ownReplicas:
      station = stations.lessLoaded(of: fleets.sweeper, identity, at: kernel.now)
      demand = fleets.sweeper.demand(identity)
    case .primaries:
      station = fleets.postStore.first + statement.shard
      demand = fleets.postStore.demand(identity) + parameters.stories.sweeper.rowDeleteTime * Int64(statement.count)
    }
    demand += statement.search
    let deletedAt = stations.enter(station, demand: demand, at: kernel.now)
    for row in sweeper.rows[statement.first..<statement.first + statement.count] {
      measures.expiry.rowDeleted(late: deletedAt - row.due)
    }
    let slot = sweepBatches.insert(SweepBatch(rows: statement.count))
    kernel.schedule(at: deletedAt, kind: EventKind.sweepBatch.rawValue, station: station, slot: slot)
  }

  /// A statement has committed; at the primaries the next one takes its place.
  mutating func batchSwept(_ slot: UInt32, _ kernel: inout EngineKernel) {
    let rows = sweepBatches.remove(slot).rows
    sweeper.inFlight -= 1
    sweeper.deleted(rows, at: kernel.now)
    measures.count(.storyRowsSwept, Int64(rows))
    if sweeper.hasUnsent { sendStatement(&kernel) }
  }
}

extension StorySweeper {
  /// Orders the rows of a pass by shard, and within a shard by expiry.
  mutating func groupRows(by numbers: [Int], shards: Int) {
    var counts = [Int](repeating: 0, count: shards)
    for number in numbers { counts[number] += 1 }
    var next = [Int](repeating: 0, count: shards)
    for number in 1..<max(1, shards) { next[number] = next[number - 1] + counts[number - 1] }
    var grouped = rows
    for (row, number) in zip(rows, numbers) {
      grouped[next[number]] = row
      next[number] += 1
    }
    rows = grouped
    shardEnds = next
  }
}
