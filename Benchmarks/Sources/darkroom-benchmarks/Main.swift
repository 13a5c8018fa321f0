import Foundation

/// Runs the named benchmarks, all of them without a name. `--quick` runs each briefly, to see that it still works.
///
/// `policies` takes `--trace FILE`; `growth` takes `--chart FILE.svg`; `growth` and `slices` take `--seconds` and `--warm-up`.
///
/// `instructions [--write] FILE` compares instruction counts with a baseline. The others run in processes of their own:
/// `workload NAME OPERATIONS` is what is counted, `memory-subject NAME` what is weighed.
@main enum Main {
  private static let benchmarks: [(name: String, run: @Sendable (_ quick: Bool) -> Bool)] = [
    (
      "hold",
      { quick in
        let pending = quick ? [100, 10_000] : [100, 10_000, 100_000, 1_000_000, 10_000_000]
        HoldBenchmark.run(pending: pending, rounds: quick ? 3 : 15, quick: quick)
        return true
      }
    ),
    (
      "single-server",
      { quick in
        SingleServerBenchmark.run(customers: quick ? 20_000 : 2_000_000, rounds: quick ? 3 : 15)
        return true
      }
    ),
    (
      "cache",
      { quick in
        let objects = quick ? [10_000] : [10_000, 1_000_000, 10_000_000]
        CacheBenchmark.run(residentObjects: objects, rounds: quick ? 3 : 15, quick: quick)
        return true
      }
    ),
    (
      "policies",
      { quick in
        PolicyBenchmark.run(
          objects: quick ? 10_000 : 1_000_000, requests: quick ? 100_000 : 10_000_000, rounds: quick ? 1 : 5)
        return true
      }
    ),
    (
      "timers",
      { quick in
        let counts = quick ? [100_000] : [1_000_000, 10_000_000, 100_000_000]
        TimerBenchmark.run(entries: counts, rounds: quick ? 1 : 3)
        return true
      }
    ),
    (
      "graph",
      { quick in
        let users = quick ? [100_000] : [100_000, 10_000_000, 1_000_000_000]
        GraphBenchmark.run(users: users, rounds: quick ? 3 : 15, quick: quick)
        return true
      }
    ),
    (
      "timeline",
      { quick in
        let users = quick ? [100_000] : [100_000, 10_000_000, 1_000_000_000]
        TimelineBenchmark.run(users: users, reads: quick ? 500 : 20_000)
        return true
      }
    ),
    ("memory", { quick in MemoryBenchmark.run(quick: quick) }),
    ("allocations", { quick in AllocationBenchmark.run(events: quick ? 100_000 : 4_000_000) }),
    (
      "spine",
      { quick in
        SpineBenchmark.run(seconds: quick ? 1 : 10)
        return true
      }
    ),
    (
      "growth",
      { quick in
        GrowthBenchmark.run(
          users: (quick ? [5, 7] : [5, 6, 7, 8, 9]).map { (0..<$0).reduce(1) { power, _ in power * 10 } },
          seconds: BenchmarkOptions.seconds("--seconds", otherwise: quick ? 1 : 10),
          warmUp: BenchmarkOptions.seconds("--warm-up", otherwise: quick ? 1 : 5), rounds: quick ? 1 : 3,
          chart: BenchmarkOptions.text("--chart"))
      }
    ),
    (
      "slices",
      { quick in
        SliceBenchmark.run(
          users: quick ? 10_000_000 : 1_000_000_000, slices: [10, 100, 1_000],
          seconds: BenchmarkOptions.seconds("--seconds", otherwise: 4),
          warmUp: BenchmarkOptions.seconds("--warm-up", otherwise: 2))
        return true
      }
    ),
  ]

  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    let names = BenchmarkOptions.names
    let quick = arguments.contains("--quick")
    switch names.first {
    case "instructions":
      guard names.count == 2 else { return fail("usage: instructions [--write] FILE") }
      if !InstructionCheck.run(baseline: names.last!, rewrites: arguments.contains("--write")) { exit(2) }
    case "workload":
      guard names.count == 3, let operations = Int(names.last!),
        let workload = InstructionWorkload.all.first(where: { $0.name == names.dropFirst().first })
      else { return fail("usage: workload NAME OPERATIONS") }
      print(workload.run(operations))
    case "memory-subject":
      guard names.count == 2 else { return fail("usage: memory-subject NAME [--base]") }
      MemoryBenchmark.printFigures(names.last!, quick: quick, isBase: arguments.contains("--base"))
    default:
      let chosen = names.isEmpty ? benchmarks.map(\.name) : names
      for name in chosen {
        guard let benchmark = benchmarks.first(where: { $0.name == name }) else {
          return fail(
            "unknown benchmark `\(name)`; known: \(benchmarks.map(\.name).joined(separator: ", ")), instructions")
        }
        if !benchmark.run(quick) { exit(1) }
      }
    }
  }

  private static func fail(_ text: String) {
    printError(text)
    exit(64)
  }
}
