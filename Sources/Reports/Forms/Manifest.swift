import Foundation

/// `manifest.json`: the only file of a run that holds clock, host, versions and speed.
public struct Manifest: Codable, Sendable, Equatable {
  public var schemaVersion = 1
  public var complete: Bool
  public var stopped: StopReason?
  /// ISO 8601, UTC.
  public var startedAt: String
  public var wallSeconds: Double
  /// Simulated seconds, warm-up included, of all replications and variants.
  public var simulatedSeconds: Double
  /// Wall seconds of setting up worlds and warm caches, of the simulated warm-up, and of what is measured; each summed
  /// over variants and replications.
  public var preparationSeconds: Double
  public var warmUpSeconds: Double
  public var measuringSeconds: Double
  /// Simulated seconds per wall second, after the warm-up.
  public var realTimeFactor: Double
  public var eventsPerSecond: Double
  public var peakMemoryBytes: Int64
  public var threads: Int
  public var host: String
  public var operatingSystem: String
  public var processors: Int
  public var version: String
  public var command: [String]
  /// Names of the other files of the run.
  public var files: [String]

  public init(
    complete: Bool, stopped: StopReason?, startedAt: String, wallSeconds: Double, simulatedSeconds: Double,
    phases: Phases,
    executedEvents: UInt64, peakMemoryBytes: Int64, threads: Int, host: String, operatingSystem: String,
    processors: Int, version: String, command: [String], files: [String]
  ) {
    self.complete = complete
    self.stopped = stopped
    self.startedAt = startedAt
    self.wallSeconds = rounded(wallSeconds)
    self.simulatedSeconds = rounded(simulatedSeconds)
    preparationSeconds = rounded(phases.preparationSeconds)
    warmUpSeconds = rounded(phases.warmUpSeconds)
    measuringSeconds = rounded(phases.measuringSeconds)
    realTimeFactor = rounded(phases.realTimeFactor)
    eventsPerSecond = wallSeconds > 0 ? rounded(Double(executedEvents) / wallSeconds) : 0
    self.peakMemoryBytes = peakMemoryBytes
    self.threads = threads
    self.host = host
    self.operatingSystem = operatingSystem
    self.processors = processors
    self.version = version
    self.command = command
    self.files = files
  }

  /// Speed by phase of the run.
  public struct Phases: Sendable {
    public var preparationSeconds: Double
    public var warmUpSeconds: Double
    public var measuringSeconds: Double
    public var realTimeFactor: Double

    public init(
      preparationSeconds: Double, warmUpSeconds: Double, measuringSeconds: Double, realTimeFactor: Double
    ) {
      self.preparationSeconds = preparationSeconds
      self.warmUpSeconds = warmUpSeconds
      self.measuringSeconds = measuringSeconds
      self.realTimeFactor = realTimeFactor
    }
  }

  public func text() throws -> String { try JSONReport.text(self) }
}
