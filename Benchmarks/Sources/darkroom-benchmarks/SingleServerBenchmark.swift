import CReference
import Foundation
import Simulator

/// Customers per second of M/M/1 at ρ = 0.8: the whole engine beside a bare C++ heap-and-switch loop.
enum SingleServerBenchmark {
  private static let interarrivalMean = SimDuration.milliseconds(10)
  private static let serviceMean = SimDuration.milliseconds(8)

  static func run(customers: Int, rounds: Int) {
    print(
      "single-server: M/M/1 at utilisation 0.8, million customers per second of processor time (median of \(rounds) rounds)"
    )
    var timing = PairedTiming(contenders: 3)
    var reports = Array(repeating: "", count: 3)
    for round in 0..<rounds {
      for turn in 0..<3 {
        let index = (turn + round) % 3
        let seed = UInt64(round)
        let nanoseconds = nanosecondsPerOperation(customers) {
          switch index {
          case 0: reports[0] = engine(RadixWheelList.self, customers: customers, seed: seed)
          case 1: reports[1] = engine(QuaternaryHeapList.self, customers: customers, seed: seed)
          default: reports[2] = reference(customers: customers, seed: seed)
          }
        }
        timing.record(nanoseconds, contender: index)
      }
    }
    precondition(reports[0] == reports[1], "the two event lists gave different runs")
    for (index, name) in ["engine, wheel", "engine, heap", "bare C++"].enumerated() {
      let speed = timing.ratio(2, to: index)
      print(
        "  \(name.padding(toLength: 14, withPad: " ", startingAt: 0))"
          + String(
            format: "%6.1f M/s  × C++ %.2f (best rounds %.2f)  ", 1e3 / timing.median(index), speed.median, speed.best)
          + reports[index])
    }
  }

  private static func engine<List: FutureEventList>(_: List.Type, customers: Int, seed: UInt64) -> String {
    var kernel = Kernel<List>()
    var model = SingleServerModel<List>(interarrivalMean: interarrivalMean, serviceMean: serviceMean, seed: seed)
    model.start(&kernel)
    kernel.run(&model, until: SimTime.zero + interarrivalMean * Int64(customers))
    return report(
      customers: model.departures, events: kernel.executedEvents, meanSojourn: model.sojournTimes.mean!.seconds)
  }

  private static func reference(customers: Int, seed: UInt64) -> String {
    let result = reference_single_server(
      UInt64(customers), interarrivalMean.seconds, serviceMean.seconds, seed)
    return report(customers: result.customers, events: result.events, meanSojourn: result.mean_sojourn)
  }

  private static func report(customers: UInt64, events: UInt64, meanSojourn: Double) -> String {
    "\(customers) customers, \(events) events, mean sojourn " + String(format: "%.2f ms (theory 40)", meanSojourn * 1e3)
  }
}
