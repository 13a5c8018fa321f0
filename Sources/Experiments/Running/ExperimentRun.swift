import Dispatch
import Reports
import Simulator
import Synchronization

/// Progress of one replication, for whoever draws it.
public struct RunProgress: Sendable {
  public var variant: Int
  public var replication: Int
  public var simulated: SimTime
  public var executedEvents: UInt64
  public var isFinished: Bool
}

/// Executes variants × replications and joins them into the result.
///
/// Replications go round all variants before the next one starts, so that a run cut short has compared like with like.
public struct ExperimentRun: Sendable {
  public var experiment: Experiment
  public var threads = 1
  /// Asked before every window; a reason ends the run there.
  public var shouldStop: @Sendable () -> StopReason? = { nil }
  /// Called in every window, concurrently when there are several threads.
  public var report: @Sendable (RunProgress) -> Void = { _ in }

  public init(_ experiment: Experiment) { self.experiment = experiment }

  /// Rethrows the first error of the runner. With one seed the result does not depend on `threads`.
  public func execute(_ runner: some VariantRunner) throws -> ExperimentOutcome {
    let variants = experiment.variants.count
    let runs = Mutex(RunTable(variants: variants, replications: experiment.replications))
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, variants * experiment.replications))) { _ in
      while let job = runs.withLock({ $0.next() }) {
        let (variant, replication) = (job % variants, job / variants)
        if let reason = shouldStop() {
          runs.withLock { $0.stop(reason) }
          return
        }
        let outcome = Result { try single(runner, variant, replication) }
        runs.withLock { $0.store(outcome, variant, replication) }
      }
    }
    let table = runs.withLock { $0 }
    if let error = table.error { throw error }
    return outcome(table)
  }

  private func single(_ runner: some VariantRunner, _ variant: Int, _ replication: Int) throws -> RunTable.Entry {
    var stopped: StopReason?
    var last = (time: SimTime.zero, events: UInt64(0))
    var run = try runner.run(variant: variant, replication: replication) { time, events in
      last = (time, events)
      report(
        RunProgress(
          variant: variant, replication: replication, simulated: time, executedEvents: events, isFinished: false))
      stopped = shouldStop()
      return stopped == nil
    }
    report(
      RunProgress(
        variant: variant, replication: replication, simulated: last.time, executedEvents: run.executedEvents,
        isFinished: true))
    if experiment.replications > 1 {
      for index in run.operations.indices { run.operations[index].batches = [] }
    }
    return RunTable.Entry(measurements: run, stopped: stopped)
  }

  /// Replications that ended by themselves count; those cut short only when a variant has nothing else.
  private func outcome(_ table: RunTable) -> ExperimentOutcome {
    let full = (0..<experiment.replications).filter { replication in
      table.entries.allSatisfy { $0[replication]?.stopped == nil && $0[replication] != nil }
    }
    let kept = table.entries.map { entries in
      full.isEmpty ? entries.compactMap { $0 }.prefix(1).map(\.measurements) : full.map { entries[$0]!.measurements }
    }
    let measured = kept.map { runs in runs.filter { $0.measured > .zero } }
    let estimator = Estimator(level: experiment.confidenceLevel)
    var result = RunResult(
      scenario: ScenarioIdentity(
        name: experiment.name, summary: experiment.summary, hash: experiment.hash, seed: experiment.seed,
        replications: experiment.replications, slice: experiment.slice),
      confidenceLevel: experiment.confidenceLevel, reproduce: experiment.reproduce)
    result.stopped = table.stopped
    result.complete = table.stopped == nil
    result.variants = zip(experiment.variants, measured).map { variant, runs in
      VariantResult(name: variant.name, summary: variant.summary, runs: runs, estimator: estimator)
    }
    result.budgets = zip(experiment.variants, measured).flatMap { variant, runs in
      variant.budgets.map {
        $0.judge(runs, variant: variant.name, estimator: estimator, isComplete: result.complete)
      }
    }
    result.takeaway = Takeaway(experiment, measured, estimator).sentence
    result.verdict = Verdict(result)
    return ExperimentOutcome(result: result, measurements: measured)
  }
}

/// The result, and the measurements behind it for forms that need whole histograms.
public struct ExperimentOutcome: Sendable {
  public var result: RunResult
  /// By variant, then by replication that counts.
  public var measurements: [[RunMeasurements]]
}

/// What each job left; jobs are handed out replication by replication.
private struct RunTable: Sendable {
  struct Entry: Sendable {
    var measurements: RunMeasurements
    var stopped: StopReason?
  }

  var entries: [[Entry?]]
  var stopped: StopReason?
  var error: (any Error)?
  private var handedOut = 0
  private let jobs: Int

  init(variants: Int, replications: Int) {
    entries = Array(repeating: Array(repeating: nil, count: replications), count: variants)
    jobs = variants * replications
  }

  mutating func next() -> Int? {
    guard stopped == nil, error == nil, handedOut < jobs else { return nil }
    defer { handedOut += 1 }
    return handedOut
  }

  mutating func store(_ outcome: Result<Entry, any Error>, _ variant: Int, _ replication: Int) {
    switch outcome {
    case .success(let entry):
      entries[variant][replication] = entry
      if let reason = entry.stopped { stop(reason) }
    case .failure(let failure): error = error ?? failure
    }
  }

  mutating func stop(_ reason: StopReason) { if stopped != .interrupted { stopped = reason } }
}
