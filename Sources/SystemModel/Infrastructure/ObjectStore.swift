import Simulator

/// Blob store of a region: storage nodes with disks; the objects of this run are real entries, the past is implied by
/// the catalogue. PUT and GET ─► [storage nodes × requests in flight] ─►
/// Not modelled: replication, erasure coding, rebuilds.
public struct ObjectStoreParameters: ParameterSet, Equatable {
  public var nodes = FleetParameters(
    instances: 40, workers: 30, serviceTime: .lognormal(median: .microseconds(30_700), p99: .microseconds(151_700)))
  public var putTime = DurationDistribution.lognormal(median: .milliseconds(15), p99: .milliseconds(60))
  /// Objects deleted or expired leave at the next boundary of this length.
  public var lifecycleGranularity = SimDuration.hours(24)

  public init() {}

  public static var fields: [ParameterField<Self>] {
    let groups: [[ParameterField<Self>]] = [
      FleetParameters.fields(
        "nodes", \.nodes, "storage nodes",
        sizing:
          "30 requests in flight per 12-disk node: Haystack, OSDI 2010, Table 4 by Little's law; node count assumed",
        service: "mean 38.9 ms, s.d. 30.2 ms for 64 KB random reads: Haystack, OSDI 2010, Table 4"),
      [
        .distribution(
          "putTime", \.putTime, "Time of one worker for one PUT.",
          source: "batched writes take 4.9–43.9 ms: Haystack, OSDI 2010, Table 4; lognormal shape assumed"),
        .duration(
          "lifecycleGranularity", \.lifecycleGranularity, .seconds(1) ... .days(30),
          "Expired objects are removed at the next multiple of this, counted from midnight UTC.",
          source: "assumed: object-store lifecycle rules act once a day"),
      ],
    ]
    return groups.flatMap { $0 }
  }
}

/// Objects of this run in one region's store.
struct ObjectStore: ~Copyable {
  private var sizes: FlatMap
  private(set) var storedObjects: Int64 = 0
  private(set) var storedBytes: Int64 = 0
  /// Objects of this run that were there and have been removed.
  private(set) var removedObjects: Int64 = 0

  init(reserving objects: Int) { sizes = FlatMap(reserving: objects) }

  @inline(__always) func prefetch(_ key: UInt64) { sizes.prefetch(key) }

  mutating func put(_ key: UInt64, sizeBytes: UInt32) {
    if sizes.insert(key, sizeBytes) == nil {
      storedObjects += 1
      storedBytes += Int64(sizeBytes)
    }
  }

  func contains(_ key: UInt64) -> Bool { sizes.find(key) != nil }

  mutating func remove(_ key: UInt64) {
    if let size = sizes.remove(key) {
      storedObjects -= 1
      removedObjects += 1
      storedBytes -= Int64(size)
    }
  }
}
