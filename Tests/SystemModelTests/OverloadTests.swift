import Simulator
import Testing
import Workloads

@testable import SystemModel

@Suite struct OverloadTests {
  /// A ranker that gives one answer in two seconds. Departures are known on arrival, but what leaves after the run's end is
  /// in flight and not completed: no more feeds load than its servers can serve.
  @Test func anOverloadedStationCompletesWhatItCan() {
    var inputs = SmallWorld.inputs(seconds: 8)
    inputs.platform.feed.rankers.serviceTime = .constant(.seconds(2))
    let measured = SmallWorld.run(inputs)
    let ranker = measured.stations.first { $0.name == "ranker" }!
    let feed = measured.operations.first { $0.name == "feed.load" }!
    // Those that were served by the end began within the run or its warm-up of two seconds.
    let mostServed = Int64(ranker.instances * ranker.serversPerInstance) * (8 + 2) / 2
    #expect(ranker.arrivals > 3 * mostServed, "\(ranker.arrivals) arrivals are no overload of \(mostServed)")
    #expect(feed.latency.count <= mostServed && feed.latency.count > mostServed / 4, "\(feed.latency.count) completed")
    // A page behind the ranked candidates is ranked anew.
    let later = measured.operations.first { $0.name == "feed.page" }!
    #expect(feed.inFlight + later.inFlight >= ranker.arrivals - mostServed, "\(feed.inFlight) in flight")
    #expect(measured.invariants.allSatisfy { $0.holds })
  }
}
