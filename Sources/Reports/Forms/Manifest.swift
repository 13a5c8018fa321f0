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
  /// Simulated seconds per wall second.
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
    executedEvents: UInt64, peakMemoryBytes: Int64, threads: Int, host: String, operatingSystem: String,
    processors: Int, version: String, command: [String], files: [String]
  ) {
    self.complete = complete
    self.stopped = stopped
    self.startedAt = startedAt
    self.wallSeconds = rounded(wallSeconds)
    self.simulatedSeconds = rounded(simulatedSeconds)
    realTimeFactor = wallSeconds > 0 ? rounded(simulatedSeconds / wallSeconds) : 0
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

  public func text() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }
}
