import Testing

@testable import Simulator

@Suite struct StationsFirstComeTests {
  /// One server, jobs (arrival, demand) (0, 5) (1, 5) (2, 1) (20, 1): 0–5, 5–10, 10–11, 20–21.
  @Test func handWorkedDepartures() {
    var station = FirstComeStation(servers: 1)
    let departures = [(0, 5), (1, 5), (2, 1), (20, 1)].map { at, demand in
      station.arrive(at: SimTime(nanoseconds: at), demand: SimDuration(nanoseconds: demand)).nanoseconds
    }
    #expect(departures == [5, 10, 11, 21])
    #expect(station.present == 1)
    station.settle(to: SimTime(nanoseconds: 30))
    #expect(station.present == 0)
    #expect(station.recorder.busyTime == 12)
    #expect(station.recorder.waitingSum == 4 + 8)
    #expect(station.recorder.jobTime == station.recorder.sojournSum)
    #expect(station.recorder.longestLine == 2)
  }

  /// The station that schedules each departure as an event gives every job the same departure, and the same accounts.
  @Test func agreesWithTheStationOfEvents() {
    var queued: Int64 = 0
    for seed in 0..<400 as Range<UInt64> {
      let draws = Draws(seed: seed, replication: 11)
      let servers = 1 + Int(draws.index(12, 1))
      var model = StationFuzz(
        station: ServiceStation(index: 1, servers: servers), jobs: FuzzJob.randomJobs(200, draws, crowding: servers))
      model.seed = seed
      model.runToEnd()

      var station = FirstComeStation(servers: servers)
      for (number, job) in model.jobs.enumerated() {
        let departure = station.arrive(
          at: SimTime(nanoseconds: job.at), demand: SimDuration(nanoseconds: job.demand))
        #expect(departure.nanoseconds == job.leftAt, "seed \(seed), \(servers) servers, job \(number)")
        let earlier = model.jobs[..<number].count { $0.leftAt > job.at }
        #expect(Int(station.present) == earlier + 1, "seed \(seed), job \(number)")
      }
      let end = SimTime(nanoseconds: 1_000_000_000)
      station.settle(to: end)
      #expect(station.present == 0)
      let (own, reference) = (station.recorder, model.station.recorder)
      #expect(own.arrivals == reference.arrivals && own.departures == reference.departures)
      #expect(own.jobTime == reference.jobTime && own.busyTime == reference.busyTime, "seed \(seed)")
      #expect(own.longestLine <= reference.longestLine, "a tie makes a line of no length in time")
      #expect(own.sojournSum == reference.sojournSum && own.waitingSum == reference.waitingSum, "seed \(seed)")
      queued += own.waitingSum
    }
    #expect(queued > 100_000, "the lines were long enough to test: \(queued) ns of waiting")
  }

  /// The laws hold at any instant, also after a clear with jobs present.
  @Test func lawsHoldAtAnyInstant() {
    for seed in 0..<200 as Range<UInt64> {
      let draws = Draws(seed: seed, replication: 12)
      let servers = 1 + Int(draws.index(9, 1))
      var station = FirstComeStation(servers: servers)
      let clearAfter = Int(draws.index(150, 2))
      for (number, job) in FuzzJob.randomJobs(150, draws, crowding: servers).enumerated() {
        let now = SimTime(nanoseconds: job.at)
        if number == clearAfter { station.clear(at: now) }
        _ = station.arrive(at: now, demand: SimDuration(nanoseconds: job.demand))
        for law in station.invariants(named: "station", at: now) {
          #expect(law.holds, "seed \(seed), job \(number): \(law.name): \(law.expected), \(law.found)")
        }
      }
      let end = SimTime(nanoseconds: 1_000_000)
      station.settle(to: end)
      let laws = station.invariants(named: "station", at: end)
      #expect(
        laws.count == 4 && laws.allSatisfy { $0.holds }, "seed \(seed): the law of waiting applies when it is empty")
    }
  }
}
