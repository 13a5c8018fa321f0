import GRDB

/// The facts of one recorded run: a row of the table `runs`, which docs/archive.md explains column by column.
public struct RunRecord: Codable, Sendable, Equatable, Identifiable {
  public var id: Int64
  public var name: String
  public var recordedAt: String
  public var startedAt: String
  public var label: String?
  public var gitCommit: String?
  public var scenario: String
  public var description: String
  public var scenarioHash: String
  /// As a signed number of 64 bits.
  public var seed: Int64
  public var replications: Int
  public var slice: Int
  public var confidenceLevel: Double
  public var verdict: String
  public var complete: Bool
  public var stopped: String?
  public var takeaway: String?
  public var reproduce: String
  public var command: String
  public var directory: String
  public var version: String
  public var host: String
  public var operatingSystem: String
  public var processors: Int
  public var threads: Int
  public var wallSeconds: Double
  public var preparationSeconds: Double
  public var warmUpSeconds: Double
  public var measuringSeconds: Double
  public var simulatedSeconds: Double
  public var realTimeFactor: Double
  public var executedEvents: Int64
  public var eventsPerSecond: Double
  public var peakMemoryBytes: Int64
}

extension RunRecord: FetchableRecord {
  public static var databaseColumnDecodingStrategy: DatabaseColumnDecodingStrategy { .convertFromSnakeCase }
}

/// Which runs to list; all conditions hold together.
public struct RunFilter: Sendable, Equatable {
  public var scenario: String?
  /// `pass`, `fail`, `inconclusive` or `broken`.
  public var verdict: String?
  public var label: String?
  /// `2026-01-31T12:34:56.789Z`, as `ArchiveTime` writes it; runs of that time and later.
  public var since: String?
  /// The newest so many.
  public var limit: Int?

  public init(
    scenario: String? = nil, verdict: String? = nil, label: String? = nil, since: String? = nil, limit: Int? = nil
  ) {
    self.scenario = scenario
    self.verdict = verdict
    self.label = label
    self.since = since
    self.limit = limit
  }
}
