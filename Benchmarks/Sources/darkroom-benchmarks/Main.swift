import Foundation

/// Runs the named benchmarks, all of them without a name. `--quick` runs each briefly, to see that it still works.
@main enum Main {
  static func main() {
    var names = CommandLine.arguments.dropFirst().filter { !$0.hasPrefix("--") }
    let quick = CommandLine.arguments.contains("--quick")
    if names.isEmpty { names = ["hold", "single-server", "allocations", "spine"] }
    for name in names {
      switch name {
      case "hold":
        let pending = quick ? [100, 10_000] : [100, 10_000, 100_000, 1_000_000, 10_000_000]
        HoldBenchmark.run(pending: pending, rounds: quick ? 3 : 15, quick: quick)
      case "single-server":
        SingleServerBenchmark.run(customers: quick ? 20_000 : 2_000_000, rounds: quick ? 3 : 15)
      case "allocations":
        if !AllocationBenchmark.run(events: quick ? 100_000 : 4_000_000) { exit(1) }
      case "spine":
        SpineBenchmark.run(seconds: quick ? 1 : 10)
      default:
        FileHandle.standardError.write(
          Data("unknown benchmark `\(name)`; known: hold, single-server, allocations, spine\n".utf8))
        exit(64)
      }
    }
  }
}
