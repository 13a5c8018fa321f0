import Foundation
import Reports

extension Manifest {
  /// Facts of this machine and this process beside those of the run.
  init(
    _ result: RunResult, startedAt: Date,
    totals: RunTotals,
    threads: Int, files: [String]
  ) {
    let process = ProcessInfo.processInfo
    self.init(
      complete: result.complete, stopped: result.stopped, startedAt: ISO8601DateFormatter().string(from: startedAt),
      wallSeconds: totals.wallSeconds, simulatedSeconds: totals.simulatedSeconds,
      phases: Manifest.Phases(
        preparationSeconds: totals.clock.preparationSeconds, warmUpSeconds: totals.clock.warmUpSeconds,
        measuringSeconds: totals.clock.measuringSeconds, realTimeFactor: totals.clock.realTimeFactor),
      executedEvents: totals.executedEvents, peakMemoryBytes: Manifest.peakMemoryBytes, threads: threads,
      host: process.hostName, operatingSystem: process.operatingSystemVersionString,
      processors: process.activeProcessorCount, version: Darkroom.release, command: CommandLine.arguments, files: files)
  }

  /// Largest resident set of this process so far; Linux counts it in KiB.
  static var peakMemoryBytes: Int64 {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Int64(usage.ru_maxrss) * 1_024
  }
}
