import Simulator

/// Image delivery: phone cache ─► edge PoP ─► regional shield ─► object store of the author's region
/// Not modelled: request collapsing, revalidation, several images on one connection.
public struct DeliveryParameters: ParameterSet, Equatable {
  public var edgePolicy = EvictionPolicyName.lru
  public var shieldPolicy = EvictionPolicyName.lru
  public var edgeCapacity: Int64 = 8 << 30
  public var shieldCapacity: Int64 = 1 << 40
  public var edgeWorkers = 32
  public var edgeServiceTime = DurationDistribution.lognormal(median: .milliseconds(1), p99: .milliseconds(8))
  public var shields = FleetParameters(
    instances: 40, workers: 16, serviceTime: .lognormal(median: .milliseconds(2), p99: .milliseconds(12)))
  public var phoneCacheSessions = 1
  public var phoneReadTime = SimDuration.milliseconds(3)
  public var warmTurnover = 1.0
  public var medianImageBytes: Int64 = 90_000
  public var p99ImageBytes: Int64 = 400_000

  public init() {}

  public static var fields: [ParameterField<Self>] {
    let caches: [ParameterField<Self>] = [
      .choice(
        "edgePolicy", \.edgePolicy, "Eviction policy of edge caches.",
        source: "FIFO was in production in 2013 (Huang et al., SOSP 2013); LRU assumed today"),
      .choice("shieldPolicy", \.shieldPolicy, "Eviction policy of shields.", source: "as edgePolicy"),
      .bytes(
        "edgeCapacity", \.edgeCapacity, 0...(1 << 50), isCapacity: true, "Cache of one edge PoP.",
        source: "assumed: no capacity is published"),
      .bytes(
        "shieldCapacity", \.shieldCapacity, 0...(1 << 54), isCapacity: true,
        "Cache of a region's shield, all instances together; a slice keeps its share.",
        source: "assumed: no capacity is published"),
      .fraction(
        "warmTurnover", \.warmTurnover, 0...10,
        "Functional warm-up before the run: each edge inserts this many times its capacity.",
        source: "assumed: once its capacity; see docs/model.md for the remaining bias"),
      .count(
        "phoneCacheSessions", \.phoneCacheSessions, 0...1, isCapacity: true,
        "Earlier sessions whose images are still on the phone.",
        source: "assumed: one; recomputed, not stored"),
      .duration(
        "phoneReadTime", \.phoneReadTime, .zero ... .seconds(1), "Time to show an image that is on the phone.",
        source: "assumed: flash read and decode"),
    ]
    let stations: [ParameterField<Self>] = [
      .count(
        "edgeWorkers", \.edgeWorkers, 1...100_000, isCapacity: true, "Requests that one edge PoP serves at once.",
        source: "assumed: utilisation near 15 %"),
      .distribution(
        "edgeServiceTime", \.edgeServiceTime, "Edge server's time for one request.",
        source: "assumed: index in memory, object on flash (Huang et al., SOSP 2013)"),
      .bytes(
        "medianImageBytes", \.medianImageBytes, 100...100_000_000, "Median size of the 1080 px variant.",
        source: "about 77 KB per stored image: Haystack, OSDI 2010, derived; larger screens assumed"),
      .bytes(
        "p99ImageBytes", \.p99ImageBytes, 100...1_000_000_000, "99th percentile of the 1080 px variant.",
        source: "assumed: lognormal sizes"),
    ]
    let groups: [[ParameterField<Self>]] = [
      caches,
      stations,
      FleetParameters.fields(
        "shields", \.shields, "shield servers", sizing: "assumed: utilisation near 20 %",
        service: "assumed: as the edge, with larger objects on flash"),
    ]
    return groups.flatMap { $0 }
  }
}
