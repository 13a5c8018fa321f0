import CReference
import Foundation
import Simulator
import SystemModel
import Workloads

/// Cost of a request in worlds of unlike size under the same load: 1/50 of a billion users' sessions, posts and stories.
enum GrowthBenchmark {
  /// Most that a request may cost in one world, in units of what it costs in another.
  static let bound = 1.5

  private struct Figures {
    var requests: Int64 = 0
    var events: UInt64 = 0
    /// Processor time of the measured part.
    var processor = 0.0
    var liveBytes: Int64 = 0
    var microsecondsPerRequest: Double { processor * 1e6 / Double(requests) }
    var nanosecondsPerEvent: Double { processor * 1e9 / Double(events) }
  }

  /// Takes the median round of each world, by cost per request. Returns whether costs are within the bound.
  static func run(users: [Int], seconds: Int64, warmUp: Int64, rounds: Int, chart: String?) -> Bool {
    print(
      "growth: \(Int(sessionsPerSecond)) sessions/s whatever the users, \(seconds) s measured after \(warmUp) s of warm-up, "
        + "one thread, empty caches of 1 MiB, median of \(rounds) round(s)")
    var all = [[Figures]](repeating: [], count: users.count)
    for _ in 0..<rounds {
      for index in users.indices { all[index].append(measure(users[index], seconds, warmUp)) }
    }
    let medians = all.map { $0.sorted { $0.microsecondsPerRequest < $1.microsecondsPerRequest }[$0.count / 2] }
    print("| users | requests | events | µs per request | ns per event | live memory, MiB |\n|---|---|---|---|---|---|")
    for (users, figures) in zip(users, medians) {
      print(
        "| \(LineChart.powerOfTen(Int(log10(Double(users)).rounded()))) | \(figures.requests) | \(figures.events) | "
          + String(
            format: "%.2f | %.0f | %.1f |", figures.microsecondsPerRequest, figures.nanosecondsPerEvent,
            Double(figures.liveBytes) / 0x1p20))
    }
    if let chart { write(users, medians, to: chart) }
    let costs = medians.map(\.microsecondsPerRequest)
    let ratio = costs.max()! / costs.min()!
    print(
      String(
        format:
          "%@: the dearest world costs %.2f × the cheapest per request, the largest %.2f × the smallest; bound %.1f",
        ratio <= bound ? "PASS" : "FAIL", ratio, costs.last! / costs[0], bound))
    return ratio <= bound
  }

  /// Sessions of a billion users by the defaults, over 50.
  private static var sessionsPerSecond: Double {
    let inputs = PlatformInputs()
    return TargetRates(inputs.population, inputs.session).sessions / 50
  }

  private static func measure(_ users: Int, _ seconds: Int64, _ warmUp: Int64) -> Figures {
    var inputs = PlatformInputs()
    inputs.population.users = users
    inputs.load.level = sessionsPerSecond / TargetRates(inputs.population, inputs.session).sessions
    inputs.platform.delivery.warmTurnover = 0
    inputs.platform.delivery.edgeCapacity = 1 << 20
    inputs.platform.delivery.shieldCapacity = 1 << 20
    inputs.warmUp = .seconds(warmUp)
    inputs.duration = .seconds(seconds)
    let bytes = allocated_bytes()
    let run = PlatformRun(inputs, seed: 1)
    run.prepare()
    var (processor, events): (Double?, UInt64) = (nil, 0)
    run.run { reached in
      if processor == nil && reached >= .zero + inputs.warmUp {
        (processor, events) = (processorSeconds(), run.executedEvents)
      }
      return true
    }
    guard let processor else { preconditionFailure("the run did not reach the end of its warm-up") }
    let used = processorSeconds() - processor
    let measured = run.measurements()
    return Figures(
      requests: measured.operations.reduce(0) { $0 + $1.latency.count }, events: run.executedEvents - events,
      processor: used, liveBytes: allocated_bytes() - bytes)
  }

  private static func write(_ users: [Int], _ figures: [Figures], to path: String) {
    let chart = LineChart(
      title: "Processor time of a request at the same load", xLabel: "users", yLabel: "µs per request",
      points: zip(users, figures).map { (log10(Double($0)), $1.microsecondsPerRequest) })
    do { try chart.svg.write(toFile: path, atomically: true, encoding: .utf8) } catch {
      printError("cannot write \(path): \(error.localizedDescription)")
      exit(1)
    }
  }
}
