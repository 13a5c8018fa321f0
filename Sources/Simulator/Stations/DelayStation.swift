/// Infinitely many servers: λ ─► [delay] ─►, for networks, think times and anything that takes time without queueing.
///
/// A job resumes through its own event with this station's index; the model calls `depart` first.
public struct DelayStation: Sendable {
  public let index: UInt16
  public private(set) var present: Int32 = 0
  public var recorder = StationRecorder()

  public init(index: UInt16) {
    precondition(index < 0x7FFF, "station indices end at 32766, got \(index)")
    self.index = index
  }

  public mutating func arrive<List: FutureEventList>(_ job: StationJob, _ kernel: inout Kernel<List>) {
    recorder.advance(to: kernel.now, jobs: present, busy: present)
    recorder.entered(at: kernel.now)
    present += 1
    kernel.schedule(after: job.demand, kind: job.kind, station: index, slot: job.slot)
  }

  public mutating func depart(enteredAt: SimTime, at now: SimTime) {
    recorder.advance(to: now, jobs: present, busy: present)
    recorder.departed(enteredAt: enteredAt, waited: .zero, now: now)
    present -= 1
  }

  /// The warm-up event.
  public mutating func clear(at now: SimTime) { recorder.clear(at: now, jobs: present, busy: present) }

  public func invariants(named name: String, at now: SimTime) -> [InvariantMeasurement] {
    recorder.invariants(named: name, at: now, jobs: present, busy: present)
  }

  public func checkInvariants(at now: SimTime) {
    precondition(present >= 0, "\(present) jobs are present")
    recorder.checkInvariants(named: "delay \(index)", at: now, jobs: present, busy: present)
  }
}
