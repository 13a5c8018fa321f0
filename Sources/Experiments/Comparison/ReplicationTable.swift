import Dispatch
import Reports
import Simulator
import Synchronization

/// Metrics of chosen replications of chosen variants; what they are made from is dropped, so there may be thousands.
public struct ReplicationTable: Sendable {
  /// One replication of one variant.
  public struct Entry: Sendable {
    public var values: [MetricValues]
    public var fingerprint: String
  }

  /// By job, in the order asked.
  public let entries: [Entry]

  /// Runs all jobs on `threads`; rethrows the first error. `progress` is told of every finished job, from any thread;
  /// when `isInterrupted` says so, nothing further is begun and the result is nil.
  public init?(
    _ jobs: [(variant: Int, replication: Int)], _ runner: some VariantRunner, threads: Int,
    isInterrupted: @Sendable () -> Bool = { false }, progress: @Sendable (Int) -> Void = { _ in }
  ) throws {
    let state = Mutex(JobState(entries: Array(repeating: nil, count: jobs.count)))
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, jobs.count))) { _ in
      while let index = state.withLock({ state -> Int? in
        if state.next >= jobs.count || state.error != nil || isInterrupted() { return nil }
        defer { state.next += 1 }
        return state.next
      }) {
        let outcome = Result {
          let run = try runner.run(variant: jobs[index].variant, replication: jobs[index].replication) { _, _ in
            !isInterrupted()
          }
          return Entry(values: MetricValues.all([run]), fingerprint: run.fingerprint)
        }
        let done = state.withLock { state in
          switch outcome {
          case .success(let entry): state.entries[index] = entry
          case .failure(let error): state.error = state.error ?? error
          }
          state.done += 1
          return state.done
        }
        progress(done)
      }
    }
    let end = state.withLock { $0 }
    if let error = end.error { throw error }
    let entries = end.entries.compactMap { $0 }
    if entries.count < jobs.count || isInterrupted() { return nil }
    self.entries = entries
  }
}

/// Which jobs were handed out, and what they left.
private struct JobState {
  var next = 0
  var done = 0
  var entries: [ReplicationTable.Entry?]
  var error: (any Error)?
}

extension [ReplicationTable.Entry] {
  /// The metrics of these replications of one variant, joined.
  public var values: [MetricValues] {
    guard let first else { return [] }
    return first.values.map { metric in
      MetricValues(
        metric: metric.metric, unit: metric.unit,
        values: map { entry in entry.values.first { $0.metric == metric.metric }?.values.first ?? nil })
    }
  }
}
