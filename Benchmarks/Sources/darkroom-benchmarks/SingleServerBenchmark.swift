import CReference
import Foundation
import Simulator

/// Customers per second of M/M/1 at ρ = 0.8: the whole engine beside a bare C++ heap-and-switch loop.
enum SingleServerBenchmark {
  private static let interarrivalMean = SimDuration.milliseconds(10)
  private static let serviceMean = SimDuration.milliseconds(8)

  private static let contenders = [
    "C++ heap and switch", "engine, wheel", "engine, wheel, histogram", "engine, heap", "engine, heap, histogram",
  ]

  static func run(customers: Int, rounds: Int) {
    print("single-server: M/M/1 at utilisation 0.8, processor time, median of \(rounds) rounds; × C++ within a round")
    var timing = PairedTiming(contenders: contenders.count)
    var reports = Array(repeating: "", count: contenders.count)
    for round in 0..<rounds {
      for turn in contenders.indices {
        let index = (turn + round) % contenders.count
        let nanoseconds = nanosecondsPerOperation(customers) {
          reports[index] = execute(index, customers: customers, seed: UInt64(round))
        }
        timing.record(nanoseconds, contender: index)
      }
    }
    precondition(Set(reports[1...]).count == 1, "the event lists gave different runs")
    for (index, name) in contenders.enumerated() {
      let speed = timing.ratio(0, to: index)
      print(
        "  \(name.padding(toLength: 26, withPad: " ", startingAt: 0))"
          + String(format: "%6.1f M customers/s", 1e3 / timing.median(index))
          + String(format: "  × C++ %.2f (best rounds %.2f)  ", speed.median, speed.best) + reports[index])
    }
  }

  private static func execute(_ contender: Int, customers: Int, seed: UInt64) -> String {
    switch contender {
    case 0:
      let result = reference_single_server(
        UInt64(customers), interarrivalMean.seconds, serviceMean.seconds, seed)
      return report(customers: result.customers, events: result.events, meanSojourn: result.mean_sojourn)
    case 1: return engine(RadixWheelList.self, customers, seed, recordsHistogram: false)
    case 2: return engine(RadixWheelList.self, customers, seed, recordsHistogram: true)
    case 3: return engine(QuaternaryHeapList.self, customers, seed, recordsHistogram: false)
    default: return engine(QuaternaryHeapList.self, customers, seed, recordsHistogram: true)
    }
  }

  private static func engine<List: FutureEventList>(
    _: List.Type, _ customers: Int, _ seed: UInt64, recordsHistogram: Bool
  ) -> String {
    var kernel = Kernel<List>()
    var model = SingleServerModel<List>(
      interarrivalMean: interarrivalMean, serviceMean: serviceMean, seed: seed, recordsHistogram: recordsHistogram)
    model.start(&kernel)
    kernel.run(&model, until: SimTime.zero + interarrivalMean * Int64(customers))
    let recorder = model.recorder
    precondition(!recordsHistogram || model.sojournTimes.count == recorder.departures, "a sojourn was not recorded")
    return report(
      customers: UInt64(recorder.departures), events: kernel.executedEvents,
      meanSojourn: recorder.meanSojourn!.seconds)
  }

  private static func report(customers: UInt64, events: UInt64, meanSojourn: Double) -> String {
    "\(customers) customers, \(events) events, mean sojourn " + String(format: "%.2f ms (theory 40)", meanSojourn * 1e3)
  }
}
