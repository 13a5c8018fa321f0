import Dispatch
import Reports
import Simulator
import Synchronization

/// Progress of one replication, for whoever draws it.
public struct RunProgress: Sendable {
  public var variant: Int
  public var replication: Int
  /// Replications of each variant that are asked for so far.
  public var planned: Int
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
  ///
  /// Adds replications as long as an interval straddles the threshold of a budget that can fail the run.
  public func execute(_ runner: some VariantRunner) throws -> ExperimentOutcome {
    let plan = LookPlan(
      first: experiment.replications, limit: experiment.maxReplications,
      hasBudgets: experiment.variants.contains { $0.budgets.contains { $0.severity == .fail } },
      level: experiment.confidenceLevel)
    let runs = Mutex(RunTable(variants: experiment.variants.count, replications: experiment.replications))
    while true {
      execute(runs, runner)
      let table = runs.withLock { $0 }
      if let error = table.error { throw error }
      let outcome = outcome(table, plan)
      guard outcome.result.complete, outcome.result.isUndecided, let next = plan.next(after: table.replications) else {
        return outcome
      }
      runs.withLock { $0.grow(to: next) }
    }
  }

  private func execute(_ runs: borrowing Mutex<RunTable>, _ runner: some VariantRunner) {
    let variants = experiment.variants.count
    let replications = runs.withLock { $0.replications }
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, variants * replications))) { _ in
      while let job = runs.withLock({ $0.next() }) {
        let (variant, replication) = (job % variants, job / variants)
        if let reason = stopReason(variant, replication) {
          runs.withLock { $0.stop(reason) }
          continue
        }
        let outcome = Result { try single(runner, variant, replication, of: replications) }
        runs.withLock { $0.store(outcome, variant, replication) }
      }
    }
  }

  private func single(
    _ runner: some VariantRunner, _ variant: Int, _ replication: Int, of planned: Int
  ) throws -> RunTable.Entry {
    var stopped: StopReason?
    var last = SimTime.zero
    tell(variant, replication, of: planned, .zero, 0)
    var run = try runner.run(variant: variant, replication: replication) { time, events in
      last = time
      tell(variant, replication, of: planned, time, events)
      let isAtEnd = time >= .zero + experiment.variants[variant].simulatedTime
      stopped = isAtEnd ? nil : stopReason(variant, replication)
      return stopped == nil
    }
    tell(variant, replication, of: planned, last, run.executedEvents, isFinished: stopped == nil)
    evaluate(experiment.variants[variant].budgets, in: &run)
    if replication > 0 { run.dropDetail() }
    return RunTable.Entry(measurements: run, stopped: stopped)
  }

  /// Metrics of a label or a window are taken while the run still has its parts.
  private func evaluate(_ budgets: [BudgetRule], in run: inout RunMeasurements) {
    for asked in budgets.map(\.asked)
    where !asked.isPlain && !run.evaluated.contains(where: { $0.name == asked.description }) {
      let found = asked.value(in: run)
      run.evaluated.append(
        ScalarMeasurement(name: asked.description, value: found?.value ?? .nan, unit: found?.unit.rawValue ?? ""))
    }
  }

  private func stopReason(_ variant: Int, _ replication: Int) -> StopReason? {
    if isInterrupted() { return .interrupted }
    let ends = Double((variant / threads + 1) * threads) / Double(experiment.variants.count)
    return wallShareUsed() >= (replication == 0 ? min(1, ends) : 1) ? .wallLimit : nil
  }

  private func tell(
    _ variant: Int, _ replication: Int, of planned: Int, _ simulated: SimTime, _ events: UInt64,
    isFinished: Bool = false
  ) {
    report(
      RunProgress(
        variant: variant, replication: replication, planned: planned, simulated: simulated, executedEvents: events,
        isFinished: isFinished))
  }

  private func outcome(_ table: RunTable, _ plan: LookPlan) -> ExperimentOutcome {
    let measured = table.measured
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
      variant.budgets.map { rule in
        rule.judge(
          runs, variant: variant.name, estimator: Estimator(level: plan.level), isComplete: result.complete,
          recorded: experiment.baseline?.recorded("\(rule.asked)", variant: variant.name, seed: experiment.seed))
      }
    }
    result.budgetLevel = plan.level
    if plan.looks.count > 1 {
      result.sequential = SequentialResult(
        looks: plan.looks.filter { $0 <= table.replications }, limit: experiment.maxReplications,
        levelAtLastLook: plan.level)
    }
    (result.phases, result.events) = (experiment.phases, experiment.events)
    result.notModelled = experiment.notModelled
    result.changes = experiment.changes
    result.takeaway = Takeaway(experiment, measured, estimator).sentence
    result.verdict = Verdict(result)
    return ExperimentOutcome(result: result, measurements: measured)
  }
}

extension RunResult {
  /// More replications could decide a budget that can fail the run.
  fileprivate var isUndecided: Bool {
    budgets.contains { $0.severity == .fail && $0.outcome == .inconclusive }
  }
}

extension RunMeasurements {
  /// What only the first replication keeps: it is large, and reports show it of one run.
  fileprivate mutating func dropDetail() {
    regions = []
    intervalEdges = []
    for index in hotRows.indices { hotRows[index].lockWaitByInterval = [] }
    for index in operations.indices {
      operations[index].batches = []
      operations[index].slowest = []
      operations[index].samples = []
    }
  }
}

/// The result, and the measurements behind it for forms that need whole histograms.
public struct ExperimentOutcome: Sendable {
  public var result: RunResult
  /// By variant, then by replication that counts.
  public var measurements: [[RunMeasurements]]
}
