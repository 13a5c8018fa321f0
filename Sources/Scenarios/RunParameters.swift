import Simulator

/// How a scenario is run, as opposed to what it runs.
public struct RunParameters: ParameterSet, Equatable {
  /// Simulated time that is measured; the warm-up comes before it.
  public var duration = SimDuration.seconds(60)
  public var warmUp = SimDuration.seconds(10)
  public var seed = 1
  public var replications = 1
  /// Replications are added up to this number as long as a budget is undecided.
  public var maxReplications = 8
  /// Parts of the measured time, for the intervals of a single run.
  public var batches = 20
  /// N of `1/N`: every N-th edge PoP with all of its users is simulated; beyond one PoP per region, viewers are thinned.
  public var slice = 1
  /// Of confidence intervals, 0…1.
  public var confidence = 0.95
  /// Wall-clock time after which the run stops early and says so; zero means no limit.
  public var maxWall = SimDuration.zero

  public init() {}

  /// Warm-up and measured time together: when the run ends.
  public var end: SimTime { .zero + warmUp + duration }

  public static let fields: [ParameterField<RunParameters>] = [
    .duration(
      "duration", \.duration, .milliseconds(1)...(.days(7)), "Simulated time that is measured, after the warm-up.",
      source: "assumed: long enough for intervals of a few per cent on the p99 of the feed"),
    .duration(
      "warmUp", \.warmUp, .zero...(.days(7)),
      "Simulated time before measuring starts; all recorders are cleared at its end.",
      source: "assumed: several sojourn times of the longest request"),
    .count(
      "seed", \.seed, 0...Int(Int64.max), "Root of every random draw; the same seed gives the same bytes.",
      source: "assumed: any number does"),
    .count(
      "replications", \.replications, 1...10_000,
      "Independent runs with different draws; two or more give Student-t intervals.",
      source: "assumed: one run for a first look, its intervals are conditional on this world"),
    .count(
      "maxReplications", \.maxReplications, 1...10_000,
      "Replications are added up to this number while the interval of a budget straddles its threshold.",
      source: "assumed: enough to halve an interval, and bounded"),
    .count(
      "batches", \.batches, 2...1_000,
      "Equal parts of the measured time; a single run's intervals come from their spread.",
      source: "assumed: 10 to 30 is the usual advice for batch means (Schmeiser 1982)"),
    .count(
      "slice", \.slice, 1...1_000,
      "Share of the world that is simulated, written 1/N: every N-th edge PoP with its users; "
        + "below one PoP per region, that one with a part of its sessions.",
      source: "assumed: everything"),
    .fraction(
      "confidence", \.confidence, 0.5...0.9999, "Level of the confidence intervals.", source: "assumed: the usual level"
    ),
    .duration(
      "maxWall", \.maxWall, .zero...(.days(7)),
      "Wall-clock time after which the run stops early and is marked partial; 0 s means no limit.",
      source: "assumed: no limit"),
  ]
}
