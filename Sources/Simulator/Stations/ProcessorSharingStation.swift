/// One server that all jobs share equally: with n present, each is served at rate 1/n.
///
/// Jobs are kept by the *attained service* V at which they finish (Kleinrock II §4.4): dV/dt = 1/n, and a job that enters
/// with demand d leaves when V has grown by d. V is an integer in 2⁻¹⁶ ns, so runs repeat bit for bit and a departure
/// is late by less than a nanosecond. Arrive and depart cost O(log n).
///
/// An arrival postpones the pending departure, whose event stays in the list: `depart` recognises such a stale event and
/// returns nil, and the model's `handle` returns false for it. Among the jobs present, (kind, slot) must be unique.
public struct ProcessorSharingStation: Sendable {
  public let index: UInt16
  public var recorder = StationRecorder()
  private var heap: [SharedJob] = []
  /// V, in 2⁻¹⁶ ns, since the server last fell idle.
  private var attained: Int64 = 0
  private var attainedAt: SimTime = .zero
  /// When the job at the top of the heap leaves if nobody else arrives.
  private var due: SimTime = .distantFuture
  private var nextOrder: UInt64 = 0

  private struct SharedJob: Sendable {
    var finish: Int64
    var order: UInt64
    var job: StationJob

    static func precedes(_ a: SharedJob, _ b: SharedJob) -> Bool {
      a.finish < b.finish || (a.finish == b.finish && a.order < b.order)
    }
  }

  public init(index: UInt16) {
    precondition(index < 0x7FFF, "station indices end at 32766, got \(index)")
    self.index = index
  }

  public var present: Int32 { Int32(truncatingIfNeeded: heap.count) }
  private var busy: Int32 { heap.isEmpty ? 0 : 1 }

  public mutating func arrive<List: FutureEventList>(_ arrival: StationJob, _ kernel: inout Kernel<List>) {
    precondition(arrival.demand.nanoseconds < 1 << 44, "a shared job asks for less than 4 hours")
    recorder.advance(to: kernel.now, jobs: present, busy: busy)
    recorder.entered(at: kernel.now)
    attain(kernel.now)
    var job = arrival
    job.enteredAt = kernel.now
    push(SharedJob(finish: attained + job.demand.nanoseconds << 16, order: nextOrder, job: job))
    nextOrder &+= 1
    scheduleFirst(&kernel)
  }

  /// The job that leaves through this event, or nil for a stale event.
  public mutating func depart<List: FutureEventList>(_ notice: EventNotice, _ kernel: inout Kernel<List>) -> StationJob?
  {
    guard kernel.now == due, let first = heap.first, first.job.slot == notice.slot, first.job.kind == notice.kind
    else { return nil }
    recorder.advance(to: kernel.now, jobs: present, busy: busy)
    attain(kernel.now)
    popFirst()
    let sojourn = kernel.now - first.job.enteredAt
    recorder.departed(enteredAt: first.job.enteredAt, waited: sojourn - first.job.demand, now: kernel.now)
    if heap.isEmpty {
      attained = 0
      due = .distantFuture
    } else {
      scheduleFirst(&kernel)
    }
    return first.job
  }

  /// Moves V to `now`. Quotient and remainder apart, so nothing overflows below 39 hours of attained service.
  private mutating func attain(_ now: SimTime) {
    let elapsed = (now - attainedAt).nanoseconds
    attainedAt = now
    if heap.isEmpty { return }
    let sharers = Int64(heap.count)
    let (whole, rest) = elapsed.quotientAndRemainder(dividingBy: sharers)
    attained += whole << 16 + (rest << 16) / sharers
    if attained > 1 << 61 { rebase() }
  }

  /// Counts V from now on; all differences stay.
  private mutating func rebase() {
    for position in heap.indices { heap[position].finish -= attained }
    attained = 0
  }

  private mutating func scheduleFirst<List: FutureEventList>(_ kernel: inout Kernel<List>) {
    let first = heap[0]
    let remaining = max(0, first.finish - attained)
    let sharers = Int64(heap.count)
    let span = (remaining >> 16) * sharers + ((remaining & 0xFFFF) * sharers + 0xFFFF) >> 16
    due = kernel.now + SimDuration(nanoseconds: span)
    kernel.schedule(at: due, kind: first.job.kind, station: index, slot: first.job.slot)
  }

  private mutating func push(_ entry: SharedJob) {
    var hole = heap.count
    heap.append(entry)
    while hole > 0 {
      let parent = (hole - 1) >> 1
      if !SharedJob.precedes(entry, heap[parent]) { break }
      heap[hole] = heap[parent]
      hole = parent
    }
    heap[hole] = entry
  }

  private mutating func popFirst() {
    let entry = heap.removeLast()
    if heap.isEmpty { return }
    var hole = 0
    while true {
      var child = 2 * hole + 1
      if child >= heap.count { break }
      if child + 1 < heap.count && SharedJob.precedes(heap[child + 1], heap[child]) { child += 1 }
      if !SharedJob.precedes(heap[child], entry) { break }
      heap[hole] = heap[child]
      hole = child
    }
    heap[hole] = entry
  }

  /// The warm-up event.
  public mutating func clear(at now: SimTime) { recorder.clear(at: now, jobs: present, busy: busy) }

  public func invariants(named name: String, at now: SimTime) -> [InvariantMeasurement] {
    recorder.invariants(named: name, at: now, jobs: present, busy: busy, sharesServers: true)
  }

  public func checkInvariants(at now: SimTime) {
    for position in heap.indices.dropFirst() {
      precondition(
        !SharedJob.precedes(heap[position], heap[(position - 1) >> 1]), "heap order is broken at \(position)")
    }
    precondition(heap.isEmpty || due >= now, "the next departure lies in the past")
    recorder.checkInvariants(named: "sharing station \(index)", at: now, jobs: present, busy: busy, sharesServers: true)
  }
}
