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
  /// Asked after every window; true ends the run there.
  public var isInterrupted: @Sendable () -> Bool = { false }
  /// How much of the limit on wall time is used up, 0…1 and beyond; every variant gets its part of the first round.
  public var wallShareUsed: @Sendable () -> Double = { 0 }
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
        if let reason = stopReason(variant, replication) {
          runs.withLock { $0.stop(reason) }
          continue
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
    var last = SimTime.zero
    tell(variant, replication, .zero, 0)
    var run = try runner.run(variant: variant, replication: replication) { time, events in
      last = time
      tell(variant, replication, time, events)
      let isAtEnd = time >= .zero + experiment.variants[variant].simulatedTime
      stopped = isAtEnd ? nil : stopReason(variant, replication)
      return stopped == nil
    }
    tell(variant, replication, last, run.executedEvents, isFinished: stopped == nil)
    if replication > 0 {
      for index in run.operations.indices { run.operations[index].batches = [] }
    }
    return RunTable.Entry(measurements: run, stopped: stopped)
  }

  private func stopReason(_ variant: Int, _ replication: Int) -> StopReason? {
    if isInterrupted() { return .interrupted }
    let ends = Double((variant / threads + 1) * threads) / Double(experiment.variants.count)
    return wallShareUsed() >= (replication == 0 ? min(1, ends) : 1) ? .wallLimit : nil
  }

  private func tell(
    _ variant: Int, _ replication: Int, _ simulated: SimTime, _ events: UInt64, isFinished: Bool = false
  ) {
    report(
      RunProgress(
        variant: variant, replication: replication, simulated: simulated, executedEvents: events,
        isFinished: isFinished))
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
    let isFirstRound = handedOut < entries.count
    let goesOn = stopped == nil || stopped == .wallLimit && isFirstRound
    guard goesOn, error == nil, handedOut < jobs else { return nil }
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
