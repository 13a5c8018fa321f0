import Simulator

/// Stories: the photo's media path plus a time to live on both sides.
/// Not modelled: authors who delete a story early.
public struct StoryParameters: ParameterSet, Equatable {
  public var timeToLive = SimDuration.hours(24)
  public var trayStories = 30
  public var service = FleetParameters(
    instances: 40, workers: 2, serviceTime: .lognormal(median: .milliseconds(2), p99: .milliseconds(10)))
  public var sweepInterval = SimDuration.seconds(1)
  public var sweepBatch = 5_000
  public var sweepers = FleetParameters(
    instances: 20, workers: 1, serviceTime: .lognormal(median: .milliseconds(40), p99: .milliseconds(200)))
  public var order = StoryOrder.recency
  public var ranking = StoryRankingParameters()
  public var rings = StoryRingParameters()
  public var preload = StoryPreloadParameters()
  public var receipts = StoryReceiptParameters()
  public var replies = StoryReplyParameters()
  public var closeFriends = CloseFriendsParameters()

  public var sweeper = SweeperParameters()
  public var highlights = HighlightParameters()

  public init() {}

  public static var fields: [ParameterField<Self>] {
    let keys: [ParameterField<Self>] = [
      .duration(
        "timeToLive", \.timeToLive, .seconds(1) ... .days(7), "Age at which a story is no longer shown.",
        source: "24 h, the product's rule"),
      .count(
        "trayStories", \.trayStories, 1...500, "Stories in the tray that is sent to the phone, those that come first.",
        source: "assumed"),
      .choice(
        "order", \.order,
        "Stories newest first, or authors by affinity and recency with all of an author's stories together.",
        source: "assumed: recency, which costs least"),
      .duration(
        "sweepInterval", \.sweepInterval, .milliseconds(10) ... .hours(1), "Time between two passes of the sweeper.",
        source: "assumed"),
      .count(
        "sweepBatch", \.sweepBatch, 1...10_000_000, isCapacity: true,
        "Rows that one pass of a region's sweeper deletes at most.", source: "assumed: several times the mean rate"),
    ]
    let groups: [[ParameterField<Self>]] = [
      keys,
      FleetParameters.fields(
        "service", \.service, "story services", sizing: "assumed: utilisation near 20 %",
        service: "assumed: CPU for reading and ordering one tray"),
      FleetParameters.fields(
        "sweepers", \.sweepers, "deleters of expired rows, one batch of 100 rows each", sizing: "assumed",
        service: "assumed: a batch of 100 deletes with one log flush"),
      StoryRankingParameters.fields("ranking", in: \.ranking),
      StoryRingParameters.fields("rings", in: \.rings),
      StoryPreloadParameters.fields("preload", in: \.preload),
      StoryReceiptParameters.fields("receipts", in: \.receipts),
      StoryReplyParameters.fields("replies", in: \.replies),
      CloseFriendsParameters.fields("closeFriends", in: \.closeFriends),
      SweeperParameters.fields("sweeper", in: \.sweeper),
      HighlightParameters.fields("highlights", in: \.highlights),
    ]
    return groups.flatMap { $0 }
  }
}
