import Simulator

/// Poisson arrivals at a `TokenBucket`, shaping or refusing, or at a `Batcher`: the waits that they add, what they let through.
struct LimiterPlan: ValidationPlan {
  enum Limiter: Sendable {
    /// One token per job; `period` per token.
    case bucket(period: SimDuration, burst: Int64)
    case batcher(size: Int64, longestWait: SimDuration?)
    /// A bucket that refuses what comes without a token.
    case police(period: SimDuration, burst: Int64)
  }

  var limiter: Limiter
  var interarrival: DurationDistribution
  var warmUp: SimDuration
  var measured: SimDuration

  func replicate(on list: EventListChoice, replication: UInt64) -> Observation {
    switch list {
    case .wheel: simulate(RadixWheelList.self, replication)
    case .heap: simulate(QuaternaryHeapList.self, replication)
    }
  }

  private func simulate<List: FutureEventList>(_ list: List.Type, _ replication: UInt64) -> Observation {
    var kernel = Kernel<List>()
    var model = LimiterModel<List>(self, Draws(seed: 1, replication: replication))
    let warmUpEnd = SimTime.zero + warmUp
    let end = warmUpEnd + measured
    kernel.schedule(at: .zero, kind: LimiterModel<List>.arrival, slot: 0)
    kernel.run(&model, until: warmUpEnd)
    model.clear(at: warmUpEnd)
    model.isCounting = true
    kernel.run(&model, until: end)
    var observation = Observation()
    observation[.meanWaitingTime] = Double(model.waitSum) * 1e-9 / Double(model.released)
    observation[.throughput] = Double(model.released) / measured.seconds
    observation.laws = model.laws(at: end)
    observation.close(kernel)
    return observation
  }
}

private struct LimiterModel<List: FutureEventList>: ProcessModel, ~Copyable {
  static var arrival: UInt16 { 0 }
  static var release: UInt16 { 1 }
  static var timer: UInt16 { 2 }

  var isCounting = false
  var released: Int64 = 0
  var waitSum: Int64 = 0
  private var bucket: TokenBucket
  private var batcher: Batcher
  private let isBucket: Bool
  private var polices = false
  private var batch: [StationJob] = []
  private var arrivals = SlotPool<SimTime>()
  private var nextJob: UInt64 = 0
  private let interarrival: DurationSampler
  private let draws: Draws

  init(_ plan: LimiterPlan, _ draws: Draws) {
    var period = SimDuration.seconds(1)
    var burst: Int64 = 1
    var size: Int64 = 1
    var longestWait: SimDuration?
    switch plan.limiter {
    case .bucket(let bucketPeriod, let bucketBurst): (period, burst, isBucket) = (bucketPeriod, bucketBurst, true)
    case .police(let bucketPeriod, let bucketBurst):
      (period, burst, isBucket, polices) = (bucketPeriod, bucketBurst, true, true)
    case .batcher(let batchSize, let wait): (size, longestWait, isBucket) = (batchSize, wait, false)
    }
    bucket = TokenBucket(index: 0, tokens: 1, per: period, burst: burst, lineLimit: Int(Int32.max))
    batcher = Batcher(index: 1, timerKind: Self.timer, weightLimit: size, longestWait: longestWait)
    interarrival = plan.interarrival.sampler
    self.draws = draws.purpose("arrival")
  }

  mutating func handle(_ notice: EventNotice, _ kernel: inout Kernel<List>) -> Bool {
    switch notice.kind {
    case Self.arrival:
      if polices {
        if bucket.take(at: kernel.now) && isCounting { released += 1 }
        scheduleArrival(&kernel)
        return true
      }
      let slot = arrivals.insert(kernel.now)
      let job = StationJob(kind: Self.release, slot: slot, demand: .zero)
      if isBucket {
        bucket.arrive(job, &kernel)
      } else if batcher.arrive(job, &kernel) {
        closeBatch(kernel.now)
      }
      scheduleArrival(&kernel)
    case Self.timer:
      if !batcher.isDue(notice) { return false }
      closeBatch(kernel.now)
    default:
      bucket.depart(enteredAt: arrivals[notice.slot], at: kernel.now)
      finish(notice.slot, kernel.now)
    }
    return true
  }

  private mutating func scheduleArrival(_ kernel: inout Kernel<List>) {
    kernel.schedule(after: interarrival.sample(draws.unit(nextJob)), kind: Self.arrival, slot: 0)
    nextJob &+= 1
  }

  private mutating func closeBatch(_ now: SimTime) {
    batch.removeAll(keepingCapacity: true)
    batcher.close(into: &batch, at: now)
    for job in batch { finish(job.slot, now) }
  }

  private mutating func finish(_ slot: UInt32, _ now: SimTime) {
    let enteredAt = arrivals.remove(slot)
    if !isCounting { return }
    released += 1
    waitSum += (now - enteredAt).nanoseconds
  }

  mutating func clear(at now: SimTime) {
    bucket.clear(at: now)
    batcher.clear(at: now)
  }

  func laws(at now: SimTime) -> [InvariantMeasurement] {
    isBucket ? bucket.invariants(named: "bucket", at: now) : batcher.invariants(named: "batcher", at: now)
  }
}
