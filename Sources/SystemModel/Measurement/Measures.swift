import Simulator

/// All recorders of one region; cleared by the warm-up event.
struct Measures: ~Copyable {
  private(set) var operations = SlotPool<OperationRecorder>(reserving: Operation.allCases.count)
  private(set) var work = InlineArray<64, Int64>(repeating: 0)
  /// Stations visited and ways travelled on the critical path, by operation.
  private(set) var hops = InlineArray<32, Int64>(repeating: 0)
  private(set) var counterStaleness = LatencyHistogram()
  private(set) var shownChanges: Int64 = 0
  /// Rows written and records appended; compactions are in the first too.
  private(set) var rowWrites: Int64 = 0
  private(set) var appends: Int64 = 0
  private(set) var consumerLag = [LatencyHistogram](repeating: LatencyHistogram(), count: Component.allCases.count)
  private(set) var phone = CacheMeasurement(name: "phone")
  private(set) var timelineReads: Int64 = 0
  private(set) var timelineEntries: Int64 = 0
  private(set) var timelinePostsOfRun: Int64 = 0
  var expiry = ExpiryMeasures()
  /// Bytes that left object stores of this region.
  private(set) var originBytes: Int64 = 0
  /// Bytes fetched ahead that were shown later, and that never were.
  var usedAheadBytes: Int64 = 0
  var wastedAheadBytes: Int64 = 0
  var storyViews = StoryViewMeasures()
  /// What had been counted at the end of each interval of the measured time.
  var intervals: [IntervalMark] = []
  /// Requests, by operation, that are known to end after the run: they are in flight, not completed.
  private(set) var failures = InlineArray<32, Int64>(repeating: 0)
  private(set) var unfinished = InlineArray<32, Int64>(repeating: 0)
  /// The measured part of the run: requests that end in it are completed.
  private let (start, end): (SimTime, SimTime)
  /// Requests whose ledger did not sum to their latency; zero or a bug.
  private(set) var unbalancedLedgers: Int64 = 0
  /// Posts or stories shown before they were ready or after they expired; zero or a bug.
  var earlyPosts: Int64 = 0
  var expiredStories: Int64 = 0
  /// Objects asked of their store that were never put; zero or a bug.
  var missingObjects: Int64 = 0

  /// `start` is the end of the warm-up, `end` that of the run.
  init(start: SimTime, end: SimTime, whatIf: WhatIf? = nil) {
    (self.start, self.end) = (start, end)
    precondition(WorkClass.allCases.count <= 64 && Operation.allCases.count <= 32, "more classes than counters")
    for _ in Operation.allCases { _ = operations.insert(OperationRecorder()) }
    if let whatIf { operations[UInt32(whatIf.operation.rawValue)].whatIf = WhatIfRecorder(whatIf) }
  }

  /// Ledgers are lent `inout`, unchanged: to lend them otherwise the compiler copies them.
  ///
  /// It is known that a request is done at `end`, which may lie ahead when nothing shared follows. It counts where it ends: not
  /// at all within the warm-up, as unfinished after the run.
  mutating func record(_ operation: Operation, _ header: inout RequestHeader, at end: SimTime) {
    record(
      operation, &header.ledger, hops: header.hops, from: header.startedAt, to: end, straggling: header.straggling)
  }

  mutating func record<let pairs: Int>(
    _ operation: Operation, _ ledger: inout BoundedLedger<pairs>, hops: UInt8, from startedAt: SimTime,
    to end: SimTime, straggling: SimDuration = .zero
  ) {
    let latency = end - startedAt
    if ledger.total != latency { unbalancedLedgers += 1 }
    if end < start { return }
    if end > self.end {
      unfinished[Int(operation.rawValue)] += 1
      return
    }
    self.hops[Int(operation.rawValue)] += Int64(hops)
    operations[UInt32(operation.rawValue)].record(latency, from: startedAt, straggling: straggling, &ledger)
  }

  mutating func count(_ work: WorkClass, _ times: Int64 = 1) { self.work[work.rawValue] += times }

  mutating func countOrigin(bytes: Int64) { originBytes += bytes }

  /// An update with `changes` committed, the first of which was accepted `age` ago; those that share a hold write the row once.
  mutating func rowUpdated(age: SimDuration, changes: Int64, writesRow: Bool) {
    counterStaleness.record(age)
    shownChanges += changes
    if writesRow { rowWrites += 1 }
  }

  /// A record was appended, the change in which was accepted `age` ago.
  mutating func changeAppended(age: SimDuration) {
    counterStaleness.record(age)
    shownChanges += 1
    appends += 1
  }

  mutating func rowCompacted() { rowWrites += 1 }

  /// A sketch has taken in a change that was accepted `age` ago.
  mutating func sketched(age: SimDuration) {
    counterStaleness.record(age)
    shownChanges += 1
  }

  /// Whether a request that ends then is one of the completed.
  func isMeasured(_ end: SimTime) -> Bool { end >= start && end <= self.end }

  /// A request was answered with an error.
  mutating func fail(_ operation: Operation) { failures[Int(operation.rawValue)] += 1 }

  mutating func consumed(_ group: Component, lag: SimDuration) { consumerLag[Int(group.rawValue)].record(lag) }

  mutating func phoneCache(hit: Bool, sizeBytes: UInt32) {
    phone.requests += 1
    phone.requestedBytes += Int64(sizeBytes)
    if hit {
      phone.hits += 1
      phone.hitBytes += Int64(sizeBytes)
    }
  }

  mutating func timelineRead(entries: Int, postsOfRun: Int) {
    timelineReads += 1
    timelineEntries += Int64(entries)
    timelinePostsOfRun += Int64(postsOfRun)
  }

  /// Counts what is noted; needed before operations are read.
  mutating func fold() {
    for operation in Operation.allCases { operations[UInt32(operation.rawValue)].fold() }
  }

  mutating func endBatch() {
    for operation in Operation.allCases { operations[UInt32(operation.rawValue)].endBatch() }
  }

  /// The warm-up event. Operations are kept: they hold what ends after it. Counts of broken laws are kept too, which must be zero
  /// over the whole run.
  mutating func clear() {
    work = InlineArray(repeating: 0)
    counterStaleness.clear()
    (shownChanges, rowWrites, appends) = (0, 0, 0)
    failures = InlineArray(repeating: 0)
    for group in consumerLag.indices { consumerLag[group].clear() }
    phone = CacheMeasurement(name: "phone")
    (timelineReads, timelineEntries, timelinePostsOfRun) = (0, 0, 0)
    expiry.clear()
    (originBytes, usedAheadBytes, wastedAheadBytes) = (0, 0, 0)
    storyViews = StoryViewMeasures()
  }
}
