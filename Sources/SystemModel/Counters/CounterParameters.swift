import Simulator

/// Who gets a row next when its holder commits.
public enum RowHandOver: String, CaseIterable, Sendable {
  case fifo, random

  var discipline: QueueDiscipline { self == .fifo ? .fifo : .random }
}

/// Whose log flush a commit waits for.
public enum CommitMode: String, CaseIterable, Sendable {
  /// Each commit flushes the log for itself, inside its hold.
  case alone
  /// Commits of a store shard that wait for a flush share the next one.
  case grouped
}

/// Counters: change ─► [buffer shards] ─flush─► [counter store] ─► locked row;  or by another way to a row or a sketch.
/// Not modelled: counts of the past, reads that cost anything, replicas of rows.
public struct CounterParameters: ParameterSet, Equatable {
  public var mode = CounterMode.buffered
  public var comments = CounterChoice.off
  public var followers = CounterChoice.off
  public var storyViews = CounterChoice.off
  public var hashtags = CounterChoice.off
  public var handOver = RowHandOver.random
  public var rowHold = DurationDistribution.constant(.microseconds(494))
  public var rowWaiterCost = SimDuration.zero
  public var lockTimeout = SimDuration.zero
  public var commit = CommitMode.alone
  public var logFlush = SimDuration.microseconds(400)
  public var flushInterval = SimDuration.seconds(1)
  public var flushJitter = 0.0
  public var flushSize = 0
  public var shards = 16
  public var shardLimit = 16
  public var splitAt = 4
  public var compactInterval = SimDuration.seconds(1)
  public var mergeLimit = 128
  public var mergeCost = SimDuration.microseconds(41)
  public var attempts = 5
  public var conflictHold = SimDuration.microseconds(50)
  public var retryBackOff = SimDuration.milliseconds(2)
  public var gossipInterval = SimDuration.seconds(1)
  public var sketchWidth = 27_183
  public var sketchDepth = 5
  public var viewerPrecision = 14
  public var hashtagsPerPost = 2.0
  public var distinctHashtags = 1_000_000
  public var buffers = FleetParameters(
    instances: 20, workers: 1, serviceTime: .constant(.microseconds(6)))
  public var store = FleetParameters(
    instances: 40, workers: 8, serviceTime: .lognormal(median: .microseconds(200), p99: .milliseconds(1)))

  public init() {}

  /// How a kind is counted; nil when it is not.
  func mode(of kind: CounterKind) -> CounterMode? {
    switch kind {
    case .likes: mode
    case .comments: comments.mode
    case .followers: followers.mode
    case .storyViews: storyViews.mode
    case .hashtags: hashtags.mode
    }
  }

  /// Whether any kind is counted in one of these ways.
  func uses(_ modes: CounterMode...) -> Bool {
    CounterKind.allCases.contains { kind in mode(of: kind).map { modes.contains($0) } ?? false }
  }

  /// A crash loses what is in memory alone: increments of at most this age when the flush leaves, zero where every answer
  /// means a commit.
  func durabilityWindow(of mode: CounterMode) -> SimDuration {
    switch mode {
    case .buffered, .approximate: SimDuration(seconds: flushInterval.seconds * (1 + flushJitter))
    case .direct, .optimistic, .sharded, .appended, .merged, .regional: .zero
    }
  }
}
