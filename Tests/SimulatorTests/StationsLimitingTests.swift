import Testing

@testable import Simulator

/// Drives one token bucket, batcher or delay station with jobs at given times; records when each resumes.
private struct Driver: ProcessModel {
  typealias List = QuaternaryHeapList
  enum Part {
    case bucket(TokenBucket)
    case batcher(Batcher)
    case delay(DelayStation)
  }
  var part: Part
  var arrivals: [Int64]
  var weights: [Int64]
  var demands: [Int64]
  var resumedAt: [Int64?]
  var admissions: [Admission?]
  var batches: [[UInt32]] = []
  var clearAt: Int64?

  init(_ part: Part, arrivals: [Int64], weights: [Int64]? = nil, demands: [Int64]? = nil) {
    self.part = part
    self.arrivals = arrivals
    self.weights = weights ?? arrivals.map { _ in 1 }
    self.demands = demands ?? arrivals.map { _ in 0 }
    resumedAt = arrivals.map { _ in nil }
    admissions = arrivals.map { _ in nil }
  }

  mutating func run(until limit: SimTime = .distantFuture) {
    var kernel = Kernel<QuaternaryHeapList>()
    for (slot, time) in arrivals.enumerated() {
      kernel.schedule(at: SimTime(nanoseconds: time), kind: 0, slot: UInt32(slot))
    }
    if let clearAt { kernel.schedule(at: SimTime(nanoseconds: clearAt), kind: 9, slot: 0) }
    kernel.run(&self, until: limit)
  }

  mutating func handle(_ notice: EventNotice, _ kernel: inout Kernel<QuaternaryHeapList>) -> Bool {
    let slot = Int(notice.slot)
    let now = kernel.now
    switch part {
    case .bucket(var bucket):
      switch notice.kind {
      case 0:
        admissions[slot] = bucket.arrive(
          StationJob(kind: 1, slot: notice.slot, demand: .zero), tokens: weights[slot], &kernel)
      case 1:
        bucket.depart(enteredAt: SimTime(nanoseconds: arrivals[slot]), at: now)
        resumedAt[slot] = now.nanoseconds
      default: bucket.clear(at: now)
      }
      bucket.checkInvariants(at: now)
      part = .bucket(bucket)
    case .batcher(var batcher):
      var mustClose = false
      switch notice.kind {
      case 0:
        mustClose = batcher.arrive(
          StationJob(kind: 1, slot: notice.slot, demand: .zero), weight: weights[slot], &kernel)
      case 2: mustClose = batcher.isDue(notice)
      default: batcher.clear(at: now)
      }
      if mustClose {
        var batch: [StationJob] = []
        batcher.close(into: &batch, at: now)
        batches.append(batch.map(\.slot))
        for job in batch { resumedAt[Int(job.slot)] = now.nanoseconds }
      }
      batcher.checkInvariants(at: now)
      part = .batcher(batcher)
    case .delay(var delay):
      switch notice.kind {
      case 0:
        delay.arrive(
          StationJob(kind: 1, slot: notice.slot, demand: SimDuration(nanoseconds: demands[slot])), &kernel)
      case 1:
        delay.depart(enteredAt: SimTime(nanoseconds: arrivals[slot]), at: now)
        resumedAt[slot] = now.nanoseconds
      default: delay.clear(at: now)
      }
      delay.checkInvariants(at: now)
      part = .delay(delay)
    }
    return true
  }

  var recorder: StationRecorder {
    switch part {
    case .bucket(let bucket): bucket.recorder
    case .batcher(let batcher): batcher.recorder
    case .delay(let delay): delay.recorder
    }
  }
}

@Suite struct StationsLimitingTests {
  /// Policing against a bucket that is refilled nanosecond by nanosecond, for many rates that do not divide.
  @Test func bucketRefillsExactly() {
    for seed in 0..<300 as Range<UInt64> {
      let draws = Draws(seed: seed, replication: 2)
      let tokens = 1 + Int64(draws.index(7, 1))
      let period = 1 + Int64(draws.index(23, 2))
      let burst = 1 + Int64(draws.index(6, 3))
      var bucket = TokenBucket(index: 0, tokens: tokens, per: SimDuration(nanoseconds: period), burst: burst)
      var store = burst * period
      var granted: Int64 = 0
      for now in 0..<400 as Range<Int64> {
        if now > 0 { store = min(burst * period, store + tokens) }
        for attempt in 0..<3 as Range<UInt64> where draws.unit(UInt64(now), 10 + attempt) < 0.4 {
          let wanted = 1 + Int64(draws.index(3, UInt64(now), 20 + attempt))
          let expected = store >= wanted * period
          #expect(
            bucket.take(wanted, at: SimTime(nanoseconds: now)) == expected,
            "seed \(seed), \(tokens)/\(period), at \(now)")
          if expected {
            store -= wanted * period
            granted += wanted
          }
        }
      }
      #expect(granted <= burst + 400 * tokens / period, "seed \(seed)")
      bucket.checkInvariants(at: SimTime(nanoseconds: 400))
    }
  }

  /// Shaped jobs resume in order, each in the first nanosecond at which all tokens up to its own have been earned.
  @Test func bucketShapesToTheNanosecond() {
    for seed in 0..<300 as Range<UInt64> {
      let draws = Draws(seed: seed, replication: 5)
      let tokens = 1 + Int64(draws.index(5, 1))
      let period = 1 + Int64(draws.index(19, 2))
      let burst = 1 + Int64(draws.index(4, 3))
      var time: Int64 = 0
      let arrivals = (0..<60).map { job -> Int64 in
        time += [0, 0, 1, 9][Int(draws.index(4, UInt64(job), 4))]
        return time
      }
      let bucket = TokenBucket(
        index: 6, tokens: tokens, per: SimDuration(nanoseconds: period), burst: burst, lineLimit: 1_000)
      var driver = Driver(.bucket(bucket), arrivals: arrivals)
      driver.clearAt = seed % 2 == 0 ? Int64(draws.index(200, 6)) : nil
      driver.run()
      var store = burst * period
      var storedAt: Int64 = 0
      for (job, arrival) in arrivals.enumerated() {
        var now = storedAt
        if arrival >= now { store = min(burst * period, store) }
        while now < arrival || store < period {
          // The bucket runs over only while nobody waits, so a waiting job loses no fraction of a token.
          let waits = now >= arrival
          now += 1
          store = waits ? store + tokens : min(burst * period, store + tokens)
        }
        store -= period
        storedAt = now
        #expect(driver.resumedAt[job] == now, "seed \(seed), job \(job)")
      }
      #expect(driver.recorder.jobTime == driver.recorder.sojournSum, "seed \(seed)")
    }
  }

  @Test func bucketBlocksWhenItsLineIsFull() {
    let bucket = TokenBucket(index: 1, tokens: 1, per: SimDuration(nanoseconds: 10), burst: 1, lineLimit: 2)
    var driver = Driver(.bucket(bucket), arrivals: [0, 1, 2, 3, 25, 200])
    driver.run()
    #expect(driver.admissions == [.started, .queued, .queued, .blocked, .queued, .started])
    #expect(driver.resumedAt == [0, 10, 20, nil, 30, 200])
    #expect(driver.recorder.blocked == 1 && driver.recorder.waitingSum == 9 + 18 + 5)
  }

  /// Limit 3, longest wait 10: {0, 1, 2} is full at 5, {3} is due at 16 (the timer of the first batch, at 10, is stale),
  /// {4, 5, 6} is full at 40, {7} is due at 50.
  @Test func batcherClosesFullOrDue() {
    let batcher = Batcher(index: 2, timerKind: 2, weightLimit: 3, longestWait: SimDuration(nanoseconds: 10))
    var driver = Driver(.batcher(batcher), arrivals: [0, 4, 5, 6, 35, 36, 40, 40])
    driver.run()
    #expect(driver.batches == [[0, 1, 2], [3], [4, 5, 6], [7]])
    #expect(driver.resumedAt == [5, 5, 5, 16, 40, 40, 40, 50])
    guard case .batcher(let end) = driver.part else { return }
    #expect(end.fullBatches == 2 && end.dueBatches == 2)
    #expect(end.recorder.jobTime == 5 + 1 + 0 + 10 + 5 + 4 + 0 + 10)
  }

  /// Every job leaves in the order of arrival, no batch is late, none but the due ones is light.
  @Test func batcherKeepsItsPromisesUnderTies() {
    for seed in 0..<300 as Range<UInt64> {
      let draws = Draws(seed: seed, replication: 6)
      let limit = 1 + Int64(draws.index(6, 1))
      let wait = Int64(draws.index(8, 2))
      let jobs = FuzzJob.randomJobs(80, draws)
      let batcher = Batcher(
        index: 2, timerKind: 2, weightLimit: limit, longestWait: SimDuration(nanoseconds: wait))
      var driver = Driver(
        .batcher(batcher), arrivals: jobs.map(\.at), weights: jobs.map { 1 + Int64($0.priority) })
      driver.clearAt = seed % 2 == 0 ? Int64(draws.index(60, 3)) : nil
      driver.run()
      #expect(driver.batches.flatMap(\.self) == Array(0..<80), "seed \(seed)")
      for batch in driver.batches {
        let first = Int(batch[0])
        let closedAt = driver.resumedAt[first] ?? -1
        let weight = batch.reduce(0) { $0 + driver.weights[Int($1)] }
        #expect(weight >= limit || closedAt == driver.arrivals[first] + wait, "seed \(seed), batch \(batch)")
        #expect(closedAt <= driver.arrivals[first] + wait, "seed \(seed), batch \(batch)")
        #expect(weight - driver.weights[Int(batch[batch.count - 1])] < limit, "seed \(seed), batch \(batch)")
      }
      #expect(driver.recorder.jobTime == driver.recorder.sojournSum, "seed \(seed)")
    }
  }

  @Test func batcherWithoutTimerWaitsForever() {
    var driver = Driver(
      .batcher(Batcher(index: 2, timerKind: 2, weightLimit: 3, longestWait: nil)), arrivals: [0, 1, 2, 3])
    driver.run(until: SimTime(nanoseconds: 100))
    #expect(driver.batches == [[0, 1, 2]])
    guard case .batcher(let batcher) = driver.part else { return }
    #expect(batcher.present == 1)
    let laws = batcher.invariants(named: "b", at: SimTime(nanoseconds: 100))
    #expect(laws.allSatisfy { $0.holds })
  }

  @Test func delayNeverQueues() {
    for seed in 0..<100 as Range<UInt64> {
      let draws = Draws(seed: seed, replication: 4)
      let jobs = FuzzJob.randomJobs(100, draws)
      var driver = Driver(
        .delay(DelayStation(index: 9)), arrivals: jobs.map(\.at), demands: jobs.map(\.demand))
      driver.clearAt = seed % 2 == 0 ? Int64(draws.index(80, 1)) : nil
      driver.run()
      #expect(driver.resumedAt == jobs.map { $0.at + $0.demand }, "seed \(seed)")
      let recorder = driver.recorder
      #expect(recorder.jobTime == recorder.sojournSum && recorder.waitingSum == 0, "seed \(seed)")
      #expect(recorder.busyTime == recorder.jobTime, "seed \(seed)")
    }
  }
}
