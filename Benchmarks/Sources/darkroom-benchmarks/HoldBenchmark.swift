import CReference
import Foundation
import Simulator

/// Hold model (Jones, CACM 29(4), 1986): pop the first event, insert one an increment later, at a constant number pending.
enum HoldBenchmark {
  enum Horizon: String, CaseIterable {
    /// Exponential increments, mean 1 s.
    case exponential
    /// Nine hops of about 20 µs for one pause of about two minutes.
    case bimodal
  }

  static func run(pending: [Int], rounds: Int, quick: Bool) {
    print(
      "hold: ns per hold (median of \(rounds) rounds), of processor time; Swift wheel : C++ wheel within a round (median) and of the best rounds"
    )
    for horizon in Horizon.allCases {
      for count in pending { measure(pending: count, horizon, rounds: rounds, quick: quick) }
    }
  }

  private static func measure(pending: Int, _ horizon: Horizon, rounds: Int, quick: Bool) {
    let spans = increments(horizon)
    defer { spans.deallocate() }
    var lists: [any HoldList] = [
      SwiftHold<RadixWheelList>(), ReferenceWheel(), SwiftHold<QuaternaryHeapList>(), ReferenceHeap(),
    ]
    let fresh = reference_increments(
      values: UnsafePointer(spans.baseAddress!), mask: UInt64(spans.count - 1), cursor: 0, sequence: 0, checksum: 0)
    var states = Array(repeating: fresh, count: lists.count)
    let warmUp = quick ? pending : max(200_000, 3 * pending)
    let batch = quick ? 10_000 : max(300_000, min(pending / 4, 2_000_000))
    for index in lists.indices {
      lists[index].fill(pending, &states[index])
      lists[index].hold(warmUp, &states[index])
    }
    var timing = PairedTiming(contenders: lists.count)
    for round in 0..<rounds {
      for turn in lists.indices {
        let index = (turn + round) % lists.count
        timing.record(nanosecondsPerOperation(batch) { lists[index].hold(batch, &states[index]) }, contender: index)
      }
    }
    precondition(states.allSatisfy { $0.checksum == states[0].checksum }, "the lists popped different events")
    let ratio = timing.ratio(0, to: 1)
    let figures = lists.indices.map { String(format: "%7.1f", timing.median($0)) }
    print(
      "  \(horizon.rawValue.padding(toLength: 12, withPad: " ", startingAt: 0))"
        + String(format: "%9d pending", pending)
        + "  Swift wheel\(figures[0])  C++ wheel\(figures[1])  Swift heap\(figures[2])  C++ heap\(figures[3])"
        + String(format: "  wheel ratio %.2f (%.2f)", ratio.median, ratio.best)
        + "  \(warmUp + rounds * batch) holds each, checksum \(String(states[0].checksum, radix: 16))")
  }

  static func increments(_ horizon: Horizon) -> UnsafeMutableBufferPointer<Int64> {
    let draws = Draws(seed: 1, replication: 0).purpose("hold increments")
    let spans = UnsafeMutableBufferPointer<Int64>.allocate(capacity: 1 << 16)
    for index in spans.indices {
      let unit = -log(draws.unit(UInt64(index)))
      let mean =
        switch horizon {
        case .exponential: 1e9
        case .bimodal: draws.index(10, UInt64(index), 1) == 0 ? 1.2e11 : 2e4
        }
      spans[index] = Int64(unit * mean)
    }
    return spans
  }
}
