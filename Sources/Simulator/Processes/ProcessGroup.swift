import Dispatch
import Synchronization

/// A model that is one of several logical processes: it sends through its outbox and stores what it receives.
public protocol LogicalProcessModel: ProcessModel, SendableMetatype, ~Copyable {
  associatedtype Payload: Sendable
  var outbox: Outbox<Payload> { get set }
  /// Keeps a payload until its event executes; the slot returned is the event's slot.
  mutating func store(_ payload: Payload) -> UInt32
}

/// One logical process: a model with its own clock and pending events.
public struct LogicalProcess<Model: LogicalProcessModel & ~Copyable>: ~Copyable {
  public var model: Model
  public var kernel: Kernel<Model.List>
}

/// Logical processes under conservative time windows: a message needs at least the lookahead, so a process may run as far
/// as the slowest of the others is, plus the lookahead, and cannot be surprised (Chandy & Misra 1979).
///
/// One thread runs window by window, each as long as the lookahead. Several threads work on half windows and keep to the
/// rule pair by pair (`ProcessRound`), so that none idles while one process is late. Windows are half-open. The result
/// depends on neither threads nor order.
public final class ProcessGroup<Model: LogicalProcessModel & ~Copyable>: @unchecked Sendable {
  private let processes: UnsafeMutablePointer<LogicalProcess<Model>>
  public let count: Int
  public let lookahead: SimDuration
  public private(set) var now: SimTime = .zero
  /// Order in which one thread runs the processes of a window; any permutation gives the same result.
  public var executionOrder: [Int]
  public var threads: Int
  private let nextToClaim = Atomic<Int>(0)

  /// `make` builds process i and may schedule its first events.
  public init(
    count: Int, lookahead: SimDuration, threads: Int = 1, make: (Int, inout Kernel<Model.List>) -> Model
  ) {
    precondition(lookahead > .zero, "windows need a positive lookahead")
    self.count = count
    self.lookahead = lookahead
    self.threads = threads
    executionOrder = Array(0..<count)
    processes = .allocate(capacity: count)
    for index in 0..<count {
      var kernel = Kernel<Model.List>(process: UInt16(index))
      let model = make(index, &kernel)
      (processes + index).initialize(to: LogicalProcess(model: model, kernel: kernel))
    }
  }

  deinit {
    processes.deinitialize(count: count)
    processes.deallocate()
  }

  /// Windows that several threads run between two meetings, at which the caller is told of progress.
  private static var windowsPerRound: Int64 { 16 }

  /// Runs all processes to `limit`. `afterWindow` sees the time that all have reached, after each window (one thread) or
  /// round of windows, and returns false to stop there. Returns whether `limit` was reached.
  @discardableResult
  public func run(until limit: SimTime, afterWindow: (SimTime) -> Bool = { _ in true }) -> Bool {
    while now < limit {
      if threads > 1 && count > 1 {
        now = runRound(until: min(now + lookahead * Self.windowsPerRound, limit))
      } else {
        now = runWindow(until: min(now + lookahead, limit))
      }
      if !afterWindow(now) { return now >= limit }
    }
    return true
  }

  /// Access to one process between windows.
  public func withProcess<Result>(_ index: Int, _ body: (inout LogicalProcess<Model>) -> Result) -> Result {
    body(&processes[index])
  }

  public var executedEvents: UInt64 {
    (0..<count).reduce(0) { $0 + processes[$1].kernel.executedEvents }
  }

  /// The processes' fingerprints folded in process order.
  public var fingerprint: Fingerprint {
    var folded = Fingerprint()
    for index in 0..<count { folded.absorb(processes[index].kernel.fingerprint.value) }
    return folded
  }

  /// Calls `body` once for each process, on as many threads as windows use.
  public func forEachProcess(_ body: @Sendable (inout LogicalProcess<Model>) -> Void) {
    if threads <= 1 || count == 1 {
      for index in executionOrder { body(&processes[index]) }
      return
    }
    nextToClaim.store(0, ordering: .relaxed)
    DispatchQueue.concurrentPerform(iterations: min(threads, count)) { _ in
      while true {
        let claimed = self.nextToClaim.wrappingAdd(1, ordering: .relaxed).oldValue
        if claimed >= self.count { return }
        body(&self.processes[self.executionOrder[claimed]])
      }
    }
  }

  private func runWindow(until end: SimTime) -> SimTime {
    for index in executionOrder { processes[index].kernel.run(&processes[index].model, until: end) }
    for sender in 0..<count {
      for message in processes[sender].model.outbox.messages { deliver(message) }
      processes[sender].model.outbox.removeAll()
    }
    return end
  }

  private func runRound(until end: SimTime) -> SimTime {
    let round = ProcessRound<Model.Payload>(from: now, until: end, lookahead: lookahead, order: executionOrder)
    DispatchQueue.concurrentPerform(iterations: min(threads, count)) { _ in
      while let step = round.next() {
        for message in step.messages { self.deliver(message) }
        self.processes[step.process].kernel.run(&self.processes[step.process].model, until: step.end)
        let sent = self.processes[step.process].model.outbox.messages
        self.processes[step.process].model.outbox.removeAll()
        round.finish(step.process, at: step.end, sent)
      }
    }
    for message in round.undelivered { deliver(message) }
    return end
  }

  private func deliver(_ message: Message<Model.Payload>) {
    let receiver = processes + Int(message.destination)
    let slot = receiver.pointee.model.store(message.payload)
    receiver.pointee.kernel.deliver(
      EventNotice(time: message.deliverAt, sequence: message.sequence, kind: message.kind, slot: slot))
  }
}
