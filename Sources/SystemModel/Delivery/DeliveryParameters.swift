import Caching
import Simulator

/// Image delivery: phone cache ─► edge PoP ─► (the PoP that owns the key) ─► regional shield ─► object store of the author's region
/// Not modelled: several images on one connection, ranges that straddle two segments.
public struct DeliveryParameters: ParameterSet, Equatable {
  public var edgePolicy = OnlinePolicyName.lru
  public var shieldPolicy = OnlinePolicyName.lru
  public var edgeCapacity: Int64 = 8 << 30
  public var shieldCapacity: Int64 = 1 << 40
  /// Cache servers of a PoP; each holds its part of capacity and workers.
  public var edgeNodes = 1
  public var placement = NodePlacement.consistent
  public var collaboration = EdgeCollaboration.none
  public var collapse = true
  public var strayShare = 0.1
  public var edgeWorkers = 32
  public var edgeServiceTime = DurationDistribution.lognormal(median: .milliseconds(1), p99: .milliseconds(8))
  public var shields = FleetParameters(
    instances: 40, workers: 16, serviceTime: .lognormal(median: .milliseconds(2), p99: .milliseconds(12)))
  public var phoneCacheSessions = 1
  public var phoneReadTime = SimDuration.milliseconds(3)
  public var warmTurnover = 1.0
  public var medianImageBytes: Int64 = 90_000
  public var p99ImageBytes: Int64 = 400_000
  public var variants = VariantMode.stored
  public var resizers = FleetParameters(
    instances: 400, workers: 8, serviceTime: .lognormal(median: .milliseconds(54), p99: .milliseconds(160)))
  public var links = LinkParameters()
  public var nodeLoss = NodeLossParameters()
  public var urls = URLParameters()
  public var deletions = DeletionParameters()
  public var prefetch = PrefetchParameters()
  public var video = VideoParameters()

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
    let hierarchy: [ParameterField<Self>] = [
      .count(
        "edgeNodes", \.edgeNodes, 1...EdgeServers.mostNodes,
        "Cache servers of one PoP; each has its part of capacity and workers.",
        source: "assumed: one, since a PoP whose nodes share keys by hashing acts as one cache"),
      .choice(
        "placement", \.placement,
        "How the nodes of a PoP share out the keys: by consistent hashing, or hash modulo nodes.",
        source: "consistent hashing: Karger et al., STOC 1997"),
      .choice(
        "collaboration", \.collaboration, "Whether the PoPs of a region are one cache, each the owner of some keys.",
        source: "assumed: none; Huang et al., SOSP 2013, simulate it as a what-if"),
      .flag(
        "collapse", \.collapse, "Requests for an object that is being fetched wait for it instead of fetching it too.",
        source: "assumed: on, as in common proxies (collapsed forwarding)"),
      .fraction(
        "strayShare", \.strayShare, 0...1, "Sessions served by another PoP of the region than the nearest.",
        source: "assumed: every city was served by all nine edges, shares unpublished (Huang et al., SOSP 2013)"),
      .choice(
        "variants", \.variants,
        "Whether each size of a photo is stored, or made from the largest as it leaves the store.",
        source: "four sizes stored: Haystack, OSDI 2010, Table 3"),
    ]
    let groups: [[ParameterField<Self>]] = [
      caches,
      hierarchy,
      stations,
      FleetParameters.fields(
        "shields", \.shields, "shield servers", sizing: "assumed: utilisation near 20 %",
        service: "assumed: as the edge, with larger objects on flash"),
      FleetParameters.fields(
        "resizers", \.resizers, "servers that make a size on demand, used with `variants: atOrigin`",
        sizing: "assumed: utilisation near 60 % when every miss is resized",
        service: "45 to 85 ms per photo with libvips (published benchmark, 2019 to 2022)"),
      LinkParameters.fields("links", in: \.links),
      NodeLossParameters.fields("nodeLoss", in: \.nodeLoss),
      URLParameters.fields("urls", in: \.urls),
      DeletionParameters.fields("deletions", in: \.deletions),
      PrefetchParameters.fields("prefetch", in: \.prefetch),
      VideoParameters.fields("video", in: \.video),
    ]
    return groups.flatMap { $0 }
  }
}
