import Testing

@testable import Simulator

/// A sharing station beside a shadow that keeps each job's remaining demand in floating point.
private struct SharingFuzz: ProcessModel {
  typealias List = QuaternaryHeapList
  var station = ProcessorSharingStation(index: 4)
  var jobs: [FuzzJob]
  var clearAt: Int64?
  var staleEvents = 0

  mutating func runToEnd() {
    var kernel = Kernel<QuaternaryHeapList>()
    for slot in jobs.indices {
      kernel.schedule(at: SimTime(nanoseconds: jobs[slot].at), kind: 0, slot: UInt32(slot))
    }
    if let clearAt { kernel.schedule(at: SimTime(nanoseconds: clearAt), kind: 2, slot: 0) }
    kernel.run(&self, until: .distantFuture)
  }

  mutating func handle(_ notice: EventNotice, _ kernel: inout Kernel<QuaternaryHeapList>) -> Bool {
    defer { station.checkInvariants(at: kernel.now) }
    let slot = Int(notice.slot)
    if notice.kind == 2 {
      station.clear(at: kernel.now)
    } else if notice.kind == 0 {
      station.arrive(
        StationJob(kind: 1, slot: notice.slot, demand: SimDuration(nanoseconds: jobs[slot].demand)), &kernel)
    } else {
      guard let job = station.depart(notice, &kernel) else {
        staleEvents += 1
        return false
      }
      #expect(job.slot == notice.slot && job.enteredAt.nanoseconds == jobs[slot].at)
      #expect(jobs[slot].leftAt == -1)
      jobs[slot].leftAt = kernel.now.nanoseconds
    }
    return true
  }

  /// Departure times by stepping from event to event with every remaining demand spelled out.
  static func naiveDepartures(_ jobs: [FuzzJob]) -> [Double] {
    var left = [Double](repeating: -1, count: jobs.count)
    var remaining: [(slot: Int, demand: Double)] = []
    var now = 0.0
    var next = 0
    while next < jobs.count || !remaining.isEmpty {
      let least = remaining.map(\.demand).min()
      let finish = least.map { now + $0 * Double(remaining.count) } ?? .infinity
      let arrival = next < jobs.count ? Double(jobs[next].at) : .infinity
      let step = min(finish, arrival)
      if !remaining.isEmpty {
        let share = (step - now) / Double(remaining.count)
        for index in remaining.indices { remaining[index].demand -= share }
      }
      now = step
      if arrival <= finish {
        remaining.append((next, Double(jobs[next].demand)))
        next += 1
      } else {
        for done in remaining where done.demand <= 1e-6 { left[done.slot] = now }
        remaining.removeAll { $0.demand <= 1e-6 }
      }
    }
    return left
  }
}

@Suite struct StationsSharingTests {
  /// A asks 10 at time 0, B asks 10 at 5: A has 5 left, both share until 15, B alone until 20.
  @Test func handWorkedSharing() {
    var model = SharingFuzz(jobs: [
      FuzzJob(at: 0, demand: 10, priority: 0), FuzzJob(at: 5, demand: 10, priority: 0),
      FuzzJob(at: 30, demand: 0, priority: 0),
    ])
    model.runToEnd()
    #expect(model.jobs.map(\.leftAt) == [15, 20, 30])
    #expect(model.staleEvents == 1)
    #expect(model.station.recorder.jobTime == 15 + 15)
    #expect(model.station.recorder.busyTime == 20)
    #expect(model.station.recorder.waitingSum == 5 + 5)
  }

  @Test func equalsANaiveShadow() {
    for seed in 0..<300 as Range<UInt64> {
      let draws = Draws(seed: seed, replication: 3)
      let coarse = seed % 2 == 0
      var jobs = FuzzJob.randomJobs(60, draws)
      if !coarse {
        for slot in jobs.indices {
          jobs[slot].at = jobs[slot].at * 997 + Int64(draws.index(900, UInt64(slot), 5))
          jobs[slot].demand = Int64(draws.index(1_000, UInt64(slot), 6))
        }
        jobs.sort { $0.at < $1.at }
      }
      var model = SharingFuzz(jobs: jobs)
      if draws.unit(1) < 0.5 { model.clearAt = Int64(draws.index(coarse ? 60 : 30_000, 2)) }
      model.runToEnd()
      let naive = SharingFuzz.naiveDepartures(jobs)
      for slot in jobs.indices {
        // Each departure is rounded up to a nanosecond, and the lateness of one touches those behind it.
        let late = Double(model.jobs[slot].leftAt) - naive[slot]
        #expect(late > -1e-3 && late < 61, "seed \(seed), job \(slot): \(late) ns late")
      }
      let recorder = model.station.recorder
      #expect(model.station.present == 0 && recorder.jobTime == recorder.sojournSum, "seed \(seed)")
      if model.clearAt == nil { #expect(recorder.departures == Int64(jobs.count), "seed \(seed)") }
    }
  }

  /// Equal demands that arrive together leave together, in order of arrival.
  @Test func tiesLeaveInOrderOfArrival() {
    var model = SharingFuzz(jobs: (0..<7).map { _ in FuzzJob(at: 3, demand: 1_000, priority: 0) })
    model.runToEnd()
    #expect(model.jobs.allSatisfy { $0.leftAt == 7_003 })
    #expect(model.staleEvents <= 7)
  }

  /// V is counted anew before it can overflow; sojourns do not notice.
  @Test func anEndlessBusyPeriodDoesNotOverflow() {
    let hour: Int64 = 3_600_000_000_000
    var jobs = (0..<60).map { FuzzJob(at: Int64($0) * hour, demand: hour, priority: 0) }
    jobs.append(FuzzJob(at: 0, demand: hour, priority: 0))
    jobs.sort { $0.at < $1.at }
    var model = SharingFuzz(jobs: jobs)
    model.runToEnd()
    let total = jobs.reduce(0) { $0 + $1.demand }
    let last = model.jobs.map(\.leftAt).max() ?? 0
    #expect(last >= total && last < total + 100)
    #expect(model.station.recorder.jobTime == model.station.recorder.sojournSum)
  }
}
