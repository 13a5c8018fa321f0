import Testing

@testable import Simulator

@Suite struct StationsServiceTests {
  /// One server, jobs (arrival, demand) (0, 5) (1, 5) (2, 1) (20, 1): FIFO serves 0–5, 5–10, 10–11, 20–21.
  @Test(arguments: [
    (QueueDiscipline.fifo, [5, 10, 11, 21]), (.lifo, [5, 11, 6, 21]), (.priority, [5, 11, 6, 21]),
  ])
  func handWorkedDepartures(_ discipline: QueueDiscipline, _ departures: [Int64]) {
    var model = StationFuzz(
      station: ServiceStation(index: 3, servers: 1, discipline: discipline),
      jobs: [(0, 5, 1), (1, 5, 1), (2, 1, 0), (20, 1, 1)].map { FuzzJob(at: $0.0, demand: $0.1, priority: $0.2) })
    model.runToEnd()
    #expect(model.jobs.map(\.leftAt) == departures)
    let recorder = model.station.recorder
    #expect(recorder.busyTime == 12)
    #expect(recorder.waitingSum == (discipline == .fifo ? 4 + 8 : 3 + 5))
    #expect(recorder.jobTime == recorder.sojournSum)
    #expect(recorder.longestLine == 2)
  }

  /// Times and demands of few values, zero among them, so that most events tie; limits, deadlines, withdrawals and a
  /// warm-up clear in the middle of it. The shadow is a plain array; every admission, start and expiry must agree.
  @Test func everyOrderAgreesWithAShadow() {
    var expired: Int64 = 0
    var blocked: Int64 = 0
    for seed in 0..<600 as Range<UInt64> {
      let draws = Draws(seed: seed, replication: 7)
      let discipline = [QueueDiscipline.fifo, .lifo, .priority, .random][Int(seed % 4)]
      let limited = draws.unit(1) < 0.4
      let station = ServiceStation(
        index: 1, servers: 1 + Int(draws.index(3, 2)), lineLimit: limited ? Int(draws.index(5, 3)) : 1_000,
        discipline: discipline,
        deadline: draws.unit(4) < 0.5 ? SimDuration(nanoseconds: Int64(draws.index(8, 5))) : nil, draws: draws)
      var model = StationFuzz(station: station, jobs: FuzzJob.randomJobs(120, draws))
      model.seed = seed
      if draws.unit(6) < 0.5 { model.clearAt = SimTime(nanoseconds: Int64(draws.index(150, 7))) }
      if draws.unit(8) < 0.3 { model.withdrawShare = 0.3 }
      model.runToEnd()
      #expect(model.station.present == 0, "seed \(seed)")
      #expect(model.station.recorder.jobTime == model.station.recorder.sojournSum, "seed \(seed)")
      expired += model.station.recorder.expired
      blocked += model.station.recorder.blocked
    }
    #expect(expired > 1_000 && blocked > 1_000, "the fuzz reached expiry \(expired) and blocking \(blocked) times")
  }

  /// The accounts of the recorder equal sums over the job table, also when counting starts at a clear with jobs present.
  @Test func accountsEqualTheJobTable() {
    for seed in 0..<200 as Range<UInt64> {
      let draws = Draws(seed: seed, replication: 8)
      var model = StationFuzz(
        station: ServiceStation(index: 1, servers: 2), jobs: FuzzJob.randomJobs(80, draws))
      let clear = Int64(draws.index(120, 1))
      model.clearAt = seed % 3 == 0 ? nil : SimTime(nanoseconds: clear)
      let from = seed % 3 == 0 ? 0 : clear
      model.runToEnd()
      // Events at the very instant of the clear may come before or after it; both ways they hold no counted time.
      let left = model.jobs.filter { $0.leftAt > from }
      let sojourn = left.reduce(0) { $0 + $1.leftAt - max($1.at, from) }
      let waiting = left.reduce(0) { $0 + max(0, $1.leftAt - $1.demand - max($1.at, from)) }
      let busy = left.reduce(0) { $0 + min($1.demand, $1.leftAt - from) }
      let recorder = model.station.recorder
      #expect(recorder.sojournSum == sojourn, "seed \(seed)")
      #expect(recorder.waitingSum == waiting, "seed \(seed)")
      #expect(recorder.busyTime == busy, "seed \(seed)")
      #expect(recorder.jobTime == sojourn, "seed \(seed)")
    }
  }

  /// A run that is cut while jobs wait and are served still balances.
  @Test func aCutRunBalances() {
    for seed in 0..<200 as Range<UInt64> {
      let draws = Draws(seed: seed, replication: 9)
      var model = StationFuzz(
        station: ServiceStation(index: 1, servers: 1, discipline: .lifo), jobs: FuzzJob.randomJobs(60, draws))
      model.seed = seed
      model.run(until: SimTime(nanoseconds: Int64(draws.index(60, 1))))
      model.station.checkInvariants(at: SimTime(nanoseconds: 60))
      for law in model.station.invariants(named: "s", at: SimTime(nanoseconds: 60)) { #expect(law.holds, "\(law)") }
    }
  }

  @Test func brokenAccountsAreReported() {
    var recorder = StationRecorder()
    recorder.entered(at: .zero)
    recorder.advance(to: SimTime(nanoseconds: 10), jobs: 2, busy: 1)
    recorder.departed(enteredAt: .zero, waited: .zero, now: SimTime(nanoseconds: 10))
    let laws = recorder.invariants(named: "s", at: SimTime(nanoseconds: 10), jobs: 0, busy: 0)
    #expect(laws.map(\.holds) == [true, false, true, false])
    recorder.departures += 1
    #expect(!recorder.invariants(named: "s", at: SimTime(nanoseconds: 10), jobs: 0, busy: 0)[0].holds)
  }

  /// Ten jobs wait; each must be picked first about equally often: χ² with 9 degrees of freedom below its 10⁻⁶ quantile, 45.08.
  @Test func randomOrderIsUniform() {
    var firsts = [Int](repeating: 0, count: 10)
    for replication in 0..<20_000 as Range<UInt64> {
      var line = WaitingLine(.random)
      for slot in 0..<10 as Range<UInt32> { line.append(StationJob(kind: 0, slot: slot, demand: .zero)) }
      firsts[Int(line.takeNext(Draws(seed: 1, replication: replication), 1).slot)] += 1
      #expect(line.count == 9)
    }
    let chiSquare = firsts.reduce(0.0) { $0 + (Double($1) - 2_000) * (Double($1) - 2_000) / 2_000 }
    #expect(chiSquare < 45.08)
  }

  /// The recorder's clear must not bring back the hand-over choices that were made before it.
  @Test func clearDoesNotRepeatRandomChoices() {
    func order(clear: Bool) -> [Int64] {
      var model = StationFuzz(
        station: ServiceStation(
          index: 1, servers: 1, discipline: .random, draws: Draws(seed: 4, replication: 0)),
        jobs: (0..<40).map { FuzzJob(at: 0, demand: 1 + Int64($0), priority: 0) })
      if clear { model.clearAt = SimTime(nanoseconds: 100) }
      model.runToEnd()
      return model.jobs.map(\.leftAt)
    }
    #expect(order(clear: true) == order(clear: false))
  }

  @Test func scalingAllTimesScalesAllSojourns() {
    let draws = Draws(seed: 11, replication: 0)
    let jobs = FuzzJob.randomJobs(300, draws)
    var base = StationFuzz(station: ServiceStation(index: 0, servers: 2), jobs: jobs)
    var scaled = StationFuzz(
      station: ServiceStation(index: 0, servers: 2),
      jobs: jobs.map { FuzzJob(at: $0.at * 1_000, demand: $0.demand * 1_000, priority: 0) })
    base.runToEnd()
    scaled.runToEnd()
    #expect(scaled.jobs.map(\.leftAt) == base.jobs.map { $0.leftAt * 1_000 })
    #expect(scaled.station.recorder.jobTime == base.station.recorder.jobTime * 1_000)
  }
}
