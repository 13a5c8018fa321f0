import Simulator

/// Relational store of post rows, sharded by user id. Writes go to the primary shard in the author's home region, reads
/// to the viewer's region's replica shards. row ─► [primaries × connections];  rows ◄─ [replicas × connections]
/// Not modelled: a look-aside cache in front of the rows, replica lag beyond the WAN delay.
public struct PostStoreParameters: ParameterSet, Equatable {
  public var primaries = FleetParameters(
    instances: 40, workers: 8, serviceTime: .lognormal(median: .milliseconds(10), p99: .milliseconds(40)))
  public var replicas = FleetParameters(
    instances: 80, workers: 16, serviceTime: .lognormal(median: .microseconds(1_000), p99: .microseconds(27_000)))

  public init() {}

  public static var fields: [ParameterField<Self>] {
    let groups: [[ParameterField<Self>]] = [
      FleetParameters.fields(
        "primaries", \.primaries, "primary shards, for writes",
        sizing: "assumed: utilisation near 10 %",
        service: "insert and log flush: 12.1 ms mean in the master region: TAO, ATC 2013, §8; lognormal shape assumed"),
      FleetParameters.fields(
        "replicas", \.replicas, "replica shards, for reads",
        sizing: "assumed: utilisation near 15 %",
        service: "object read, hit: p50 1.0, p99 27.0 ms: TAO, ATC 2013, Fig. 8"),
    ]
    return groups.flatMap { $0 }
  }
}
