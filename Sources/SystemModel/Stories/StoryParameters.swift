import Simulator

/// Stories: the photo's media path plus a time to live on both sides.
/// Not modelled: close friends, replies, preloading.
public struct StoryParameters: ParameterSet, Equatable {
  public var timeToLive = SimDuration.hours(24)
  public var trayStories = 30
  public var service = FleetParameters(
    instances: 40, workers: 2, serviceTime: .lognormal(median: .milliseconds(2), p99: .milliseconds(10)))
  public var sweepInterval = SimDuration.seconds(1)
  public var sweepBatch = 5_000
  public var sweepers = FleetParameters(
    instances: 20, workers: 1, serviceTime: .lognormal(median: .milliseconds(40), p99: .milliseconds(200)))

  public var sweeper = SweeperParameters()
  public var highlights = HighlightParameters()

  public init() {}

  public static var fields: [ParameterField<Self>] {
    let keys: [ParameterField<Self>] = [
      .duration(
        "timeToLive", \.timeToLive, .seconds(1) ... .days(7), "Age at which a story is no longer shown.",
        source: "24 h, the product's rule"),
      .count(
        "trayStories", \.trayStories, 1...500, "Newest stories in the tray that is sent to the phone.",
        source: "assumed"),
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
      SweeperParameters.fields("sweeper", in: \.sweeper),
      HighlightParameters.fields("highlights", in: \.highlights),
    ]
    return groups.flatMap { $0 }
  }
}
