import Simulator

/// How a tray is ordered.
public enum StoryOrder: String, CaseIterable, Sendable {
  /// Newest first.
  case recency
  /// By author: those who matter to the viewer first, as far as they are recent.
  case affinity
}

/// What a tray knows of the stories that its viewer has seen.
public enum StoryRings: String, CaseIterable, Sendable {
  case off
  /// What was seen during the run.
  case fromStart
  /// What was seen during the run, and in the viewer's computed sessions before it.
  case withPast
}

/// Who comes first in a tray: score = affinity · (mutualBoost when both follow) · 2^(−age of the newest story / halfLife).
public struct StoryRankingParameters: ParameterSet, Equatable {
  public var affinityTail = 1.2
  public var mutualBoost = 4.0
  public var halfLife = SimDuration.hours(6)

  public init() {}

  public static let fields: [ParameterField<Self>] = [
    .number(
      "affinityTail", \.affinityTail, 0.1...100,
      "Affinity of a viewer to an author is Pareto with this exponent, drawn once per pair.",
      source: "assumed: a few ties matter most; no distribution is published"),
    .number(
      "mutualBoost", \.mutualBoost, 1...1_000, "What affinity is multiplied by when the author follows back.",
      source: "assumed"),
    .duration(
      "halfLife", \.halfLife, .seconds(1) ... .days(365), "Age at which a story's author counts half.",
      source: "assumed: a quarter of a story's life"),
  ]
}

/// What viewers have seen.
public struct StoryRingParameters: ParameterSet, Equatable {
  public var mode = StoryRings.off
  public var mostPairs = 50_000_000

  public init() {}

  public static let fields: [ParameterField<Self>] = [
    .choice(
      "mode", \.mode,
      "Whether trays leave out what their viewer has seen: in the run, or also in computed sessions before it.",
      source: "assumed: off, which costs least"),
    .count(
      "mostPairs", \.mostPairs, 2...1_000_000_000,
      "Pairs of viewer and author that a region remembers; beyond, the older half is forgotten.",
      source: "assumed: 1.6 GB"),
  ]
}

/// Stories that the phone fetches before their turn.
public struct StoryPreloadParameters: ParameterSet, Equatable {
  public var depth = 0

  public init() {}

  public static let fields: [ParameterField<Self>] = [
    .count(
      "depth", \.depth, 0...StoryWatch.mostStories,
      "Frames behind the present one that the phone fetches in the background.", source: "assumed: off")
  ]
}

/// View receipts: phone ─► gateway ─► story-view shard in the author's home region.
public struct StoryReceiptParameters: ParameterSet, Equatable {
  public var batch = 0
  public var listLength = 200
  public var listReads = 0.0
  public var shards = FleetParameters(
    instances: 10, workers: 4, serviceTime: .lognormal(median: .microseconds(60), p99: .microseconds(250)))

  public init() {}

  public static var fields: [ParameterField<Self>] {
    let keys: [ParameterField<Self>] = [
      .count(
        "batch", \.batch, 0...StoryWatch.mostStories,
        "Frames whose receipts a phone sends together; what is left goes when the viewer leaves. 0: no receipts.",
        source: "assumed: off"),
      .count(
        "listLength", \.listLength, 0...100_000,
        "Viewers that the list of a story keeps, the first ones; all are counted.",
        source: "assumed"),
      .number(
        "listReads", \.listReads, 0...1_000,
        "Mean number of times that an author opens the list of viewers of a story that was seen.",
        source: "assumed: off"),
    ]
    return keys
      + FleetParameters.fields(
        "shards", \.shards, "shards of the story views", sizing: "assumed",
        service: "assumed: as a timeline shard, one set insertion")
  }
}

/// Replies to stories, as direct messages to their authors.
public struct StoryReplyParameters: ParameterSet, Equatable {
  public var share = 0.0
  public var inbox = FleetParameters(
    instances: 8, workers: 4, serviceTime: .lognormal(median: .milliseconds(2), p99: .milliseconds(12)))

  public init() {}

  public static var fields: [ParameterField<Self>] {
    let keys: [ParameterField<Self>] = [
      .fraction("share", \.share, 0...1, "Frames that the viewer answers.", source: "assumed: off")
    ]
    return keys
      + FleetParameters.fields(
        "inbox", \.inbox, "inbox shards", sizing: "assumed",
        service: "assumed: one row with a log flush")
  }
}

/// Stories for close friends only.
public struct CloseFriendsParameters: ParameterSet, Equatable {
  public var storyShare = 0.0
  public var listSize = 20.0

  public init() {}

  public static let fields: [ParameterField<Self>] = [
    .fraction("storyShare", \.storyShare, 0...1, "Stories that only close friends may see.", source: "assumed: off"),
    .number(
      "listSize", \.listSize, 0...1_000_000, "Mean close friends of an author, all of them followers.",
      source: "assumed; no figure is published"),
  ]
}
