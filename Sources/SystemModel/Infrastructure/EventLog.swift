import Simulator

/// Partitioned log with consumer groups: append ─► [partitions, one writer each] ─► replication ─► every group.
/// Groups are fan-out, search, hashtags and notifications; each reads every record.
/// Not modelled: rebalancing, retention, back pressure on producers.
public struct EventLogParameters: ParameterSet, Equatable {
  public var partitions = FleetParameters(
    instances: 60, workers: 1, serviceTime: .constant(.microseconds(20)))
  public var replicationDelay = DurationDistribution.lognormal(median: .milliseconds(2), p99: .milliseconds(3))
  public var searchIndexers = FleetParameters(
    instances: 20, workers: 4, serviceTime: .lognormal(median: .milliseconds(5), p99: .milliseconds(30)))
  public var hashtagCounters = FleetParameters(
    instances: 20, workers: 1, serviceTime: .constant(.microseconds(100)))
  public var notifications = FleetParameters(
    instances: 20, workers: 4, serviceTime: .lognormal(median: .milliseconds(2), p99: .milliseconds(20)))

  public init() {}

  public static var fields: [ParameterField<Self>] {
    let replication = [
      ParameterField<Self>.distribution(
        "replicationDelay", \.replicationDelay, "From append until consumers may read the record.",
        source: "end to end median 2 ms, p99 3 ms on three brokers: Kreps, LinkedIn 2014")
    ]
    let groups: [[ParameterField<Self>]] = [
      FleetParameters.fields(
        "partitions", \.partitions, "log partitions", sizing: "assumed: lightly used; order matters, not capacity",
        service:
          "0.42 M records/s with three synchronous copies over several partitions: Kreps 2014; 20 µs each assumed"),
      replication,
      FleetParameters.fields(
        "searchIndexers", \.searchIndexers, "search indexers", sizing: "assumed",
        service: "indexing under 5 s from queue to searchable: Krikorian, Timelines at Scale; service time assumed"),
      FleetParameters.fields(
        "hashtagCounters", \.hashtagCounters, "hashtag counters", sizing: "assumed", service: "assumed"),
      FleetParameters.fields(
        "notifications", \.notifications, "notification senders", sizing: "assumed", service: "assumed"),
    ]
    return groups.flatMap { $0 }
  }
}
