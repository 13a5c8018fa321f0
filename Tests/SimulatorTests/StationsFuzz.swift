import Testing

@testable import Simulator

/// One job of a fuzzed run, in ns. `leftAt` is −1 until it leaves, served, expired or withdrawn.
struct FuzzJob {
  var at: Int64
  var demand: Int64
  var priority: UInt8
  var leftAt: Int64 = -1

  init(at: Int64, demand: Int64, priority: UInt8) {
    self.at = at
    self.demand = demand
    self.priority = priority
  }

  /// Gaps 0, 0, 0, 1 or 4 and demands 0 … 4, so that most events tie and lines build up and empty; demands are `crowding`
  /// times as long for as many servers.
  static func randomJobs(_ count: Int, _ draws: Draws, crowding: Int = 1) -> [FuzzJob] {
    var now: Int64 = 0
    return (0..<UInt64(count)).map { job in
      now += [0, 0, 0, 1, 4][Int(draws.index(5, job, 100))]
      return FuzzJob(
        at: now, demand: Int64(draws.index(UInt64(4 * crowding + 1), job, 101)),
        priority: UInt8(draws.index(3, job, 102)))
    }
  }
}

/// A station beside its shadow: an array of waiting jobs and the set of running ones, searched from end to end.
struct StationFuzz: ProcessModel {
  typealias List = QuaternaryHeapList
  var station: ServiceStation
  var jobs: [FuzzJob]
  var seed: UInt64 = 0
  var clearAt: SimTime?
  /// Share of the waiting jobs that give up one time unit after their arrival.
  var withdrawShare = 0.0
  private var waiting: [Int] = []
  private var finishOfRunning: [Int: Int64] = [:]
  private var mustExpireNow: [Int] = []

  init(station: ServiceStation, jobs: [FuzzJob]) {
    self.station = station
    self.jobs = jobs
  }

  mutating func runToEnd() { run(until: SimTime(nanoseconds: 1_000_000_000)) }

  mutating func run(until limit: SimTime) {
    var kernel = Kernel<QuaternaryHeapList>()
    for slot in jobs.indices {
      kernel.schedule(at: SimTime(nanoseconds: jobs[slot].at), kind: 0, slot: UInt32(slot))
    }
    if let clearAt { kernel.schedule(at: clearAt, kind: 2, slot: 0) }
    kernel.run(&self, until: limit)
    station.checkInvariants(at: limit)
  }

  mutating func handle(_ notice: EventNotice, _ kernel: inout Kernel<QuaternaryHeapList>) -> Bool {
    let slot = Int(notice.slot)
    switch notice.kind {
    case 0: arrive(slot, &kernel)
    case 1 where notice.isExpired:
      #expect(mustExpireNow.first == slot || isRandom, "seed \(seed): job \(slot) expired at \(kernel.now)")
      if !mustExpireNow.isEmpty { mustExpireNow.removeFirst() }
      jobs[slot].leftAt = kernel.now.nanoseconds
    case 1:
      #expect(
        finishOfRunning[slot] == kernel.now.nanoseconds || isRandom, "seed \(seed): job \(slot) left at \(kernel.now)")
      finishOfRunning[slot] = nil
      jobs[slot].leftAt = kernel.now.nanoseconds
      station.depart(
        enteredAt: SimTime(nanoseconds: jobs[slot].at), demand: SimDuration(nanoseconds: jobs[slot].demand), &kernel)
      startNext(kernel.now.nanoseconds)
    case 2: station.clear(at: kernel.now)
    default:
      let withdrawn = station.withdraw(kind: 1, slot: notice.slot, at: kernel.now)
      #expect((withdrawn != nil) == waiting.contains(slot) || isRandom, "seed \(seed): withdrawal of \(slot)")
      if withdrawn != nil {
        waiting.removeAll { $0 == slot }
        jobs[slot].leftAt = kernel.now.nanoseconds
      }
    }
    station.checkInvariants(at: kernel.now)
    #expect(
      Int(station.waiting) == waiting.count && Int(station.busy) == finishOfRunning.count || isRandom, "seed \(seed)")
    return true
  }

  private var isRandom: Bool { station.discipline == .random }

  private mutating func arrive(_ slot: Int, _ kernel: inout Kernel<QuaternaryHeapList>) {
    let job = jobs[slot]
    let admission = station.arrive(
      StationJob(
        kind: 1, slot: UInt32(slot), demand: SimDuration(nanoseconds: job.demand), priority: job.priority), &kernel)
    if isRandom {
      if admission == .queued { scheduleWithdrawal(slot, &kernel) }
    } else if finishOfRunning.count < Int(station.servers) {
      #expect(admission == .started, "seed \(seed): job \(slot)")
      finishOfRunning[slot] = kernel.now.nanoseconds + job.demand
    } else if waiting.count < Int(station.lineLimit) {
      #expect(admission == .queued, "seed \(seed): job \(slot)")
      waiting.append(slot)
      scheduleWithdrawal(slot, &kernel)
    } else {
      #expect(admission == .blocked, "seed \(seed): job \(slot)")
    }
  }

  private func scheduleWithdrawal(_ slot: Int, _ kernel: inout Kernel<QuaternaryHeapList>) {
    if Draws(seed: seed, replication: 1).unit(UInt64(slot)) >= withdrawShare { return }
    kernel.schedule(after: SimDuration(nanoseconds: 1), kind: 3, slot: UInt32(slot))
  }

  /// The shadow's hand-over. It cannot know a random choice: there only the station's own laws are checked.
  private mutating func startNext(_ now: Int64) {
    while !waiting.isEmpty {
      let position: Int
      switch station.discipline {
      case .fifo: position = 0
      case .lifo: position = waiting.count - 1
      case .priority:
        let urgent = waiting.map { jobs[$0].priority }.min()
        position = waiting.firstIndex { jobs[$0].priority == urgent } ?? 0
      case .random: return
      }
      let slot = waiting.remove(at: position)
      if let deadline = station.deadline, now - jobs[slot].at > deadline.nanoseconds {
        mustExpireNow.append(slot)
        continue
      }
      finishOfRunning[slot] = now + jobs[slot].demand
      return
    }
  }
}
