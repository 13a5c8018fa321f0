import Simulator

/// How likes reach their counter row.
public enum CounterMode: String, CaseIterable, Sendable {
  /// INCR in the region's buffer, flushed to the row in batches.
  case buffered
  /// Each like updates the locked row while the phone waits.
  case direct
}

/// Who gets a row next when its holder commits.
public enum RowHandOver: String, CaseIterable, Sendable {
  case fifo, random

  var discipline: QueueDiscipline { self == .fifo ? .fifo : .random }
}

/// Like counters: like ─► [buffer shards] ─flush─► [counter store] ─► locked row;  or straight to the row.
/// Not modelled: unlike, loss of a buffer by a crash.
public struct CounterParameters: ParameterSet, Equatable {
  public var mode = CounterMode.buffered
  public var handOver = RowHandOver.random
  public var flushInterval = SimDuration.seconds(1)
  public var buffers = FleetParameters(
    instances: 20, workers: 1, serviceTime: .constant(.microseconds(6)))
  public var store = FleetParameters(
    instances: 40, workers: 8, serviceTime: .lognormal(median: .microseconds(200), p99: .milliseconds(1)))
  public var rowHold = DurationDistribution.constant(.microseconds(494))

  public init() {}

  public static var fields: [ParameterField<Self>] {
    let keys: [ParameterField<Self>] = [
      .choice(
        "mode", \.mode, "Buffered increments, or an update of the row for each like.",
        source: "assumed: buffered; direct is there to be compared"),
      .choice(
        "handOver", \.handOver, "Who gets a row's lock next: the first waiter or a random one.",
        source:
          "measured behaviour of PostgreSQL is close to random with many waiters: measured for this project's design"),
      .duration(
        "flushInterval", \.flushInterval, .milliseconds(1) ... .hours(1), isCapacity: true,
        "Time between two flushes of a buffer shard.",
        source: "assumed: 1 s; a post liked at r/s costs 1/T row updates instead of r, by arithmetic"),
      .distribution(
        "rowHold", \.rowHold, "How long one update holds its row, log flush included.",
        source: "one hot row takes 2,024 updates/s in PostgreSQL (published single-author benchmark): 494 µs"),
    ]
    let groups: [[ParameterField<Self>]] = [
      keys,
      FleetParameters.fields(
        "buffers", \.buffers, "counter buffer shards, one thread each", sizing: "assumed",
        service: "INCR as SET: 180,180/s (redis.io benchmarks), 5.5 µs"),
      FleetParameters.fields(
        "store", \.store, "counter store shards", sizing: "assumed: utilisation near 10 %",
        service: "assumed: parse, plan and find the row, before its lock"),
    ]
    return groups.flatMap { $0 }
  }
}
