import CReference
import Foundation
import Simulator

/// Calls of the allocator per million events after warm-up; anything but 0 is a failure.
enum AllocationBenchmark {
  /// Returns whether no benchmark allocated.
  static func run(events: Int) -> Bool {
    print("allocations: calls of malloc and its kin in \(events) events after warm-up")
    let before = allocation_count()
    let probe = UnsafeMutablePointer<Int>.allocate(capacity: 100_000)
    precondition(allocation_count() == before + 1, "the counter does not see an allocation")
    probe.deallocate()
    return [
      report("hold, wheel, 1000000 pending", events) { hold(RadixWheelList.self, pending: 1_000_000, events: events) },
      report("hold, heap, 1000000 pending", events) {
        hold(QuaternaryHeapList.self, pending: 1_000_000, events: events)
      },
      report("M/M/1, wheel", events) { singleServer(RadixWheelList.self, events: events) },
      report("M/M/1, heap", events) { singleServer(QuaternaryHeapList.self, events: events) },
    ].allSatisfy { $0 }
  }

  private static func report(_ name: String, _ events: Int, _ body: () -> UInt64) -> Bool {
    let calls = body()
    print("  \(name.padding(toLength: 30, withPad: " ", startingAt: 0)) \(calls)")
    return calls == 0
  }

  private static func hold<List: FutureEventList>(_: List.Type, pending: Int, events: Int) -> UInt64 {
    let increments = HoldIncrements(.bimodal)
    return withExtendedLifetime(increments) {
      var state = increments.fresh
      var list = SwiftHold<List>()
      _ = list.fill(pending, &state) && list.hold(20 * pending, &state)
      let before = allocation_count()
      _ = list.hold(events, &state)
      return allocation_count() - before
    }
  }

  private static func singleServer<List: FutureEventList>(_: List.Type, events: Int) -> UInt64 {
    var kernel = Kernel<List>()
    var model = SingleServerModel<List>(
      interarrivalMean: .milliseconds(10), serviceMean: .milliseconds(8), seed: 1, recordsHistogram: true)
    model.start(&kernel)
    let warmUp = SimTime.zero + .seconds(10_000)
    kernel.run(&model, until: warmUp)
    let executed = kernel.executedEvents
    let before = allocation_count()
    kernel.run(&model, until: warmUp + .milliseconds(Int64(5 * events)))
    let calls = allocation_count() - before
    precondition(kernel.executedEvents - executed > UInt64(events) * 9 / 10, "too few events ran")
    return calls
  }
}
