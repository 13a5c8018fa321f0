import CReference
import Foundation
import Simulator

/// Hold model (Jones, CACM 29(4), 1986): pop the first event, insert one an increment later, at a constant number pending.
enum HoldBenchmark {
  private static let names = ["Swift wheel", "C++ wheel", "Swift heap", "C++ heap", "C++ calendar", "C++ ladder"]

  /// A list that takes more steps than this on average is given up.
  private static let stepsPerEvent = 100

  static func run(pending: [Int], rounds: Int, quick: Bool) {
    print(
      "hold: ns per hold, processor time, median of \(rounds) rounds; in brackets C++ wheel = 1, within a round (median)"
    )
    for horizon in HoldHorizon.allCases {
      for count in pending { measure(pending: count, horizon, rounds: rounds, quick: quick) }
    }
    print("cancelling: the same with a share of events cancelled and discarded when popped; ns per valid event")
    for horizon in HoldHorizon.allCases {
      for percent in [0, 20, 50] {
        for exponent in quick ? [10] : [14, 20] {
          measure(pending: 1 << exponent, horizon, cancelledPercent: percent, rounds: max(3, rounds / 3), quick: quick)
        }
      }
    }
  }

  private static func lists() -> [any HoldList] {
    [
      SwiftHold<RadixWheelList>(), ReferenceList(reference_wheel, stepsPerEvent: stepsPerEvent),
      SwiftHold<QuaternaryHeapList>(), ReferenceList(reference_heap, stepsPerEvent: stepsPerEvent),
      ReferenceList(reference_calendar, stepsPerEvent: stepsPerEvent),
      ReferenceList(reference_ladder, stepsPerEvent: stepsPerEvent),
    ]
  }

  /// Without `cancelledPercent`, the plain hold model.
  private static func measure(
    pending: Int, _ horizon: HoldHorizon, cancelledPercent: Int? = nil, rounds: Int, quick: Bool
  ) {
    let increments = HoldIncrements(horizon)
    let warmUp = quick ? pending : max(200_000, min(3 * pending, 10_000_000))
    let batch = quick ? 10_000 : max(300_000, min(pending / 4, 1_000_000))
    let rounds = pending > 1_000_000 ? min(rounds, 7) : rounds
    var lists = lists()
    var states = Array(repeating: increments.fresh, count: lists.count)
    var entities = lists.map { _ in Entities(count: pending, cancelledPercent: cancelledPercent ?? 0) }
    func advance(_ index: Int, _ count: Int) -> Bool {
      cancelledPercent == nil
        ? lists[index].hold(count, &states[index])
        : lists[index].holdCancelling(count, &states[index], &entities[index].state)
    }
    var isRunning = lists.indices.map { index in
      lists[index].fill(pending, &states[index]) && advance(index, warmUp)
    }
    var timing = PairedTiming(contenders: lists.count)
    for round in 0..<rounds {
      for turn in lists.indices {
        let index = (turn + round) % lists.count
        if !isRunning[index] { continue }
        let nanoseconds = nanosecondsPerOperation(batch) { isRunning[index] = advance(index, batch) }
        timing.record(nanoseconds, contender: index)
      }
    }
    let finished = lists.indices.filter { isRunning[$0] }
    precondition(finished.starts(with: 0..<4), "a wheel or a heap did not finish")
    precondition(finished.allSatisfy { states[$0].checksum == states[0].checksum }, "the lists popped different events")
    let figures = lists.indices.map { index in
      let name = "  \(names[index]) "
      if !isRunning[index] { return name + "did not finish" }
      return name
        + String(format: "%.1f [%.2f]", timing.median(index), timing.ratio(index, to: 1).median)
    }
    let cancelled = cancelledPercent.map { "\($0) % cancelled, \(entities[0].state.stale) stale," } ?? ""
    print(
      "  \(horizon.rawValue.padding(toLength: 11, withPad: " ", startingAt: 0))"
        + String(format: "%9d pending  ", pending) + cancelled + figures.joined()
        + "  \(warmUp + rounds * batch) holds each, checksum \(String(states[0].checksum, radix: 16))")
  }
}

/// Entities with one valid event each; an event whose generation is not its entity's is stale.
private struct Entities {
  private final class Memory {
    let generations: UnsafeMutablePointer<UInt16>

    /// `HoldList.fill` gives event i to entity i and generation i mod 8.
    init(_ count: Int) {
      generations = .allocate(capacity: count)
      for entity in 0..<count { (generations + entity).initialize(to: UInt16(entity & 7)) }
    }

    deinit { generations.deallocate() }
  }

  private let memory: Memory
  var state: reference_generations

  /// `count` rounded up to a power of two.
  init(count: Int, cancelledPercent: Int) {
    var size = 1
    while size < count { size *= 2 }
    memory = Memory(size)
    state = reference_generations(
      generations: memory.generations, mask: UInt64(size - 1), cancelled_percent: UInt64(cancelledPercent), stale: 0)
  }
}
