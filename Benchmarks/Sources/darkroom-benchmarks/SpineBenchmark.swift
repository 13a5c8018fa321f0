import CReference
import Foundation
import Simulator
import SystemModel
import Workloads

/// The platform's whole spine: requests and events per second of processor time, on one thread and on all.
enum SpineBenchmark {
  static func run(seconds: Int64) {
    print(
      "spine: a twentieth of the viewers of a billion users, \(seconds) s simulated after 2 s of warm-up, empty caches")
    var fingerprints: Set<String> = []
    for threads in [1, ProcessInfo.processInfo.activeProcessorCount] {
      var inputs = PlatformInputs()
      inputs.slice = 20
      inputs.duration = .seconds(seconds)
      inputs.warmUp = .seconds(2)
      inputs.platform.delivery.warmTurnover = 0
      let run = PlatformRun(inputs, seed: 1, threads: threads)
      run.prepare()
      let (wall, processor, calls) = (Date(), processorSeconds(), allocation_count())
      run.run()
      let (wallSeconds, used) = (Date().timeIntervalSince(wall), processorSeconds() - processor)
      let measured = run.measurements()
      let requests = measured.operations.reduce(0) { $0 + $1.latency.count }
      fingerprints.insert(measured.fingerprint)
      let share = Double(seconds) / Double(seconds + 2)
      print(
        String(
          format:
            "  %d thread(s): %.2f M events, %.2f M requests measured; %.2f M events and %.0f K requests per processor second; "
            + "%.2f simulated seconds per second; %.0f allocations per million events; fingerprint %@",
          threads, Double(run.executedEvents) / 1e6, Double(requests) / 1e6, Double(run.executedEvents) / 1e6 / used,
          Double(requests) / 1e3 / (used * share), Double(seconds + 2) / wallSeconds,
          Double(allocation_count() - calls) / (Double(run.executedEvents) / 1e6), measured.fingerprint))
    }
    precondition(fingerprints.count == 1, "threads changed the result")
  }
}

/// Processor time of this process so far, all threads.
func processorSeconds() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }
