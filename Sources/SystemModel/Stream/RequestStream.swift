import Simulator
import Workloads

/// The image requests of the time before a run, as its inputs make them: who opens the app, what the feed shows, whose
/// profiles are visited, and what the phone still has. In order of time, without waiting: a session shows all of its images
/// at the instant of its opening. Popularity is not an input: it comes out of graph, habits and age.
public struct RequestStream: ~Copyable {
  /// One PoP's sessions, from the oldest.
  private struct Lane {
    var pop: Int
    var edge: Int
    var sessionDraws: Draws
    var ratePerSecond: Double
    /// Sessions of the period that are still to come.
    var left: UInt64

    var nextTime: SimTime {
      left == 0 ? .distantFuture : PastSessions.time(ofSession: left - 1, ratePerSecond: ratePerSecond)
    }
  }

  private var past: PastSessions
  private var lanes: [Lane] = []

  /// Requests of these PoPs (numbered over all regions; those that a slice keeps) during `period` before the run.
  public init(_ inputs: PlatformInputs, seed: UInt64, replication: UInt64 = 0, pops: Range<Int>, period: SimDuration) {
    let world = World(inputs, seed: seed, replication: replication)
    past = PastSessions(world)
    for region in 0..<world.geography.regionCount {
      let sessionDraws = world.draws.purpose("region \(region)").purpose("session")
      let rate = PastSessions.ratePerSecond(world, region: region)
      for (edge, pop) in world.keptPops(of: region).enumerated() where pops.contains(pop) {
        let left = UInt64(rate * period.seconds)
        lanes.append(Lane(pop: pop, edge: edge, sessionDraws: sessionDraws, ratePerSecond: rate, left: left))
      }
    }
  }

  /// Images that the session read last shows.
  public var count: Int { past.count }
  public subscript(index: Int) -> ImageRequest { past[index] }

  /// Reads the next session in order of time; false when none is left. Sessions of one instant come by PoP.
  public mutating func readSession() -> Bool {
    var (next, time) = (-1, SimTime.distantFuture)
    for index in lanes.indices where lanes[index].nextTime < time {
      (next, time) = (index, lanes[index].nextTime)
    }
    if next < 0 { return false }
    lanes[next].left -= 1
    let lane = lanes[next]
    past.read(lane.left, edge: lane.edge, pop: lane.pop, sessionDraws: lane.sessionDraws, at: time)
    return true
  }
}
