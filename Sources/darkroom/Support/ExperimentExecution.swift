import Experiments
import Scenarios

/// Runs an experiment as a command does: with progress on stderr, and an end at Ctrl-C.
struct ExperimentExecution {
  var experiment: Experiment
  var variants: [ScenarioVariant]
  var threads: Int
  /// In seconds; nil without one.
  var wallLimit: Double?
  var isSilent = false

  /// Threads go to replications first; what is left runs the regions of each.
  func run() throws -> (outcome: ExperimentOutcome, totals: RunTotals) {
    let stop = StopSignal(wallLimit: wallLimit)
    stop.listen()
    let progress = ProgressLine(experiment, isSilent: isSilent)
    var execution = ExperimentRun(experiment)
    execution.threads = min(threads, experiment.variants.count * experiment.replications)
    execution.isInterrupted = { stop.isInterrupted }
    execution.wallShareUsed = { stop.wallShareUsed }
    execution.report = { progress.update($0) }
    let outcome = try execution.execute(
      PlatformRunner(variants, regionThreads: max(1, threads / execution.threads)))
    return (outcome, progress.finish())
  }
}
