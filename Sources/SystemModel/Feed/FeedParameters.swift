import Simulator

/// How followers' timelines are kept.
public enum TimelineMode: String, CaseIterable, Sendable {
  /// Computed at each read from the graph and the completion times of fan-out chunks; no memory per user.
  case onRead
  /// A sorted set per follower; for small populations.
  case materialised
}

/// Fan-out, timelines, feed assembly and ranking.
/// log ─► [fan-out workers] ─► [timeline shards];  open ─► feed service ─► timeline ─► celebrity pull ─► hydrate ─► rank
/// Not modelled: copies of timelines on several shards, deletions, follows made during the run.
public struct FeedParameters: ParameterSet, Equatable {
  public var timelines = TimelineMode.onRead
  public var celebrityThreshold = 100_000
  public var timelineKept = 800
  public var timelineRead = 500
  public var lookBack = SimDuration.days(14)
  public var pulledPostsPerAuthor = 20
  public var hydratedCandidates = 48
  public var keysPerBatch = 24
  public var chunkFollowers = 1_000
  public var recencyHalfLife = SimDuration.hours(6)
  public var scanTime = DurationDistribution.constant(.microseconds(2))
  public var service = FleetParameters(
    instances: 40, workers: 4, serviceTime: .lognormal(median: .milliseconds(2), p99: .milliseconds(10)))
  public var fanOutWorkers = FleetParameters(
    instances: 20, workers: 2, serviceTime: .constant(.microseconds(500)))
  public var timelineShards = FleetParameters(
    instances: 60, workers: 1, serviceTime: .lognormal(median: .microseconds(60), p99: .microseconds(250)))
  public var insertTime = DurationDistribution.constant(.microseconds(11))
  public var authorCache = FleetParameters(
    instances: 20, workers: 1, serviceTime: .lognormal(median: .microseconds(180), p99: .microseconds(400)))
  public var rankers = FleetParameters(
    instances: 60, workers: 8, serviceTime: .lognormal(median: .milliseconds(30), p99: .milliseconds(90)))

  public init() {}

  public static var fields: [ParameterField<Self>] {
    let groups: [[ParameterField<Self>]] = [
      rules,
      FleetParameters.fields(
        "service", \.service, "feed services", sizing: "assumed: utilisation near 40 %",
        service: "assumed: CPU for assembling one page"),
      FleetParameters.fields(
        "fanOutWorkers", \.fanOutWorkers, "fan-out workers",
        sizing:
          "assumed: well above the mean rate, since one post of 1 M followers takes as much as the mean of all others (Krikorian, Timelines at Scale)",
        service: "assumed: fixed cost of one chunk; scan and inserts come on top"),
      FleetParameters.fields(
        "timelineShards", \.timelineShards, "timeline cache shards, one thread each",
        sizing:
          "16 KB per timeline (derived from Krikorian, Timelines at Scale) of 100 M users in 32 GB instances; fewer are modelled",
        service: "assumed: reading 500 of 800 entries costs about ten SETs; SET 5.5 µs (redis.io benchmarks)"),
      FleetParameters.fields(
        "authorCache", \.authorCache, "shards with the recent posts of celebrities",
        sizing: "assumed", service: "178–374 µs round trip of an idle memcached: Nishtala et al., NSDI 2013, §7.1"),
      FleetParameters.fields(
        "rankers", \.rankers, "rankers", sizing: "assumed: utilisation near 50 %",
        service: "assumed: about 100 candidates through a heavy model; no published latency"),
    ]
    return groups.flatMap { $0 }
  }

  private static var rules: [ParameterField<Self>] {
    [
      .choice(
        "timelines", \.timelines, "Timelines computed on read, or one sorted set per follower.",
        source: "assumed: on read; both give the same ids (a test)"),
      .count(
        "celebrityThreshold", \.celebrityThreshold, 0...2_000_000_000,
        "Authors with more followers than this are pulled at read time instead of pushed.",
        source: "assumed: no primary figure is published"),
      .count(
        "timelineKept", \.timelineKept, 1...100_000, isCapacity: true, "Entries that a timeline keeps.",
        source: "800 entries: Krikorian, Timelines at Scale"),
      .count(
        "timelineRead", \.timelineRead, 1...100_000, isCapacity: true, "Newest entries that one feed load reads.",
        source: "top 500 as the platform's design states"),
      .duration(
        "lookBack", \.lookBack, .hours(1) ... .days(60), "Oldest post that a feed load considers.",
        source: "assumed: 500 entries of 150 followees reach back about 11 days"),
      .count(
        "pulledPostsPerAuthor", \.pulledPostsPerAuthor, 1...1_000, "Newest posts read of each celebrity followed.",
        source: "assumed"),
      .count(
        "hydratedCandidates", \.hydratedCandidates, 1...48, isCapacity: true,
        "Best candidates after the light pass that are hydrated and ranked.",
        source: "500 → 150 → 50 → 25 candidates in Explore's funnel (Meta AI, 2019); multiple of a page of 6"),
      .count(
        "keysPerBatch", \.keysPerBatch, 1...1_000, "Rows asked of one shard in one call.",
        source: "24 keys per batch: Nishtala et al., NSDI 2013, §3.1"),
      .count(
        "chunkFollowers", \.chunkFollowers, 1...1_000_000, "Followers that one fan-out task delivers to.",
        source: "assumed"),
      .duration(
        "recencyHalfLife", \.recencyHalfLife, .minutes(1) ... .days(30),
        "Age at which the light pass values a post half as much.",
        source:
          "engagement half-life 1 h (chronological) to 19 h (ranked): Takumi 2016 and Simply Measured 2014; between them"
      ),
      .distribution(
        "scanTime", \.scanTime, "Fan-out worker's time per follower of a chunk.",
        source: "assumed: 286 K inserts/s for one post (Krikorian) is 3.5 µs each, part of it here"),
      .distribution(
        "insertTime", \.insertTime, "Timeline shard's time for one insertion.",
        source: "assumed: twice the cost of SET, 5.5 µs (redis.io benchmarks)"),
    ]
  }
}
