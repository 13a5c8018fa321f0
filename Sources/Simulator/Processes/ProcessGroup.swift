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

/// Logical processes under conservative windows: each window is as long as the lookahead, so a message sent in one
/// window is due in a later one and no process can be surprised (Chandy & Misra 1979; synchronous variant).
///
/// Windows are half-open. Within a window processes are independent and may run in any order or on any thread; messages
/// are exchanged between windows. The result depends on neither.
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

  /// Runs all processes to `limit`. `afterWindow` sees the time reached and returns false to stop there.
  /// Returns whether `limit` was reached.
  @discardableResult
  public func run(until limit: SimTime, afterWindow: (SimTime) -> Bool = { _ in true }) -> Bool {
    while now < limit {
      let windowEnd = min(now + lookahead, limit)
      runWindow(until: windowEnd)
      now = windowEnd
      exchangeMessages()
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

  private func runWindow(until end: SimTime) {
    forEachProcess { process in process.kernel.run(&process.model, until: end) }
  }

  private func exchangeMessages() {
    for sender in 0..<count {
      for message in processes[sender].model.outbox.messages {
        let receiver = processes + Int(message.destination)
        let slot = receiver.pointee.model.store(message.payload)
        receiver.pointee.kernel.deliver(
          EventNotice(time: message.deliverAt, sequence: message.sequence, kind: message.kind, slot: slot))
      }
      processes[sender].model.outbox.removeAll()
    }
  }
}
