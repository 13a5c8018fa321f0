import Reports
import Scenarios
import Simulator
import Synchronization

/// Runs a scenario as it is, finds its hottest row, and runs it again with each remedy for that row, all with the same draws.
public struct RemedyRun: Sendable {
  /// Reads the variant with more settings applied.
  public typealias Resettled = @Sendable (_ settings: [String]) throws -> ScenarioVariant

  /// What is being run, for whoever draws progress.
  public enum Stage: Sendable { case asItIs, remedies }

  public var scenario: ScenarioIdentity
  public var variant: ScenarioVariant
  public var remedies = Remedy.allCases
  public var replications = 5
  public var threads = 1
  /// Of the intervals, 0…1.
  public var confidenceLevel = 0.95
  /// The command that repeats this.
  public var reproduce = ""
  public var isInterrupted: @Sendable () -> Bool = { false }
  /// Told at the start of a stage and of every finished replication, from any thread.
  public var progress: @Sendable (_ stage: Stage, _ done: Int, _ of: Int) -> Void = { _, _, _ in }

  public init(_ scenario: ScenarioIdentity, _ variant: ScenarioVariant) {
    self.scenario = scenario
    self.variant = variant
  }

  /// Nil when it was interrupted. `runner` runs variants; the platform's, but for tests.
  public func study(
    _ resettled: Resettled, runner: ([ScenarioVariant]) -> some VariantRunner = { PlatformRunner($0) }
  ) throws -> RemedyStudy? {
    guard let asItIs = try outcome(runner([variant])), !isInterrupted() else { return nil }
    let (before, runs) = (asItIs.result.variants[0], asItIs.measurements[0])
    var study = RemedyStudy(
      scenario: scenario, asItIs: before, replications: runs.count, confidenceLevel: confidenceLevel,
      reproduce: reproduce)
    guard let kind = study.counted else { return study }
    var chosen: [(remedy: Remedy, variant: ScenarioVariant)] = []
    for remedy in remedies {
      let changed = try resettled(remedy.settings(for: kind))
      if ScenarioVariant.differences(among: [variant, changed]).isEmpty {
        study.skipped.append(SkippedRemedy(name: remedy.rawValue, reason: "the scenario does it already"))
      } else {
        chosen.append((remedy, changed))
      }
    }
    // Round all remedies before the next replication, so that all are as far.
    let jobs = (0..<runs.count).flatMap { replication in chosen.indices.map { (variant: $0, replication: replication) }
    }
    progress(.remedies, 0, jobs.count)
    let table = try ReplicationTable(
      jobs, runner(chosen.map(\.variant)), threads: threads, isInterrupted: isInterrupted,
      progress: { progress(.remedies, $0, jobs.count) })
    guard let table else { return nil }
    for (index, choice) in chosen.enumerated() {
      let entries = runs.indices.map { table.entries[$0 * chosen.count + index] }
      study.add(
        choice.remedy.described(for: kind), fingerprints: (runs.map(\.fingerprint), entries.map(\.fingerprint)),
        before: before.values, after: entries.values)
    }
    return study
  }

  /// The run as it is, with all that its rows show.
  private func outcome(_ runner: some VariantRunner) throws -> ExperimentOutcome? {
    let run = variant.parameters.run
    let experiment = Experiment(
      name: scenario.name, hash: scenario.hash, seed: scenario.seed, replications: replications,
      slice: scenario.slice, confidenceLevel: confidenceLevel,
      variants: [
        Experiment.Variant(name: variant.name, simulatedTime: run.warmUp + run.duration, warmUp: run.warmUp)
      ], reproduce: reproduce)
    var execution = ExperimentRun(experiment)
    execution.threads = threads
    execution.isInterrupted = isInterrupted
    progress(.asItIs, 0, replications)
    let done = Mutex(0)
    execution.report = { [progress, replications] told in
      guard told.isFinished else { return }
      let finished = done.withLock { done in
        done += 1
        return done
      }
      progress(.asItIs, finished, replications)
    }
    let outcome = try execution.execute(runner)
    return outcome.result.complete ? outcome : nil
  }
}
