/// Collects jobs until their weights reach a limit or the first has waited long enough: λ ─► [batch] ─► all at once ─►
///
/// Group commit, a log's produce batch, a counter flush. `arrive` says when the batch is full; a timer event, of
/// `timerKind` with this batcher's index, says when it is due. In both cases the model calls `close` and goes on with the jobs.
public struct Batcher: Sendable {
  public let index: UInt16
  public let timerKind: UInt16
  /// The batch closes as soon as its weights sum to this: a count when every weight is 1, else bytes or the like.
  public let weightLimit: Int64
  /// The batch closes this long after its first job came; nil for never.
  public let longestWait: SimDuration?
  public private(set) var weight: Int64 = 0
  public private(set) var fullBatches: Int64 = 0
  public private(set) var dueBatches: Int64 = 0
  public var recorder = StationRecorder()
  private var jobs: [StationJob] = []
  /// Number of the batch being collected; a timer of another batch is stale.
  private var generation: UInt32 = 0

  public init(index: UInt16, timerKind: UInt16, weightLimit: Int64, longestWait: SimDuration?) {
    precondition(weightLimit >= 1, "a batch holds a job or more, got limit \(weightLimit)")
    precondition(index < 0x7FFF, "station indices end at 32766, got \(index)")
    self.index = index
    self.timerKind = timerKind
    self.weightLimit = weightLimit
    self.longestWait = longestWait
  }

  public var present: Int32 { Int32(truncatingIfNeeded: jobs.count) }

  /// Adds a job; true when the batch is full and must be closed now.
  public mutating func arrive<List: FutureEventList>(
    _ arrival: StationJob, weight jobWeight: Int64 = 1, _ kernel: inout Kernel<List>
  ) -> Bool {
    precondition(weight < weightLimit, "a full batch was not closed")
    recorder.advance(to: kernel.now, jobs: present, busy: 0)
    recorder.entered(at: kernel.now)
    var job = arrival
    job.enteredAt = kernel.now
    jobs.append(job)
    weight += jobWeight
    recorder.longestLine = max(recorder.longestLine, present)
    if weight >= weightLimit { return true }
    if present == 1, let longestWait {
      kernel.schedule(after: longestWait, kind: timerKind, station: index, slot: generation)
    }
    return false
  }

  /// True when this timer belongs to the batch being collected, which must then be closed; false for a stale timer.
  public func isDue(_ timer: EventNotice) -> Bool { timer.slot == generation && !jobs.isEmpty }

  /// Appends the jobs to `batch` in order of arrival and starts the next batch.
  public mutating func close(into batch: inout [StationJob], at now: SimTime) {
    recorder.advance(to: now, jobs: present, busy: 0)
    if weight >= weightLimit { fullBatches += 1 } else { dueBatches += 1 }
    for job in jobs {
      recorder.departed(enteredAt: job.enteredAt, waited: now - job.enteredAt, now: now)
      batch.append(job)
    }
    jobs.removeAll(keepingCapacity: true)
    weight = 0
    generation &+= 1
  }

  /// The warm-up event; the batch being collected stays.
  public mutating func clear(at now: SimTime) {
    recorder.clear(at: now, jobs: present, busy: 0)
    fullBatches = 0
    dueBatches = 0
  }

  public func invariants(named name: String, at now: SimTime) -> [InvariantMeasurement] {
    recorder.invariants(named: name, at: now, jobs: present, busy: 0)
  }

  public func checkInvariants(at now: SimTime) {
    precondition(weight < weightLimit, "a full batch was not closed")
    recorder.checkInvariants(named: "batcher \(index)", at: now, jobs: present, busy: 0)
  }
}
