/// Rate limiter with exact integer refill: `tokens` per `period`, at most `burst` in store, full at the start.
///
/// The store is counted in tokens × ns of the reduced period, so no rounding accumulates: over any span, no more than burst
/// + rate × span are given out, to the token. `take` polices (refuses at once). `arrive` shapes: it lets jobs wait in
/// order, each resuming through its own event with this station's index; the model calls `depart` first.
public struct TokenBucket: Sendable {
  public let index: UInt16
  public let burst: Int64
  /// Shaped jobs that may wait; one more is blocked.
  public let lineLimit: Int32
  public private(set) var present: Int32 = 0
  public var recorder = StationRecorder()
  private let tokensPerPeriod: Int64
  private let period: Int64
  private let full: Int64
  /// Store in tokens × period; negative while shaped jobs wait.
  private var store: Int64
  private var storedAt: SimTime = .zero

  public init(index: UInt16, tokens: Int64, per span: SimDuration, burst: Int64, lineLimit: Int = 0) {
    precondition(tokens >= 1 && span.nanoseconds >= 1, "a bucket refills at a positive rate, got \(tokens) per \(span)")
    precondition(burst >= 1, "a bucket holds a token or more, got \(burst)")
    precondition(index < 0x7FFF, "station indices end at 32766, got \(index)")
    let divisor = Self.greatestCommonDivisor(tokens, span.nanoseconds)
    self.index = index
    self.burst = burst
    self.lineLimit = Int32(clamping: lineLimit)
    tokensPerPeriod = tokens / divisor
    period = span.nanoseconds / divisor
    let (capacity, overflow) = burst.multipliedReportingOverflow(by: period)
    precondition(!overflow && capacity < 1 << 62, "burst \(burst) × period \(period) ns is too large to count exactly")
    full = capacity
    store = capacity
  }

  /// Takes `tokens` if they are in store; refuses and takes none otherwise.
  public mutating func take(_ tokens: Int64 = 1, at now: SimTime) -> Bool {
    refill(now)
    if store < tokens * period {
      recorder.blocked += 1
      return false
    }
    store -= tokens * period
    recorder.advance(to: now, jobs: present, busy: 0)
    recorder.entered(at: now)
    recorder.departed(enteredAt: now, waited: .zero, now: now)
    return true
  }

  /// Whole tokens in store.
  public mutating func tokens(at now: SimTime) -> Int64 {
    refill(now)
    return max(0, store / period)
  }

  /// Shapes: the job resumes as soon as its tokens are there, after all who came before it.
  @discardableResult
  public mutating func arrive<List: FutureEventList>(
    _ job: StationJob, tokens: Int64 = 1, _ kernel: inout Kernel<List>
  ) -> Admission {
    refill(kernel.now)
    let missing = tokens * period - store
    if missing > 0 && present >= lineLimit {
      recorder.blocked += 1
      return .blocked
    }
    recorder.advance(to: kernel.now, jobs: present, busy: 0)
    recorder.entered(at: kernel.now)
    store -= tokens * period
    present += 1
    if missing > 0 { recorder.longestLine = max(recorder.longestLine, present) }
    let wait = missing > 0 ? (missing + tokensPerPeriod - 1) / tokensPerPeriod : 0
    kernel.schedule(after: SimDuration(nanoseconds: wait), kind: job.kind, station: index, slot: job.slot)
    return missing > 0 ? .queued : .started
  }

  public mutating func depart(enteredAt: SimTime, at now: SimTime) {
    recorder.advance(to: now, jobs: present, busy: 0)
    recorder.departed(enteredAt: enteredAt, waited: now - enteredAt, now: now)
    present -= 1
  }

  private mutating func refill(_ now: SimTime) {
    let elapsed = (now - storedAt).nanoseconds
    storedAt = now
    let timeToFull = (full - store + tokensPerPeriod - 1) / tokensPerPeriod
    store = elapsed >= timeToFull ? full : store + elapsed * tokensPerPeriod
  }

  private static func greatestCommonDivisor(_ a: Int64, _ b: Int64) -> Int64 {
    b == 0 ? a : greatestCommonDivisor(b, a % b)
  }

  /// The warm-up event; the store stays as it is.
  public mutating func clear(at now: SimTime) { recorder.clear(at: now, jobs: present, busy: 0) }

  public func invariants(named name: String, at now: SimTime) -> [InvariantMeasurement] {
    recorder.invariants(named: name, at: now, jobs: present, busy: 0)
  }

  public func checkInvariants(at now: SimTime) {
    precondition(store <= full, "the store \(store) is above \(full)")
    recorder.checkInvariants(named: "bucket \(index)", at: now, jobs: present, busy: 0)
  }
}
