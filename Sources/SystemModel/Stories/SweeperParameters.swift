import Simulator

/// How the sweeper finds the rows that are due.
public enum ExpiryIndexKind: String, CaseIterable, Sendable {
  /// Buckets of `precision` length, such as an hour: a bucket is due when it has ended.
  case hourBuckets
  /// A hierarchical wheel of timers with ticks of `precision`, in the sweeper's memory.
  case timingWheel
  /// A range scan of a B-tree over the expiry column; steps over the tombstones of deleted rows.
  case indexScan
}

/// Where rows are deleted.
public enum DeleteSite: String, CaseIterable, Sendable {
  /// At copies that the sweeper has to itself: deletes disturb nobody.
  case ownReplicas
  /// At the primary shards of the post store, among the commits of posts, stories and comments.
  case primaries
}

/// Deletion of expired rows: index ─► pass (batch, rate limit) ─► statements ─► [deleters or primary shards] ─► tombstones
/// Not modelled: cost of compaction, locks of deleted rows, deletes in other tables.
public struct SweeperParameters: ParameterSet, Equatable {
  public var index = ExpiryIndexKind.timingWheel
  public var precision = SimDuration.seconds(1)
  /// Zero: no limit.
  public var rowsPerSecond = 0.0
  public var rowsPerStatement = 100
  public var deletesAt = DeleteSite.ownReplicas
  public var statementsInFlight = 20
  public var rowDeleteTime = SimDuration.microseconds(300)
  public var rowScanTime = SimDuration(nanoseconds: 500)
  public var tombstoneTime = SimDuration.microseconds(1)
  public var compactionInterval = SimDuration.minutes(1)
  public var rowBytes: Int64 = 500

  public init() {}

  public static var fields: [ParameterField<Self>] {
    [
      .choice(
        "index", \.index, "How rows that are due are found.",
        source:
          "assumed: timers in memory, so that a search costs the store nothing; the others are there to be compared"),
      .duration(
        "precision", \.precision, .milliseconds(1) ... .days(1),
        "Tick of the wheel or length of a bucket: a row is found at the first multiple after its expiry. A scan is exact.",
        source: "assumed: the interval of the passes; an hour is usual for buckets"),
      .rate(
        "rowsPerSecond", \.rowsPerSecond, 0...10_000_000,
        "Rows that a region's sweeper deletes per second at most, by a token bucket of one pass; 0/s is no limit.",
        source: "assumed: none, as deletes do not disturb by default"),
      .count(
        "rowsPerStatement", \.rowsPerStatement, 1...100_000, "Rows that one statement deletes at most.",
        source: "assumed: statements short enough not to hold up others"),
      .choice(
        "deletesAt", \.deletesAt, "Where rows are deleted.",
        source: "assumed: own replicas, which shows the sweeper alone; a relational store deletes at its primaries"),
      .count(
        "statementsInFlight", \.statementsInFlight, 1...10_000,
        "Statements that a region's sweeper has at the primaries at once (used by `deletesAt: primaries` only).",
        source: "assumed: as many as it has deleters"),
      .duration(
        "rowDeleteTime", \.rowDeleteTime, .zero ... .seconds(1),
        "Time of a primary's worker for each row of a statement, beside that of one commit.",
        source: "assumed: 100 rows and a log flush then take the deleters' 40 ms"),
      .duration(
        "rowScanTime", \.rowScanTime, .zero ... .seconds(1), "Time of an index scan for each row that it finds.",
        source: "assumed: a cached index entry with its visibility check"),
      .duration(
        "tombstoneTime", \.tombstoneTime, .zero ... .seconds(1),
        "Time of an index scan for each tombstone that it steps over.",
        source: "assumed: an index entry and the look at a row that is gone"),
      .duration(
        "compactionInterval", \.compactionInterval, .seconds(1) ... .days(30),
        "Time between two compactions, which remove the tombstones.",
        source: "PostgreSQL's autovacuum looks once a minute (autovacuum_naptime)"),
      .bytes(
        "rowBytes", \.rowBytes, 1...1_000_000, "Bytes of a story's row with its index entries.",
        source: "assumed: ids, four object keys, caption, place and times"),
    ]
  }
}
